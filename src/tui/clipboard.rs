//! Whether the terminal is known not to take a text for the system's clipboard. Most do, and none says whether it did.

use std::process::{Command, Stdio};

/// The oldest VTE, the terminal widget of GNOME, that takes it.
use crate::i18n::SentenceKey;
const VTE: u32 = 7600;

/// How many bytes every terminal takes that takes any; some have no limit.
pub const SURE: usize = 74_994;

/// Why the clipboard is not reached, as the key of a sentence; nothing where no reason is known. `get` gives the value of
/// a variable of the environment, `tmux` what tmux has for its option `set-clipboard`.
pub fn refusal(get: impl Fn(&str) -> Option<String>, tmux: impl Fn() -> Option<String>) -> Option<SentenceKey> {
    let term = get("TERM").unwrap_or_default();
    // What is asked first stands nearest: what a multiplexer does not pass on, no terminal outside it gets.
    if get("TMUX").is_some() {
        return tmux().filter(|set| set != "on").map(|_| key!("clipboard.tmux"));
    }
    if get("STY").is_some() || term.starts_with("screen") {
        return Some(key!("clipboard.screen"));
    }
    let old_vte = get("VTE_VERSION").and_then(|version| version.parse().ok()).is_some_and(|version: u32| version < VTE);
    if term == "linux" {
        Some(key!("clipboard.linux"))
    } else if get("TERM_PROGRAM").as_deref() == Some("Apple_Terminal") {
        Some(key!("clipboard.apple"))
    } else if old_vte {
        Some(key!("clipboard.vte"))
    } else if term.starts_with("rxvt") {
        Some(key!("clipboard.rxvt"))
    } else if get("XTERM_VERSION").is_some() {
        Some(key!("clipboard.xterm"))
    } else {
        None
    }
}

/// The same for the process's own terminal.
#[must_use]
pub fn refusal_here() -> Option<SentenceKey> {
    refusal(|name| std::env::var(name).ok().filter(|value| !value.is_empty()), tmux)
}

/// What tmux has for its option; nothing where it cannot be asked.
fn tmux() -> Option<String> {
    let asked =
        Command::new("tmux").args(["show-options", "-sv", "set-clipboard"]).stdin(Stdio::null()).output().ok()?;
    let told = String::from_utf8(asked.stdout).ok()?;
    asked.status.success().then(|| told.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(environment: &[(&str, &str)], tmux: Option<&str>) -> Option<SentenceKey> {
        let get =
            |name: &str| environment.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        refusal(get, || tmux.map(str::to_owned))
    }

    #[test]
    fn only_what_is_known_is_said() {
        assert_eq!(refused(&[("TERM", "xterm-kitty")], None), None);
        assert_eq!(refused(&[("TERM", "xterm-256color")], None), None);
        assert_eq!(refused(&[("TERM", "linux")], None), Some(key!("clipboard.linux")));
        assert_eq!(refused(&[("TERM", "xterm-256color"), ("VTE_VERSION", "7006")], None), Some(key!("clipboard.vte")));
        assert_eq!(refused(&[("TERM", "xterm-256color"), ("VTE_VERSION", "8000")], None), None);
        let apple = [("TERM", "xterm-256color"), ("TERM_PROGRAM", "Apple_Terminal")];
        assert_eq!(refused(&apple, None), Some(key!("clipboard.apple")));
        assert_eq!(refused(&[("TERM", "rxvt-unicode-256color")], None), Some(key!("clipboard.rxvt")));
        assert_eq!(refused(&[("TERM", "xterm"), ("XTERM_VERSION", "XTerm(390)")], None), Some(key!("clipboard.xterm")));
    }

    #[test]
    fn a_multiplexer_stands_before_the_terminal() {
        let tmux = [("TERM", "screen-256color"), ("TMUX", "/tmp/tmux-1000/default,1,0"), ("VTE_VERSION", "5202")];
        assert_eq!(refused(&tmux, Some("external")), Some(key!("clipboard.tmux")));
        assert_eq!(refused(&tmux, Some("off")), Some(key!("clipboard.tmux")));
        assert_eq!(refused(&tmux, Some("on")), None);
        assert_eq!(refused(&tmux, None), None);
        assert_eq!(
            refused(&[("TERM", "screen.xterm-256color"), ("STY", "1.pts")], None),
            Some(key!("clipboard.screen"))
        );
    }
}
