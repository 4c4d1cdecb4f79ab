//! What the loop waits for: the terminal, and what other threads hand over.
//!
//! On Unix the loop itself waits for both, so that a key goes straight to what it changes; whoever hands something over
//! wakes it. Elsewhere a thread reads the terminal and hands over what comes.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SendError, Sender};
use std::time::Duration;

use super::background::Background;
use super::event::Event;
use super::input::{Input, event};
use super::wake::{PollResult, Wake};
use crate::workspace::Notifier;

/// Hands events to the loop, from any thread.
#[derive(Clone, Debug)]
pub(crate) struct EventSender {
    sender: Sender<Event>,
    wake: Option<Wake>,
}

impl EventSender {
    /// To a loop that waits for nothing but what is handed over, or that `wake` wakes.
    pub(crate) fn new(sender: Sender<Event>, wake: Option<Wake>) -> Self {
        Self { sender, wake }
    }

    /// What the workspace hands its events to.
    pub(crate) fn notifier(&self) -> Notifier {
        let sender = self.clone();
        Arc::new(move |event| {
            // Where the loop has ended, nobody waits for it any more.
            let _ = sender.send(Event::Workspace(event));
        })
    }

    /// Hands an event over.
    ///
    /// # Errors
    /// Where the loop has ended.
    pub(crate) fn send(&self, event: Event) -> Result<(), SendError<()>> {
        self.sender.send(event).map_err(|_| SendError(()))?;
        if let Some(wake) = &self.wake {
            wake.wake();
        }
        Ok(())
    }
}

/// What came of waiting.
#[derive(Debug)]
pub(crate) enum Next {
    /// Something has come.
    Event(Event),
    /// Nothing has come in the time that was given.
    Late,
}

/// What has come and is coming.
pub(crate) struct EventLoop {
    input: Input,
    events: Receiver<Event>,
    /// What has come from the terminal and was not looked at yet.
    waiting: VecDeque<Event>,
    /// Whether the terminal's background is light, and whether it was asked.
    background: Background,
}

impl EventLoop {
    /// Of a terminal, and of whoever holds the other end of `events`.
    ///
    /// # Errors
    /// Where the system has no thread left that would read the terminal.
    pub(crate) fn new(input: Input, events: Receiver<Event>, sender: &EventSender) -> io::Result<Self> {
        let background = Background::default();
        input.listen(sender, &background)?;
        Ok(Self { input, events, waiting: VecDeque::new(), background })
    }

    /// What has come already.
    pub(crate) fn next(&mut self) -> Option<Event> {
        if self.waiting.is_empty() {
            let sent = self.input.at_hand();
            self.keep(PollResult::InputEvent(sent));
        }
        self.waiting.pop_front().or_else(|| self.events.try_recv().ok())
    }

    /// Sleeps until something comes, or for so long.
    pub(crate) fn wait(&mut self, patience: Option<Duration>) -> Next {
        loop {
            if let Some(event) = self.waiting.pop_front().or_else(|| self.events.try_recv().ok()) {
                return Next::Event(event);
            }
            match self.input.wait(&self.events, patience) {
                PollResult::Late => return Next::Late,
                PollResult::Lost => return Next::Event(Event::InputLost),
                woken => self.keep(woken),
            }
        }
    }

    /// Asks the terminal for its background.
    ///
    /// # Errors
    /// Where it cannot be written to.
    pub(crate) fn ask_background(&mut self) -> io::Result<()> {
        self.input.expect_answer();
        self.background.ask()
    }

    fn keep(&mut self, woken: PollResult) {
        match woken {
            PollResult::InputEvent(sent) => {
                self.waiting.extend(sent.into_iter().filter_map(|sent| event(sent, &self.background)))
            }
            PollResult::Called(event) => self.waiting.extend(event),
            PollResult::Late | PollResult::Lost => {}
        }
    }

    /// Before the terminal is given away: an answer that is on its way now would go to whoever has it next.
    pub(crate) fn settle(&mut self) {
        while let Some(left) = self.background.left() {
            match self.input.wait(&self.events, Some(left)) {
                PollResult::Late | PollResult::Lost => return,
                woken => self.keep(woken),
            }
        }
    }

    /// What other threads have handed over and the loop does not look at any more.
    pub(crate) fn events(&self) -> &Receiver<Event> {
        &self.events
    }
}
