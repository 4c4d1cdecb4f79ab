//! Findings as workflow commands, which GitHub shows beside the lines of a pull request.

use super::super::context::Context;
use super::findings::{Findings, Said};
use crate::assess::rules::Severity;
use crate::cli::words::grouped;
use crate::document::text::visible;

/// Prints one command a finding, paths as seen from the current folder.
pub(super) fn print(context: &mut Context, findings: &Findings) {
    for said in &findings.found {
        annotate(context, said, &format!("{} {}", said.message, said.help));
    }
    for said in findings.cut_short() {
        let more = context.words.tell(&sentence!("cli.check.more_here", number = grouped(said.more)));
        annotate(context, said, &more);
    }
}

fn annotate(context: &mut Context, said: &Said, text: &str) {
    let command = match said.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let line = format!(
        "::{command} file={},line={},col={},title={}::{}\n",
        property(&said.from_here),
        said.line,
        said.column,
        property(said.rule),
        data(text),
    );
    context.out.rendered(&line);
}

/// A message: nothing in it can end the command.
fn data(text: &str) -> String {
    let text = visible(text);
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property: nothing in it can end the value either.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_value_ends_it() {
        assert_eq!(property("a:b,c%\nd\u{1b}"), "a%3Ab%2Cc%25%0Ad␛");
        assert_eq!(data("a:b,c%\n::error::x"), "a:b,c%25%0A::error::x");
    }
}
