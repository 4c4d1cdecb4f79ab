//! `rm`: takes a document or product out of the workspace and says where it is kept.

use clap::{ArgMatches, Command};

use super::Row;
use super::arguments::Maker;
use super::context::Context;
use super::failure::{DONE, Outcome};
use super::make::Report;
use super::subject::{Subject, carry_out, subject};
use crate::store::refs::{Files, remove_document, remove_product};

pub(super) const ROW: Row = Row { name: "rm", arguments, run };

fn arguments(command: Command, make: &Maker) -> Command {
    command.arg(make.place("what", "WHAT").required(true))
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    let word = matches.get_one::<String>("what").map(String::as_str).unwrap_or_default();
    let workspace = context.workspace()?;
    let scan = workspace.scan(context.method)?;
    let subject = subject(context, &workspace, &scan, word)?;
    let files = Files::read(&workspace, &scan, context.method)?;
    let plan = match &subject {
        Subject::Product(id) => remove_product(&files, id)?,
        Subject::Document(path) => remove_document(&files, path)?,
    };
    let mut report = Report::default();
    carry_out(&workspace, &plan, &mut report)?;
    report.print(context);
    Ok(DONE)
}
