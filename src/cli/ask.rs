//! Questions on the terminal. Nothing is asked where nobody could answer.

use std::io::{self, IsTerminal, Write as _};

use super::context::Context;
use crate::document::text::visible_line;

/// Whether somebody sits in front of this run: both streams are terminals, and a person is to read the result.
pub(super) fn somebody_is_there(context: &Context) -> bool {
    !context.json && !context.out.quiet && io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Asks a question and reads one line; nothing where the person wants no more questions.
pub(super) fn ask(context: &mut Context, question: &str) -> Option<String> {
    context.out.flush();
    let mut err = io::stderr();
    let asked = write!(err, "{} ", visible_line(question)).and_then(|()| err.flush());
    let mut line = String::new();
    match asked.and_then(|()| io::stdin().read_line(&mut line)) {
        Ok(read) if read > 0 => Some(line.trim().to_owned()),
        _ => None,
    }
}
