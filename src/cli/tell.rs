//! Says on standard error why something could not be done.

use super::failure::Failure;
use super::output::{Line, Output, Tone};
use super::words::Words;

/// Says on standard error why something could not be done.
pub(super) fn tell(failure: &Failure, words: &Words, output: &mut Output) {
    for (at, sentence) in failure.sentences.iter().enumerate() {
        let line = if at == 0 {
            Line::of(Tone::Bad, words.say(key!("cli.error.sign"))).and(Tone::Plain, " ")
        } else {
            Line::plain("  ")
        };
        output.aside(&line.and(Tone::Plain, words.tell(sentence)));
    }
}
