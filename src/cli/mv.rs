//! `mv`: another name or place for a document, another id for a product; what refers to it follows.

use clap::{ArgMatches, Command};

use super::Row;
use super::arguments::Maker;
use super::context::Context;
use super::failure::{DONE, Outcome};
use super::make::{Report, forced, out_of_the_way};
use super::subject::{Subject, carry_out, different, place, product_id, subject};
use crate::store::refs::{Files, rename_document, rename_product};

pub(super) const ROW: Row = Row { name: "mv", arguments, run };

fn arguments(command: Command, make: &Maker) -> Command {
    command
        .arg(make.place("from", "FROM").required(true))
        .arg(make.place("to", "TO").required(true))
        .arg(make.switch("force"))
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    let word = |id: &str| matches.get_one::<String>(id).map(String::as_str).unwrap_or_default();
    let workspace = context.workspace()?;
    let scan = workspace.scan(context.method)?;
    let from = subject(context, &workspace, &scan, word("from"))?;
    let to = match &from {
        Subject::Product(_) => product_id(word("to"))?,
        Subject::Document(path) => place(context, &workspace, &scan, path, word("to"))?,
    };
    different(&workspace, &from, &to)?;
    let mut report = Report::default();
    out_of_the_way(&workspace, &to, forced(matches), &mut report, |report| {
        let files = Files::read(&workspace, &workspace.scan(context.method)?, context.method)?;
        let plan = match &from {
            Subject::Product(id) => rename_product(&files, id, &to)?,
            Subject::Document(path) => rename_document(&files, path, &to)?,
        };
        carry_out(&workspace, &plan, report)
    })?;
    report.print(context);
    Ok(DONE)
}
