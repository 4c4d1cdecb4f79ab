//! The sessions that run on this machine and can be joined.

use std::time::Duration;

use super::ask::{ask, somebody_is_there};
use super::context::Context;
use super::failure::Failure;
use crate::remote::client::look;
use crate::remote::runtime_dir::{FoundSocket, RuntimeDir};
use crate::workshop::wire::FromServer;

/// How long a session may take to say what it is.
const PATIENCE: Duration = Duration::from_secs(2);

/// A session that runs.
struct Running {
    socket: FoundSocket,
    /// Its product and stem.
    session: String,
    title: String,
    by: String,
}

impl Running {
    fn line(&self) -> String {
        format!("{} ({}, {})", self.session, self.title, self.by)
    }

    fn is_called(&self, word: &str) -> bool {
        let stem = self.session.rsplit('/').next().unwrap_or_default();
        self.session == word || stem == word || self.title == word
    }
}

/// The session that a word names, or the only one that runs, or the one that the person chooses.
pub(super) fn session(context: &mut Context, word: Option<&str>) -> Result<FoundSocket, Failure> {
    let sockets = RuntimeDir::of_user().sockets().map_err(|error| Failure::from(error.sentence()))?;
    let mut running: Vec<Running> = sockets.into_iter().filter_map(ask_for_its_name).collect();
    if running.is_empty() {
        return Err(Failure::from(sentence!("cli.join.none")).and(sentence!("cli.join.none_help")));
    }
    let known = running.iter().map(Running::line).collect::<Vec<_>>().join("; ");
    if let Some(word) = word {
        running.retain(|one| one.is_called(word));
        if running.is_empty() {
            return Err(sentence!("cli.join.unknown", given = word, known = known).into());
        }
    }
    if running.len() > 1 {
        let chosen = choose(context, &running).filter(|at| *at < running.len());
        let Some(at) = chosen else { return Err(sentence!("cli.join.several", known = known).into()) };
        return Ok(running.swap_remove(at).socket);
    }
    running.pop().map(|one| one.socket).ok_or_else(|| sentence!("cli.join.none").into())
}

fn ask_for_its_name(socket: FoundSocket) -> Option<Running> {
    match look(&socket, PATIENCE)? {
        FromServer::Room { session, title, by, .. } => Some(Running { socket, session, title, by }),
        // One that is full, or of another version, says so to whoever comes.
        _ => Some(Running { session: socket.id.clone(), socket, title: String::new(), by: String::new() }),
    }
}

/// Asks which; nothing where nobody is there to answer, or the answer is none of them.
fn choose(context: &mut Context, running: &[Running]) -> Option<usize> {
    if !somebody_is_there(context) {
        return None;
    }
    for (at, one) in running.iter().enumerate() {
        context.out.hint(&format!("{} {}", at + 1, one.line()));
    }
    let question = context.words.tell(&sentence!("cli.join.which"));
    ask(context, &question)?.parse::<usize>().ok()?.checked_sub(1)
}
