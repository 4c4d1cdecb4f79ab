//! `present`: the room's view of a session, in a terminal of its own.

use clap::{ArgMatches, Command};

use super::Row;
use super::arguments::Maker;
use super::context::Context;
use super::failure::Outcome;

pub(super) const ROW: Row = Row { name: "present", arguments, run };

fn arguments(command: Command, make: &Maker) -> Command {
    command.arg(make.place("session", "SESSION"))
}

#[cfg(unix)]
fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    use super::join::show;
    use super::open::is_screen;
    use super::rooms::session;
    use crate::tui::SeatKind;

    context.speak_as_the_workspace();
    if !is_screen() {
        return Err(super::failure::Failure::from(sentence!("cli.present.no_terminal")));
    }
    let socket = session(context, matches.get_one::<String>("session").map(String::as_str))?;
    show(context, socket, SeatKind::Stage)
}

#[cfg(not(unix))]
fn run(_: &mut Context, _: &ArgMatches) -> Outcome {
    Err(crate::remote::RemoteError::NeedsUnix.sentence().into())
}
