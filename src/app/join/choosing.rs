//! Which seat it is to be: chosen from the list, by a name, with a code.

use std::time::Duration;

use super::{Join, Pane};
use crate::app::editor::{Editor, Lines};

impl Join {
    pub(super) fn take(&mut self, now: Duration) {
        match self.pane() {
            Pane::Choosing => {
                let who = self.client.room().and_then(|room| room.seats.get(self.at)).map(|seat| seat.who.clone());
                if let Some(who) = who {
                    self.want(who, now);
                }
            }
            Pane::Naming => {
                let who = self.editor.text().trim().to_owned();
                if !who.is_empty() {
                    self.want(who, now);
                }
            }
            Pane::SeatCode => {
                let code = self.editor.text().trim().to_owned();
                let is_code = code.len() == 4 && code.bytes().all(|byte| byte.is_ascii_digit());
                if code.is_empty() || is_code {
                    self.client.say_code(Some(code).filter(|code| !code.is_empty()));
                    self.editor = Editor::new("", Lines::Many);
                } else {
                    self.tell(&sentence!("join.no-code"));
                }
            }
            _ => {}
        }
    }

    /// Takes the seat of that name.
    pub fn want(&mut self, who: String, now: Duration) {
        self.editor = Editor::new("", Lines::Many);
        self.is_naming = false;
        self.client.want(who, now);
        self.is_call_wanted = true;
    }
}
