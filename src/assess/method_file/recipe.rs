//! What is wrong with a recipe, which says how a canvas is run.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use super::Found;
use crate::method::{CanvasTemplate, LONGEST_SITTING, Method, Recipe, SectionRecipe, Text};

/// The longest of a sentence that is read while something is going on: what to do, to ask, to bring.
const LINE: usize = 120;
/// The longest of a sentence that says more.
const LONG_LINE: usize = 160;
/// The longest of a question that leads on.
const QUESTION: usize = 110;
/// The longest of what is read aloud.
const SPEECH: usize = 240;

impl Found {
    pub(super) fn recipe(&mut self, recipe: &Recipe, method: &Method) {
        self.format(recipe.format);
        self.range("people", recipe.people, 2..=12);
        self.count("invite", recipe.invite.len(), 2..=7);
        self.known("invite", &recipe.invite, |id| method.person(id).is_some());
        self.sentences("prepare", &recipe.prepare, 1..=4, LINE);
        self.short("open.say", &recipe.open.say, SPEECH);
        self.sentences("close.do", &recipe.close.tasks, 1..=4, LINE);
        self.short("result", &recipe.result, LONG_LINE);
        self.count("next", recipe.next.len(), 1..=4);
        self.known("next", &recipe.next, |id| method.template(id).is_some());
        self.sentences("traps", &recipe.traps, 1..=4, LINE);
        for (id, section) in &recipe.sections {
            self.section(&format!("sections.{id}"), section, method);
        }
        let Some(canvas) = method.canvas(&recipe.canvas) else {
            self.unknown("running", &recipe.canvas);
            return;
        };
        self.sections(recipe, canvas);
        self.sittings(recipe, canvas);
    }

    fn section(&mut self, place: &str, section: &SectionRecipe, method: &Method) {
        let path = |key: &str| format!("{place}.{key}");
        if let Some(bring) = &section.bring {
            self.short(&path("bring"), bring, LINE);
        }
        if let Some(hint) = &section.kind_hint {
            self.short(&path("kind_hint"), hint, LONG_LINE);
        }
        self.count(&path("steps"), section.steps.len(), 1..=5);
        for (at, step) in section.steps.iter().enumerate() {
            let path = |key: &str| format!("{place}.steps[{at}].{key}");
            if method.way(&step.way).is_none() {
                self.unknown(&path("way"), &step.way);
            }
            if step.minutes == 0 {
                let what = sentence!("method.problem.no-time.what", key = path("minutes"));
                self.report(&path("minutes"), what, key!("method.problem.no-time.help"));
            }
            self.short(&path("do"), &step.task, LINE);
        }
        self.sentences(&path("ask"), &section.ask, 2..=6, QUESTION);
        for (at, question) in section.ask.iter().enumerate().filter(|(_, text)| !all(text, |text| text.ends_with('?')))
        {
            let what = sentence!("method.problem.question.what", text = question.english());
            self.report(&format!("{place}.ask[{at}]"), what, key!("method.problem.question.help"));
        }
        self.short(&path("enough"), &section.enough, LINE);
        self.count(&path("traps"), section.traps.len(), 0..=3);
        for (at, trap) in section.traps.iter().enumerate() {
            self.short(&format!("{place}.traps[{at}].sign"), &trap.sign, LINE);
            self.short(&format!("{place}.traps[{at}].do"), &trap.remedy, LINE);
        }
        self.short(&path("quiet"), &section.quiet, LONG_LINE);
        self.short(&path("alone"), &section.alone, LONG_LINE);
    }

    /// Every section of the canvas is there, in fill order, and its steps take as long as it has.
    fn sections(&mut self, recipe: &Recipe, canvas: &CanvasTemplate) {
        for id in recipe.sections.keys().filter(|id| canvas.section(id).is_none()) {
            self.unknown(&format!("sections.{id}"), id);
        }
        let mut furthest = 0;
        for section in &canvas.sections {
            let path = format!("sections.{}", section.id);
            let Some(run) = recipe.section(&section.id) else {
                let what = sentence!("method.problem.missing.what", key = &path);
                self.report("sections", what, key!("method.problem.no-section.help"));
                continue;
            };
            let minutes = run.steps.iter().fold(0, |sum: u32, step| sum.saturating_add(step.minutes));
            if minutes != section.minutes {
                let what = sentence!(
                    "method.problem.minutes.what",
                    section = &section.id,
                    steps = minutes,
                    minutes = section.minutes
                );
                self.report(&format!("{path}.steps"), what, key!("method.problem.minutes.help"));
            }
            let start = self.places.find(&path).map_or(furthest, |place| place.span.start);
            if start < furthest {
                self.misplaced(&path, &section.id);
            }
            furthest = start.max(furthest);
        }
    }

    /// Every section of the canvas stands at one place, and no sitting is too long.
    fn sittings(&mut self, recipe: &Recipe, canvas: &CanvasTemplate) {
        self.needs("sittings", "sittings", recipe.sittings.is_empty());
        let mut seen: HashSet<&str> = HashSet::new();
        let sittings = recipe.sittings.iter().enumerate().map(|(at, ids)| (format!("sittings[{at}]"), ids));
        let beside = [("beforehand", &recipe.beforehand), ("afterwards", &recipe.afterwards)];
        let beside = beside.into_iter().map(|(key, ids)| (key.to_owned(), ids));
        for (path, ids) in sittings.chain(beside) {
            let mut last = 0;
            for (at, id) in ids.iter().enumerate() {
                let place = format!("{path}[{at}]");
                let Some(position) = canvas.position(id) else {
                    self.unknown(&place, id);
                    continue;
                };
                if !seen.insert(id) {
                    let what = sentence!("method.problem.twice.what", id = id);
                    self.report(&place, what, key!("method.problem.placed.help"));
                } else if position < last && path.starts_with("sittings") {
                    self.misplaced(&place, id);
                }
                last = position;
            }
        }
        for section in canvas.sections.iter().filter(|section| !seen.contains(section.id.as_str())) {
            let what = sentence!("method.problem.placed.what", section = &section.id);
            self.report("sittings", what, key!("method.problem.placed.help"));
        }
        for (at, sitting) in recipe.sittings.iter().enumerate() {
            self.needs("sittings", &format!("sittings[{at}]"), sitting.is_empty());
            let minutes = recipe.minutes(canvas, sitting);
            if minutes > LONGEST_SITTING {
                let what = sentence!(
                    "method.problem.sitting.what",
                    number = at + 1,
                    minutes = minutes,
                    longest = LONGEST_SITTING
                );
                self.report(&format!("sittings[{at}]"), what, key!("method.problem.sitting.help"));
            }
        }
    }

    fn misplaced(&mut self, path: &str, section: &str) {
        let what = sentence!("method.problem.misplaced.what", section = section);
        self.report(path, what, key!("method.problem.misplaced.help"));
    }

    fn range(&mut self, path: &str, given: u32, allowed: RangeInclusive<u32>) {
        if !allowed.contains(&given) {
            let (min, max) = allowed.into_inner();
            let what = sentence!("method.problem.range.what", key = path, given = given, min = min, max = max);
            self.report(path, what, key!("method.problem.range.help"));
        }
    }

    fn count(&mut self, path: &str, given: usize, allowed: RangeInclusive<usize>) {
        if !allowed.contains(&given) {
            let (min, max) = allowed.into_inner();
            let what = sentence!("method.problem.entries.what", key = path, given = given, min = min, max = max);
            self.report(path, what, key!("method.problem.entries.help"));
        }
    }

    /// Reports a text that is too long in any language.
    fn short(&mut self, path: &str, text: &Text, longest: usize) {
        if !all(text, |text| text.chars().count() <= longest) {
            let what = sentence!("method.problem.long.what", key = path, longest = longest);
            self.report(path, what, key!("method.problem.long.help"));
        }
    }

    fn sentences(&mut self, path: &str, texts: &[Text], allowed: RangeInclusive<usize>, longest: usize) {
        self.count(path, texts.len(), allowed);
        for (at, text) in texts.iter().enumerate() {
            self.short(&format!("{path}[{at}]"), text, longest);
        }
    }
}

/// Whether something holds of a text in each of its languages.
fn all(text: &Text, holds: impl Fn(&str) -> bool) -> bool {
    match text {
        Text::One(text) => holds(text),
        Text::Many(texts) => texts.values().all(|text| holds(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use crate::i18n::SentenceKey;
    use crate::method::{DataFile, Method, starter};

    const RIGHT: &str = include_str!("../../../tests/recipes/our-canvas.toml");

    fn method() -> Method {
        let mut method = Method::built_in().clone();
        method.add(DataFile::parse(starter("canvas").expect("a starter")).expect("a canvas"));
        method
    }

    fn problems(text: &str) -> Vec<(SentenceKey, usize)> {
        let (_, problems) = read(text, &method());
        problems.iter().map(|problem| (problem.what.key, problem.place.line)).collect()
    }

    #[test]
    fn a_right_recipe_has_no_problem() {
        assert_eq!(problems(RIGHT), []);
        let mut method = method();
        method.add_own(DataFile::parse(RIGHT).expect("a recipe"), "apiops/method/running/our-canvas.toml");
        let canvas = method.canvas("our-canvas").expect("there");
        let recipe = method.recipe(canvas).expect("a recipe that fits");
        assert_eq!(recipe.minutes(canvas, &recipe.sittings[0]), 30);
        let steps = &recipe.section("first").expect("there").steps;
        assert_eq!(steps.iter().map(|step| step.way.as_str()).collect::<Vec<_>>(), ["alone", "round", "talk"]);
        // Somebody else's canvas of that id has other sections: the recipe is none for it.
        let other = Method::built_in().canvas("domain").expect("built in");
        assert!(!recipe.fits(other) && method.own_of("our-canvas").is_none(), "the canvas is as it was");
    }

    #[test]
    fn each_rule_of_a_recipe_is_told_at_its_place() {
        let long = format!("\"{}.\"", "x".repeat(160));
        for (from, to, key) in [
            ("running  = \"our-canvas\"", "running  = \"nowhere\"", key!("method.problem.unknown.what")),
            ("people   = 6", "people   = 13", key!("method.problem.range.what")),
            ("invite   = [\"domain-specialist\", ", "invite   = [\"nobody\", ", key!("method.problem.unknown.what")),
            ("invite   = [\"domain-specialist\", ", "invite   = [", key!("method.problem.entries.what")),
            ("prepare  = [", "prepare  = [\"a\", \"b\", \"c\", \"d\", ", key!("method.problem.entries.what")),
            ("next     = [\"domain\"]", "next     = [\"elsewhere\"]", key!("method.problem.unknown.what")),
            ("next     = [\"domain\"]", "next     = []", key!("method.problem.entries.what")),
            ("result   = \"One page.\"", &format!("result   = {long}"), key!("method.problem.long.what")),
            ("enough    = \"Five notes\"", &format!("enough    = {long}"), key!("method.problem.long.what")),
            ("\"What else?\"", &format!("{}?\"", long.trim_end_matches('"')), key!("method.problem.long.what")),
            ("\"What else?\"", "\"What else.\"", key!("method.problem.question.what")),
            ("[\"What else?\", ", "[", key!("method.problem.entries.what")),
            ("way = \"round\"", "way = \"dance\"", key!("method.problem.unknown.what")),
            ("minutes = 4, do = \"Write", "minutes = 5, do = \"Write", key!("method.problem.minutes.what")),
            ("minutes = 4, do = \"Write", "minutes = 0, do = \"Write", key!("method.problem.no-time.what")),
            ("open     = { minutes = 5", "open     = { minutes = 66", key!("method.problem.sitting.what")),
            ("[[\"first\", \"second\"]]", "[[\"second\", \"first\"]]", key!("method.problem.misplaced.what")),
            ("[[\"first\", \"second\"]]", "[[\"second\"]]", key!("method.problem.placed.what")),
            ("[[\"first\", \"second\"]]", "[[\"first\", \"second\", \"first\"]]", key!("method.problem.twice.what")),
            ("[[\"first\", \"second\"]]", "[[\"first\", \"second\", \"third\"]]", key!("method.problem.unknown.what")),
            ("[[\"first\", \"second\"]]", "[]", key!("method.problem.none.what")),
            ("[sections.second]", "[sections.third]", key!("method.problem.unknown.what")),
            ("[sections.second]", "[sections.third]", key!("method.problem.missing.what")),
            ("[sections.first]", "[sections.first]\nmood = \"x\"", key!("method.problem.form.what")),
            ("format   = 1", "format   = 2", key!("method.problem.format.what")),
        ] {
            let text = RIGHT.replacen(from, to, 1);
            assert_ne!(text, RIGHT, "{from}");
            let found = problems(&text);
            assert!(found.iter().any(|(found, line)| *found == key && *line > 0), "{to}: {found:?}");
            assert!(read(&text, &method()).0.is_none(), "{to}");
        }
        let at = RIGHT.find("[sections.second]").expect("there");
        let (head, second) = RIGHT.split_at(at);
        let (top, first) = head.split_at(head.find("[sections.first]").expect("there"));
        let turned = problems(&format!("{top}{second}\n{first}"));
        assert!(turned.iter().any(|(key, _)| *key == key!("method.problem.misplaced.what")), "{turned:?}");
    }

    #[test]
    fn every_built_in_recipe_is_right() {
        let method = Method::built_in();
        for recipe in method.recipes() {
            let path = format!("running/{}.toml", recipe.canvas);
            let text = crate::method::built_in_file(&path).expect("named as its canvas");
            let (_, problems) = read(text, method);
            assert_eq!(problems, [], "{path}");
        }
    }
}
