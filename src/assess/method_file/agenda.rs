//! What is wrong with an agenda, which says which blocks a session has.

use super::{Found, Sentence};
use crate::method::{Agenda, AgendaBlock, BlockKind, BlockTime, CanvasTemplate, Method, Minutes};

/// What a section can be worked on in.
const IN_A_SECTION: [BlockKind; 5] =
    [BlockKind::Write, BlockKind::Round, BlockKind::Group, BlockKind::Talk, BlockKind::Vote];

impl Found {
    pub(super) fn agenda(&mut self, agenda: &Agenda, method: &Method) {
        self.format(agenda.format);
        self.ids([("agenda".to_owned(), agenda.id.as_str())]);
        self.known("canvases", &agenda.canvases, |id| method.template(id).is_some());
        let canvases = agenda.canvases.iter().enumerate();
        self.ids(canvases.map(|(at, id)| (format!("canvases[{at}]"), id.as_str())));
        self.needs("blocks", "agenda", agenda.blocks.is_empty());
        let before = self.problems.len();
        for (at, block) in agenda.blocks.iter().enumerate() {
            self.block(&format!("blocks[{at}]"), block, agenda, method);
        }
        let sum = agenda.sum(|id| method.canvas(id).map(AsRef::as_ref));
        if sum != Minutes::whole(agenda.minutes) && self.problems.len() == before {
            let what = sentence!("method.problem.sum.what", sum = sum, minutes = agenda.minutes);
            self.report("minutes", what, key!("method.problem.sum.help"));
        }
    }

    fn block(&mut self, at: &str, block: &AgendaBlock, agenda: &Agenda, method: &Method) {
        let path = |key: &str| format!("{at}.{key}");
        if block.kind.is_some() == block.each.is_some() {
            let place = if block.kind.is_some() { path("each") } else { at.to_owned() };
            self.report(&place, sentence!("method.problem.block.what"), key!("method.problem.block.help"));
            return;
        }
        let canvas = block.canvas.as_deref();
        if let Some(id) = canvas.filter(|id| !agenda.canvases.iter().any(|known| known == id)) {
            self.unknown(&path("canvas"), id);
        }
        let is_list = canvas.is_some_and(|id| method.checklist(id).is_some());
        let canvas = canvas.and_then(|id| method.canvas(id)).map(AsRef::as_ref);
        match block.kind {
            None => self.each(at, block, canvas),
            Some(kind) => {
                let allowed: &[&str] = match kind {
                    BlockKind::Vote => &["canvas", "section", "sections"],
                    BlockKind::Answer => &["canvas"],
                    BlockKind::Opening | BlockKind::Break | BlockKind::Close => &[],
                    _ => &["canvas", "section"],
                };
                self.unused(at, block, allowed);
                if (kind == BlockKind::Answer) != is_list && (is_list || kind == BlockKind::Answer) {
                    let place = if block.canvas.is_some() { path("canvas") } else { path("kind") };
                    self.report(&place, sentence!("method.problem.answer.what"), key!("method.problem.answer.help"));
                }
                if !matches!(block.minutes, BlockTime::All(_)) {
                    let place =
                        if self.places.find(&path("minutes")).is_some() { path("minutes") } else { at.to_owned() };
                    let what = sentence!("method.problem.missing.what", key = path("minutes"));
                    self.report(&place, what, key!("method.problem.block-time.help"));
                }
            }
        }
        for id in block.section.iter().filter(|id| canvas.is_none_or(|canvas| canvas.section(id).is_none())) {
            self.unknown(&path("section"), id);
        }
        self.known(&path("sections"), &block.sections, |id| canvas.is_some_and(|canvas| canvas.section(id).is_some()));
        let sections = block.sections.iter().enumerate();
        self.ids(sections.map(|(at, id)| (path(&format!("sections[{at}]")), id.as_str())));
        let (all, is_one) = match &block.minutes {
            BlockTime::Section => (&[][..], false),
            BlockTime::All(minutes) => (std::slice::from_ref(minutes), true),
            BlockTime::List(list) => (list.as_slice(), false),
        };
        for (nth, minutes) in all.iter().enumerate().filter(|(_, minutes)| !minutes.is_of_a_block()) {
            let key = if is_one { path("minutes") } else { path(&format!("minutes[{nth}]")) };
            let (min, max) = (Minutes::LEAST, Minutes::MOST);
            let what = sentence!("method.problem.range.what", key = &key, given = minutes, min = min, max = max);
            self.report(&key, what, key!("method.problem.range.help"));
        }
    }

    /// An entry that stands for the sections of a canvas.
    fn each(&mut self, at: &str, block: &AgendaBlock, canvas: Option<&CanvasTemplate>) {
        let path = |key: &str| format!("{at}.{key}");
        self.unused(at, block, &["canvas", "sections", "do"]);
        let Some(canvas) = canvas else {
            let place = if block.canvas.is_some() { path("canvas") } else { path("each") };
            self.report(&place, sentence!("method.problem.each.what"), key!("method.problem.each.help"));
            return;
        };
        let mut seen = Vec::new();
        for (nth, kind) in block.way.iter().enumerate() {
            let place = path(&format!("do[{nth}]"));
            if !IN_A_SECTION.contains(kind) {
                self.unknown(&place, kind.word());
            } else if seen.contains(kind) {
                let what = sentence!("method.problem.twice.what", id = kind.word());
                self.report(&place, what, key!("method.problem.block.help"));
            }
            seen.push(*kind);
        }
        let sections = if block.sections.is_empty() { canvas.sections.len() } else { block.sections.len() };
        if let BlockTime::List(list) = &block.minutes
            && list.len() != sections
        {
            let what = sentence!("method.problem.times.what", times = list.len(), sections = sections);
            self.report(&path("minutes"), what, key!("method.problem.times.help"));
        }
    }

    /// Reports keys that mean nothing in such a block.
    fn unused(&mut self, at: &str, block: &AgendaBlock, allowed: &[&str]) {
        let given = [
            ("canvas", block.canvas.is_some()),
            ("section", block.section.is_some()),
            ("sections", !block.sections.is_empty()),
            ("do", !block.way.is_empty()),
        ];
        for (key, _) in given.into_iter().filter(|(key, is_given)| *is_given && !allowed.contains(key)) {
            let path = format!("{at}.{key}");
            let what: Sentence = sentence!("method.problem.unused.what", key = &path);
            self.report(&path, what, key!("method.problem.unused.help"));
        }
        if block.section.is_some() && !block.sections.is_empty() {
            let path = format!("{at}.section");
            let what = sentence!("method.problem.unused.what", key = &path);
            self.report(&path, what, key!("method.problem.unused.help"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use crate::i18n::SentenceKey;
    use crate::method::{Method, built_in_file, starter};

    fn right() -> String {
        starter("agenda").expect("a starter").replace("\"<", "\"").replace(">\"", "\"")
    }

    fn problems(text: &str) -> Vec<(SentenceKey, usize)> {
        let (_, problems) = read(text, Method::built_in());
        problems.iter().map(|problem| (problem.what.key, problem.place.line)).collect()
    }

    #[test]
    fn each_rule_of_an_agenda_is_told_at_its_place() {
        assert_eq!(problems(&right()), []);
        let vote = "sections = [\"expected-benefits\"]       ";
        for (from, to, key) in [
            ("agenda   = \"our-agenda\"", "agenda   = \"Our agenda\"", key!("method.problem.id.what")),
            ("minutes  = 60", "minutes  = 61", key!("method.problem.sum.what")),
            ("canvases = [\"business-impact\"]", "canvases = []", key!("method.problem.unknown.what")),
            ("canvases = [\"business-impact\"]", "canvases = [\"nowhere\"]", key!("method.problem.unknown.what")),
            ("kind    = \"opening\"", "kind    = \"dance\"", key!("method.problem.form.what")),
            ("kind    = \"opening\"", "kind    = \"opening\"\neach = \"section\"", key!("method.problem.block.what")),
            ("kind    = \"opening\"\n", "", key!("method.problem.block.what")),
            ("kind    = \"opening\"\nminutes = 5", "kind    = \"opening\"", key!("method.problem.missing.what")),
            (
                "kind    = \"opening\"\nminutes = 5",
                "kind    = \"opening\"\nminutes = 0",
                key!("method.problem.range.what"),
            ),
            (
                "kind    = \"opening\"\nminutes = 5",
                "kind    = \"opening\"\nminutes = 481",
                key!("method.problem.range.what"),
            ),
            (
                "kind    = \"opening\"\nminutes = 5",
                "kind    = \"opening\"\nminutes = 5.55",
                key!("method.problem.form.what"),
            ),
            ("kind    = \"opening\"", "kind    = \"opening\"\nsection = \"x\"", key!("method.problem.unused.what")),
            ("kind    = \"opening\"", "kind    = \"answer\"", key!("method.problem.answer.what")),
            ("canvas   = \"business-impact\"\ndo", "do", key!("method.problem.each.what")),
            ("do       = \"recipe\"", "do       = [\"decide\"]", key!("method.problem.unknown.what")),
            ("do       = \"recipe\"", "do       = [\"talk\", \"talk\"]", key!("method.problem.twice.what")),
            ("[9, 11]", "[9, 6, 5]", key!("method.problem.times.what")),
            (vote, "sections = [\"nothing\"]", key!("method.problem.unknown.what")),
            (
                vote,
                "section = \"financial-impact\"\nsections = [\"expected-benefits\"]",
                key!("method.problem.unused.what"),
            ),
        ] {
            let text = right().replacen(from, to, 1);
            assert_ne!(text, right(), "{from}");
            let found = problems(&text);
            assert!(found.iter().any(|(found, line)| *found == key && *line > 0), "{to}: {found:?}");
            assert!(read(&text, Method::built_in()).0.is_none(), "{to}");
        }
    }

    #[test]
    fn every_built_in_agenda_is_right() {
        let method = Method::built_in();
        assert_eq!(method.agendas().len(), 5);
        for agenda in method.agendas() {
            let text = built_in_file(&format!("agendas/{}.toml", agenda.id)).expect("named as its id");
            let (_, problems) = read(text, method);
            assert_eq!(problems, [], "{}", agenda.id);
        }
    }
}
