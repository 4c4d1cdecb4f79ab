//! `demo`: a filled example in a temporary folder, opened.

use clap::{ArgMatches, Command};

use super::Row;
use super::arguments::Maker;
use super::context::Context;
use super::failure::Outcome;
use super::open::{hand_over, needs_a_terminal};
use crate::store::Workspace;
use crate::store::demo::unpack;

pub(super) const ROW: Row = Row { name: "demo", arguments, run };

fn arguments(command: Command, _make: &Maker) -> Command {
    command
}

fn run(context: &mut Context, _matches: &ArgMatches) -> Outcome {
    needs_a_terminal(context)?;
    let root = unpack(context.today)?;
    let workspace = Workspace::find(&root, Some(&root))?;
    context.follow(Some(&workspace));
    let code = hand_over(context, workspace, None, true)?;
    let kept = context.words.tell(&sentence!("cli.demo.kept", folder = root.display()));
    context.out.hint(&kept);
    Ok(code)
}
