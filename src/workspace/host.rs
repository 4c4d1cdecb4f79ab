//! What goes to and fro between the state and the world, the same for whoever runs the program.

use super::{Backend, WorkspaceRuntime};
use crate::app::{Effect, Message, TerminalEffect};

/// Whoever runs the program: the screens, linear mode, a test, a measurement.
pub trait Host {
    /// Where the files are.
    type Backend: Backend;
    /// Why something could not be carried out.
    type Error;

    /// Hands a message to the state, and gives back what is to be done.
    fn update(&mut self, message: Message) -> Vec<Effect>;

    /// What carries out what is to be done to files.
    fn runtime(&mut self) -> &mut WorkspaceRuntime<Self::Backend>;

    /// Does what is to be done with a terminal, and gives back what came of it.
    ///
    /// # Errors
    /// Where that could not be done, and the run cannot go on.
    fn handle_terminal_effect(&mut self, effect: TerminalEffect) -> Result<Option<Message>, Self::Error>;

    /// What has come about meanwhile, where that is not waited for elsewhere.
    fn meanwhile(&mut self) -> Vec<Message> {
        Vec::new()
    }

    /// Hands messages to the state, and carries out what it asks for at once. What came of that comes before what was to
    /// come, in its own order.
    ///
    /// # Errors
    /// The first of [`handle_terminal_effect`](Self::handle_terminal_effect).
    fn dispatch(&mut self, mut messages: Vec<Message>) -> Result<(), Self::Error> {
        messages.reverse();
        while let Some(message) = messages.pop() {
            let effects = self.update(message);
            messages.extend(self.carry_out(effects)?.into_iter().rev());
        }
        Ok(())
    }

    /// Does what is to be done, in order, and gives back what came of it.
    ///
    /// # Errors
    /// The first of [`handle_terminal_effect`](Self::handle_terminal_effect).
    fn carry_out(&mut self, effects: Vec<Effect>) -> Result<Vec<Message>, Self::Error> {
        let mut messages = Vec::new();
        for effect in effects {
            match effect {
                Effect::Terminal(effect) => messages.extend(self.handle_terminal_effect(effect)?),
                Effect::Workspace(effect) => messages.extend(self.runtime().handle_effect(effect)),
            }
            messages.extend(self.meanwhile());
        }
        Ok(messages)
    }
}
