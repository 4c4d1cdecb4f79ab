//! A ballot of one's own, "I have finished", and how it went.

use super::Join;
use crate::workshop::wire::ToServer;

impl Join {
    /// The options of the vote that is open, in the order of this ballot: it begins at another one for each voter.
    #[must_use]
    pub fn options(&self) -> Vec<String> {
        let Some(round) = self.open_round() else { return Vec::new() };
        let mut options = round.options.clone();
        let first = self.round.as_ref().map_or(0, |(_, first)| *first);
        let length = options.len().max(1);
        options.rotate_left(first % length);
        options
    }

    pub(super) fn finished(&mut self) {
        let yes = !self.has_finished;
        if self.say(ToServer::Ready { seq: 0, yes }) {
            self.has_finished = yes;
        }
    }

    pub(super) fn dot(&mut self, by: i8) {
        let Some(note) = self.options().get(self.at).cloned() else { return };
        let Some(round) = self.open_round() else { return };
        let (round, dots, most) = (round.id.clone(), round.dots as usize, round.most);
        let ballot = self.client.ballot();
        let on_it = ballot.iter().filter(|dot| **dot == note).count();
        if by > 0 && ballot.len() >= dots {
            return self.tell(&sentence!("join.no-dot"));
        }
        if by > 0 && most.is_some_and(|most| on_it >= most as usize) {
            return self.tell(&sentence!("join.most").count(most.unwrap_or_default()));
        }
        if by < 0 && on_it == 0 {
            return;
        }
        let is_said = self.say(ToServer::Dot { seq: 0, round, note, by });
        if is_said && std::mem::take(&mut self.has_finished) {
            self.say(ToServer::Ready { seq: 0, yes: false });
        }
    }

    pub(super) fn rate(&mut self, mark: u8) {
        let is_close =
            self.client.view().and_then(|view| view.block.as_ref()).is_some_and(|block| block.kind == "close");
        if is_close && self.say(ToServer::Rate { seq: 0, mark, word: None }) {
            self.rated = Some(mark);
        }
    }

    /// Makes the ballot what a line of numbers says: an option by its place in the list that everybody has, one number for
    /// each dot. Gives back the first that is no option, or one too many.
    ///
    /// # Errors
    /// The number that does not fit; nothing is changed then.
    pub fn vote(&mut self, numbers: &[usize]) -> Result<(), usize> {
        let Some(round) = self.open_round() else { return Ok(()) };
        let (id, dots, most) = (round.id.clone(), round.dots as usize, round.most.map(|most| most as usize));
        let mut wanted: Vec<String> = Vec::new();
        for number in numbers {
            let note = number.checked_sub(1).and_then(|at| round.options.get(at)).ok_or(*number)?.clone();
            let on_it = wanted.iter().filter(|dot| **dot == note).count();
            if wanted.len() >= dots || most.is_some_and(|most| on_it >= most) {
                return Err(*number);
            }
            wanted.push(note);
        }
        // What stays stays; first the dots that are taken back, so that there are enough for the others.
        let mut new = wanted;
        let mut gone = Vec::new();
        for dot in self.client.ballot() {
            match new.iter().position(|wanted| *wanted == dot) {
                Some(at) => drop(new.remove(at)),
                None => gone.push(dot),
            }
        }
        for (note, by) in gone.into_iter().map(|note| (note, -1)).chain(new.into_iter().map(|note| (note, 1))) {
            self.say(ToServer::Dot { seq: 0, round: id.clone(), note, by });
        }
        if !self.has_finished {
            self.finished();
        }
        Ok(())
    }
}
