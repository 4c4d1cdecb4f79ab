//! What happens when the program is at fault: the terminal is put back first, then the report is kept and named.

use std::fs;
use std::panic;
use std::thread;

use chrono::Utc;

use super::{guard, log};
#[cfg(debug_assertions)]
use crate::app::{Code, Key, Message};
use crate::document::text::visible_line;
use crate::i18n::Catalogue;
use crate::store::StateDir;

/// Has panics put the terminal back before they print, and keep a report in the state folder. To be called on the thread
/// that draws: where another one is at fault, the screen stays, and only the report is kept.
pub(crate) fn install(words: &'static Catalogue) {
    let drawing = thread::current().id();
    panic::set_hook(Box::new(move |info| {
        tracing::error!("{info}");
        let report = format!("{info}\n\n{}\n", std::backtrace::Backtrace::force_capture());
        if thread::current().id() != drawing {
            keep(&report);
            return;
        }
        guard::leave();
        // A message can quote the text of a file, which must not make the terminal act.
        for line in info.to_string().lines() {
            eprintln!("{}", visible_line(line));
        }
        if let Some(place) = keep(&report) {
            eprintln!("{}", words.tell(&sentence!("terminal.crash", place = place)));
        }
        if let Some(place) = log::place() {
            eprintln!("{}", words.tell(&sentence!("terminal.log", place = place)));
        }
    }));
}

fn keep(report: &str) -> Option<String> {
    let folder = StateDir::open().ok()?.folder("crashes").ok()?;
    let place = folder.join(format!("{}.txt", Utc::now().format("%Y%m%dT%H%M%S%3fZ")));
    fs::write(&place, report).ok()?;
    Some(place.display().to_string())
}

/// A fault on purpose, to prove what the hook does: on F12 where the environment asks for it. Not in what people get.
#[cfg(debug_assertions)]
pub(crate) fn on_purpose(message: &Message) {
    let is_asked = || std::env::var_os("STATIONMASTER_TEST_PANIC").is_some();
    assert!(!(matches!(message, Message::Key(Key { code: Code::F(12), .. })) && is_asked()), "on purpose");
}
