//! What a room reads: one question at a time, in plain words, and for every canvas how it is run.

use stationmaster::method::Method;

use super::texts::every_text;

/// The most words of a lead question.
const QUESTION_WORDS: usize = 15;
/// The most characters of a lead question.
const QUESTION_LENGTH: usize = 110;

/// Words that are no plain British English for a room in Helsinki or Lyon, or that are a dialect of our own.
const BANNED: [&str; 20] = [
    "berth",
    "berths",
    "haulier",
    "hauliers",
    "is no",
    "kerb",
    "kerbs",
    "lorries",
    "lorry",
    "mend",
    "mended",
    "mending",
    "mends",
    "of another form",
    "quay",
    "quays",
    "registrar",
    "rota",
    "rotas",
    "whilst",
];

#[test]
fn every_section_asks_one_short_question() {
    let mut wrong = Vec::new();
    for canvas in Method::built_in().canvases() {
        for section in &canvas.sections {
            let question = section.question.english();
            let (words, length) = (question.split_whitespace().count(), question.chars().count());
            if words > QUESTION_WORDS || length > QUESTION_LENGTH {
                wrong.push(format!("{}.{}: {words} words, {length} characters: {question}", canvas.id, section.id));
            }
            if question.matches('?').count() != 1 || !question.ends_with('?') {
                wrong.push(format!("{}.{}: not one question: {question}", canvas.id, section.id));
            }
            if section.good_example.english().contains(';') {
                wrong.push(format!("{}.{}: two ideas in a good example", canvas.id, section.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}

/// That it is right, the library asks of each: ids, lengths, counts, minutes that add up, sittings.
#[test]
fn every_canvas_says_how_it_is_run() {
    let method = Method::built_in();
    let without: Vec<&str> = method
        .canvases()
        .iter()
        .filter(|canvas| method.recipe(canvas).is_none())
        .map(|canvas| canvas.id.as_str())
        .collect();
    assert!(without.is_empty(), "no recipe: {without:?}");
    assert_eq!(method.recipes().len(), method.canvases().len());
}

#[test]
fn every_guideline_says_what_it_asks_for() {
    for list in Method::built_in().checklists() {
        for guideline in &list.guidelines {
            let text = guideline.text.as_ref().map_or("", |text| text.english());
            assert!((20..=240).contains(&text.chars().count()), "{}: {text}", guideline.id);
        }
    }
}

#[test]
fn no_text_of_the_interface_or_the_method_uses_a_banned_word() {
    let mut wrong = Vec::new();
    for (place, text) in every_text() {
        let words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric() && c != '\'')
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let said = format!(" {} ", words.join(" "));
        // What is not there, and what is so no longer, is said so by everybody.
        let said = said.replace(" there is no ", " ").replace(" is no longer ", " ");
        let found = BANNED.iter().filter(|word| said.contains(&format!(" {word} ")));
        wrong.extend(found.map(|word| format!("{place}: “{word}” in {text}")));
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}
