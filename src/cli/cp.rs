//! `cp`: a copy of a document or product, with ids of its own.

use clap::{ArgMatches, Command};

use super::Row;
use super::arguments::Maker;
use super::context::Context;
use super::failure::{DONE, Outcome};
use super::init::title_case;
use super::make::{Report, forced, out_of_the_way};
use super::subject::{Subject, carry_out, different, place, product_id, subject};
use crate::store::Ids;
use crate::store::refs::{Files, copy_document, copy_product};

pub(super) const ROW: Row = Row { name: "cp", arguments, run };

fn arguments(command: Command, make: &Maker) -> Command {
    command
        .arg(make.place("from", "FROM").required(true))
        .arg(make.place("to", "TO").required(true))
        .arg(make.value("title", "T"))
        .arg(make.switch("force"))
}

fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    let word = |id: &str| matches.get_one::<String>(id).map(String::as_str).unwrap_or_default();
    let title = matches.get_one::<String>("title").map(String::as_str);
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
        let scan = workspace.scan(context.method)?;
        let files = Files::read(&workspace, &scan, context.method)?;
        let (mut ids, unread) = Ids::of(&workspace, &scan);
        if let Some(error) = unread.into_iter().next() {
            return Err(error.into());
        }
        let plan = match &from {
            Subject::Product(id) => {
                let name = title.map_or_else(|| title_case(&to), str::to_owned);
                copy_product(&files, id, &to, Some(&name), &mut ids)?
            }
            Subject::Document(path) => copy_document(&files, path, &to, title, &mut ids)?,
        };
        carry_out(&workspace, &plan, report)
    })?;
    report.print(context);
    Ok(DONE)
}
