//! `join`: a seat in a session at a keyboard of one's own.

use clap::{ArgMatches, Command};

use super::Row;
use super::arguments::Maker;
use super::context::Context;
#[cfg(unix)]
use super::failure::Failure;
use super::failure::Outcome;

pub(super) const ROW: Row = Row { name: "join", arguments, run };

fn arguments(command: Command, make: &Maker) -> Command {
    command.arg(make.place("session", "SESSION")).arg(make.value("as", "WHO"))
}

#[cfg(unix)]
fn run(context: &mut Context, matches: &ArgMatches) -> Outcome {
    use super::open::is_screen;
    use super::rooms::session;
    use crate::tui::SeatKind;

    context.speak_as_the_workspace();
    let who = matches.get_one::<String>("as").map(|who| who.trim().to_owned()).filter(|who| !who.is_empty());
    let socket = session(context, matches.get_one::<String>("session").map(String::as_str))?;
    if !context.settings.linear() && is_screen() {
        return show(context, socket, SeatKind::Seat(who));
    }
    if !context.settings.linear() {
        context.complain_softly(&sentence!("cli.join.linear"));
    }
    let ended = crate::tui::run_seat_lines(seat_start(context, socket, SeatKind::Seat(who)));
    finish(ended)
}

#[cfg(not(unix))]
fn run(_: &mut Context, _: &ArgMatches) -> Outcome {
    Err(crate::remote::RemoteError::NeedsUnix.sentence().into())
}

#[cfg(unix)]
fn seat_start(
    context: &Context,
    socket: crate::remote::runtime_dir::FoundSocket,
    what: crate::tui::SeatKind,
) -> crate::tui::SeatStart {
    crate::tui::SeatStart {
        socket,
        words: context.words.catalogue(),
        settings: context.settings.clone(),
        library: context.configuration.library.clone(),
        colour: context.colour,
        ascii: context.ascii,
        what,
    }
}

/// Shows a session until it ends.
#[cfg(unix)]
pub(super) fn show(
    context: &Context,
    socket: crate::remote::runtime_dir::FoundSocket,
    what: crate::tui::SeatKind,
) -> Outcome {
    finish(crate::tui::run_seat(seat_start(context, socket, what)))
}

/// Says how it ended, where that was not the person's own doing.
#[cfg(unix)]
fn finish(ended: Result<crate::tui::SeatEnd, crate::tui::StartError>) -> Outcome {
    use crate::workshop::client::Ending;

    let ended = ended.map_err(|error| Failure::from(error.sentence()))?;
    match ended.ending {
        Some(Ending::Refused(why)) => Err(sentence!("cli.join.refused", why = why).into()),
        Some(Ending::Deserted) => Err(sentence!("join.deserted").into()),
        Some(Ending::Closed | Ending::Left) | None => Ok(ended.code),
    }
}
