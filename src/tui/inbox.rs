//! What the loop waits for: the terminal, and what other threads hand over.
//!
//! On Unix the loop itself waits for both, so that a key goes straight to what it changes; whoever hands something over
//! wakes it. Elsewhere a thread reads the terminal and hands over what comes.

use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{Receiver, SendError, Sender};
use std::time::Duration;

use super::Event;
use super::ground::Ground;
use super::input::{Input, event};
use super::wake::{Wake, Woken};

/// Hands events to the loop, from any thread.
#[derive(Clone, Debug)]
pub struct Post {
    sender: Sender<Event>,
    wake: Option<Wake>,
}

impl Post {
    /// To a loop that waits for nothing but what is handed over, or that `wake` wakes.
    pub fn new(sender: Sender<Event>, wake: Option<Wake>) -> Self {
        Self { sender, wake }
    }

    /// Hands an event over.
    ///
    /// # Errors
    /// Where the loop has ended.
    pub fn send(&self, event: Event) -> Result<(), SendError<Event>> {
        self.sender.send(event)?;
        if let Some(wake) = &self.wake {
            wake.wake();
        }
        Ok(())
    }
}

/// What came of waiting.
#[derive(Debug)]
pub enum Waited {
    /// Something has come.
    Event(Event),
    /// Nothing has come in the time that was given.
    Late,
}

/// What has come and is coming.
pub struct Inbox {
    input: Input,
    events: Receiver<Event>,
    /// What has come from the terminal and was not looked at yet.
    waiting: VecDeque<Event>,
    /// Whether the terminal's ground is light, and whether it was asked.
    pub ground: Ground,
}

impl Inbox {
    /// Of a terminal, and of whoever holds the other end of `events`.
    ///
    /// # Errors
    /// Where the system has no thread left that would read the terminal.
    pub fn new(input: Input, events: Receiver<Event>, post: &Post) -> io::Result<Self> {
        let ground = Ground::default();
        input.listen(post, &ground)?;
        Ok(Self { input, events, waiting: VecDeque::new(), ground })
    }

    /// What has come already.
    pub fn next(&mut self) -> Option<Event> {
        if self.waiting.is_empty() {
            let sent = self.input.at_hand();
            self.keep(Woken::Sent(sent));
        }
        self.waiting.pop_front().or_else(|| self.events.try_recv().ok())
    }

    /// Sleeps until something comes, or for so long.
    pub fn wait(&mut self, patience: Option<Duration>) -> Waited {
        loop {
            if let Some(event) = self.waiting.pop_front().or_else(|| self.events.try_recv().ok()) {
                return Waited::Event(event);
            }
            match self.input.wait(&self.events, patience) {
                Woken::Late => return Waited::Late,
                Woken::Lost => return Waited::Event(Event::InputLost),
                woken => self.keep(woken),
            }
        }
    }

    fn keep(&mut self, woken: Woken) {
        match woken {
            Woken::Sent(sent) => self.waiting.extend(sent.into_iter().filter_map(|sent| event(sent, &self.ground))),
            Woken::Called(event) => self.waiting.extend(event),
            Woken::Late | Woken::Lost => {}
        }
    }

    /// Before the terminal is given away: an answer that is on its way now would go to whoever has it next.
    pub fn settle(&mut self) {
        while let Some(left) = self.ground.left() {
            match self.input.wait(&self.events, Some(left)) {
                Woken::Late | Woken::Lost => return,
                woken => self.keep(woken),
            }
        }
    }

    /// What other threads have handed over and the loop does not look at any more.
    pub fn events(&self) -> &Receiver<Event> {
        &self.events
    }
}
