//! Lines in, lines and files out.

mod follow_up;

use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;

use super::{Linear, SIZE};
use crate::app::key_names::naming_standard;
use crate::app::keymap::Keymap;
use crate::app::{
    Capabilities, DocState, Effect, Env, Loaded, Message, Model, OpenDocument, Opened, ProductInfo, SaveState,
    TerminalEffect, update,
};
use crate::codec::{self, Content, FileKind};
use crate::i18n::{Catalogue, SentenceKey};
use crate::method::Method;

const CANVAS: &str =
    "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";
const NOTES: &str =
    "\n[notes.tasks.t7qm4k]\ntext = \"See where an order is\"\n\n[notes.tasks.b2h8xd]\ntext = \"Change the address\"\n";
const CHECKLIST: &str = "format = 1\nchecklist = \"api-audit\"\nprofile = \"full-crud\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";

/// A conversation over one document, kept in memory.
struct Talk {
    model: Model,
    linear: Linear,
    bits: u32,
    ended: bool,
}

impl Talk {
    fn over(text: &str) -> Self {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let method = Arc::new(Method::built_in().clone());
        let reading = codec::read(text.as_bytes(), FileKind::DocumentBody, &method);
        let Some(Content::DocumentBody(sheet)) = reading.content else { panic!("{:?}", reading.problems) };
        let stem = sheet.template().to_owned();
        let file = format!("orders/{stem}.toml");
        let doc = OpenDocument {
            settling: None,
            file: file.clone(),
            product: "orders".into(),
            stem,
            state: DocState::Valid,
            problems: Vec::new(),
            sheet: Some(sheet),
            save: SaveState::Saved,
            serial: 0,
            saved_serial: 0,
        };
        let model = Model::new(SIZE, Capabilities::default(), naming_standard(Catalogue::english()), method, today);
        let mut talk = Self { model, linear: Linear::new(), bits: 7, ended: false };
        let products = vec![ProductInfo { id: "orders".into(), product: None, problem: None }];
        let opened = Opened { products, docs: vec![doc], open: Some(file), ..Opened::default() };
        talk.tell(Message::Opened(Box::new(opened)));
        talk
    }

    fn tell(&mut self, message: Message) {
        let Self { model, bits, .. } = self;
        let mut random = || {
            *bits += 1;
            *bits
        };
        let mut env =
            Env { now: Duration::ZERO, today: model.today(), wall: model.today().into(), random: &mut random };
        update(model, &Keymap::standard(), message, &mut env);
    }

    /// What is read out at the beginning.
    fn begin(&mut self) -> String {
        self.read_out().join("\n")
    }

    fn read_out(&mut self) -> Vec<String> {
        let mut random = || panic!("nothing is made while lines are read out");
        let mut env = Env {
            now: Duration::ZERO,
            today: self.model.today(),
            wall: self.model.today().into(),
            random: &mut random,
        };
        self.linear.read_out(&mut self.model, &mut env)
    }

    /// Says lines and gives back what is read out.
    fn say(&mut self, lines: &str) -> String {
        let mut out = Vec::new();
        for line in lines.split('\n') {
            let Self { model, linear, bits, .. } = self;
            let mut random = || {
                *bits += 1;
                *bits
            };
            let mut env =
                Env { now: Duration::ZERO, today: model.today(), wall: model.today().into(), random: &mut random };
            let effects = linear.line(model, line, &mut env);
            self.ended |= effects.iter().any(|effect| matches!(effect, Effect::Terminal(TerminalEffect::Quit)));
            let said = self.read_out();
            assert!(!said.is_empty() || self.ended, "{line:?} is answered by nothing");
            out.extend(said);
        }
        out.join("\n")
    }

    /// What the file says now.
    fn file(&self) -> String {
        let doc = self.model.docs().values().next().expect("a document");
        codec::write(&Content::DocumentBody(doc.sheet.clone().expect("a sheet")), self.model.method())
    }
}

#[test]
fn a_canvas_is_walked_section_by_section() {
    let mut talk = Talk::over(CANVAS);
    let begun = talk.begin();
    assert!(begun.starts_with("Orders, API Value Proposition"), "{begun}");
    assert!(begun.contains("Section 1 of 4: Tasks\n") && begun.ends_with("No note yet."), "{begun}");
    assert_eq!(
        talk.say("See where an order is\nChange the address"),
        "1.1 See where an order is\n1.2 Change the address"
    );
    assert!(talk.say("/why").starts_with("Why: "));
    let run = talk.say("/run");
    assert!(run.contains("The whole canvas: API Value Proposition Canvas\nPurpose: "), "{run}");
    assert!(run.contains("\nHow to use: "), "{run}");
    assert!(talk.say("").starts_with("Section 2 of 4: Gain"));
    assert_eq!(talk.say("One status"), "2.1 One status");
    let end = talk.say("\n\n");
    assert!(end.contains("That was the last section. 2 of 4 sections are filled."), "{end}");
    assert!(end.contains("Open: section 3"), "{end}");
    let file = talk.file();
    assert!(
        file.contains("text = \"Change the address\"") && file.contains("[notes.gain-enabling-features."),
        "{file}"
    );
}

#[test]
fn commands_go_by_the_names_of_the_table() {
    let mut talk = Talk::over(&format!("{CANVAS}{NOTES}"));
    talk.begin();
    talk.say("/go 1");
    assert_eq!(talk.say("/delete 1.1"), "1.1 deleted. /undo brings it back.");
    assert_eq!(
        talk.say(":undo"),
        "undone: a note deleted from 1 Tasks: “See where an order is”\n1.1 See where an order is"
    );
    assert_eq!(talk.say("/kind 1.2 negative"), "1.2 is now Negative\n1.2 Change the address (Negative)");
    assert_eq!(talk.say("/question 1.2 Who may?"), "1.2 Change the address (Negative; open question: Who may?)");
    assert_eq!(talk.say("/section-state done"), "Section 1: marked done");
    assert_eq!(talk.say("/section-state 3 gap Next week"), "Section 3: marked gap: Next week");
    assert!(talk.say("/go 3").starts_with("Section 3 of 4"));
    assert_eq!(talk.say("/edit-note 1.1 See it"), "1.1 changed\n1.1 See it");
    assert!(talk.say("/move-to-section 1.2 API Products").contains("4.1 Change the address"));
    assert_eq!(talk.say("//docs is the place"), "3.1 /docs is the place");
    assert_eq!(talk.say("/document-title Orders again"), "Title: Orders again");
    talk.say("/quit");
    assert!(talk.ended);
}

#[test]
fn what_a_command_asks_can_be_answered_line_by_line_or_left() {
    let mut talk = Talk::over(&format!("{CANVAS}{NOTES}"));
    talk.begin();
    let asked = talk.say("/basis 1.1");
    assert!(asked.contains("How sure are you of 1.1?") && asked.contains("2. observed"), "{asked}");
    assert_eq!(talk.say("perhaps"), "\"perhaps\" is not one of them.");
    assert!(talk.say("/next-section").contains("Answer the question first"));
    assert!(talk.say("2").contains("Source:"));
    assert_eq!(talk.say("/notes/interview.md"), "1.1 See where an order is (observed; source: /notes/interview.md)");
    talk.say("/section-state not-applicable");
    assert!(talk.say("").contains("needs a reason"));
    talk.say("/cancel");
    assert!(!talk.file().contains("not-applicable"));
    assert!(talk.say("/edit-note 1.2").contains("The text is: Change the address"));
    talk.say("");
    assert!(talk.file().contains("text = \"Change the address\""));
}

#[test]
fn earlier_notes_are_taken_over_and_their_chain_is_walked() {
    let journey = "format = 1\ncanvas = \"customer-journey\"\ntitle = \"J\"\nstatus = \"draft\"\nversion = 0\n\n\
                   [notes.pains.k3f9aa]\ntext = \"Calls support\"\n\n[notes.pains.k3f9ab]\ntext = \"Waits\"\n";
    let mut talk = Talk::over(CANVAS);
    let doc = Talk::over(journey).model.docs().values().next().cloned().expect("a document");
    talk.tell(Message::Loaded(Box::new(Loaded { doc, from_outside: false })));
    talk.begin();
    talk.say("/go 3");
    let offer = talk.say("/take-over");
    assert!(offer.contains("1. 5.1 Calls support, Customer Journey · Pains\n2. 5.2 Waits"), "{offer}");
    let said = talk.say("2");
    assert!(said.contains("One note taken over. /undo undoes it."), "{said}");
    assert!(talk.file().contains("from = [\"customer-journey#k3f9ab\"]\ntext = \"Waits\""), "{}", talk.file());
    let chain = talk.say("/chain");
    assert!(chain.contains("comes from: Waits"), "{chain}");
    assert!(talk.say("1").contains("5.2"), "the first line leads there");
}

#[test]
fn what_cannot_be_done_is_said_and_changes_nothing() {
    let mut talk = Talk::over(&format!("{CANVAS}{NOTES}"));
    talk.begin();
    let before = talk.file();
    assert_eq!(talk.say("/delte"), "There is no command /delte.\nDid you mean /delete?");
    assert_eq!(talk.say("/xyzzy"), "There is no command /xyzzy.\n/help lists the commands.");
    assert_eq!(talk.say("/walk"), "That only works on a screen.");
    assert_eq!(talk.say("/verdict pass"), "/verdict does not work here; /help lists what does.");
    assert!(talk.say("/delete everything").contains("does not take \"everything\""));
    assert_eq!(talk.say("/delete 9.9"), "there is no 9.9");
    assert!(talk.say("/go").contains("needs a number"));
    assert_eq!(talk.say("/cancel"), "No question is open.");
    assert!(talk.say("/move").contains("/move-up, /move-down, /move-to-section"));
    assert_eq!(talk.say("/undo"), "nothing to undo");
    assert_eq!(talk.file(), before);
}

#[test]
fn a_checklist_is_walked_item_by_item() {
    let mut talk = Talk::over(CHECKLIST);
    assert!(talk.begin().contains("Item 1 of "));
    assert!(talk.say("perhaps").contains("is not a verdict"));
    assert!(talk.say("pass").contains("Evidence:"));
    let next = talk.say("gateway/limits.yaml\n/docs/limits.md\n\nAPI architect");
    // What sums up others is passed over, for nobody can answer it.
    assert!(next.contains("answered\nItem 3 of "), "{next}");
    talk.say("/up");
    let computed = talk.say("pass");
    assert_eq!(computed, "calculated from other items");
    // The name is known by now, and nothing is asked that is not needed.
    let next = talk.say("\ngap\nNobody has decided");
    assert!(next.contains("answered\nItem 4 of "), "{next}");
    let file = talk.file();
    let first = "verdict = \"pass\"\nby = \"API architect\"\ndate = 2026-11-23\nevidence = [\n  \"gateway/limits.yaml\",\n  \"/docs/limits.md\",\n]";
    assert!(file.contains(first), "{file}");
    assert!(file.contains("verdict = \"gap\"") && file.contains("reason = \"Nobody has decided\""), "{file}");
}

#[test]
fn the_list_of_documents_is_left_and_entered_by_number_and_name() {
    let mut talk = Talk::over(&format!("{CANVAS}{NOTES}"));
    talk.begin();
    let list = talk.say("/leave");
    assert!(list.contains("1. api-value-proposition: 1 of 4 filled"), "{list}");
    assert_eq!(talk.say("7"), "There is no document 7 here.");
    let there = talk.say("api-value-proposition");
    assert!(there.contains("1.1 See where an order is") || there.contains("Section 2"), "{there}");
    assert!(!there.contains("/why explains"), "what to do is said once: {there}");
    assert!(talk.say("/help").contains("/delete: Delete"));
    assert!(talk.say("/help delete").starts_with("/delete: Deletes"));
}

#[test]
fn a_guide_is_found_and_read_out_whole() {
    let mut talk = Talk::over(CANVAS);
    talk.begin();
    let guide = talk.say("/guide onboard");
    assert!(guide.starts_with("guide: API Onboarding Best Practices\nWhat it is for: "), "{guide}");
    assert!(guide.contains("\n9. Measure the median time") && guide.contains("\nTraps:\n"), "{guide}");
    assert!(talk.say("/leave").contains("Section 1 of 4"));
    assert!(talk.say("/guide").contains("API Development Best Practices"));
    assert!(talk.say("/guide zebra").starts_with("No guide has these words"));
}

#[test]
fn nothing_read_out_can_make_a_terminal_act() {
    let mut talk = Talk::over(&format!("{CANVAS}\n[notes.tasks.t7qm4k]\ntext = \"a\\u001b[2Jb\\nc\"\n"));
    talk.begin();
    let begun = talk.say("/go 1");
    assert!(begun.contains("1.1 a␛[2Jb\n    c"), "{begun}");
}

#[test]
fn every_sentence_is_in_the_catalogue() {
    let mut talk = Talk::over(&format!("{CANVAS}{NOTES}"));
    let mut said = talk.begin();
    for lines in ["/help", "/kind\n1", "/help why", "/open x", "\n\n\n\n", "/first", "/select", "/leave", "/help", "1"]
    {
        said.push('\n');
        said.push_str(&talk.say(lines));
    }
    said.push_str(&talk.linear.farewell(&talk.model).join("\n"));
    assert!(!said.contains("linear.") && !said.contains("command.") && !said.contains("dialog."), "{said}");
}

/// Notes are related and found by words: the only one that fits is taken, several are listed and taken by number.
#[test]
fn relating_and_searching_go_by_words() {
    let mut talk = Talk::over(&[CANVAS, NOTES].concat());
    talk.begin();
    let related = talk.say("/relate 1.1 address");
    assert!(
        related.starts_with("Related: see 1.2 API Value Proposition. /follow goes there, /undo undoes it."),
        "{related}"
    );
    let text = talk.file();
    assert!(text.contains("see = [\"api-value-proposition#b2h8xd\"]"), "{text}");
    assert!(talk.say("/follow 1.1").contains("1.2"));
    // Several fit: they are listed, and other words or a number choose.
    let listed = talk.say("/search e");
    assert!(listed.contains("1. 1.1 See where an order is (API Value Proposition · Tasks)"), "{listed}");
    assert!(
        listed.contains("2. 1.2 Change the address") && listed.ends_with("Type a number, other words, or /cancel."),
        "{listed}"
    );
    assert!(talk.say("nowhere at all").contains("Nothing matches nowhere at all."));
    assert!(talk.say("address").contains("Hit 1 of 1."));
    // Whoever goes there by its number all the same is there already.
    assert!(talk.say("1").contains("Hit 1 of 1."));
    talk.say("/search address");
    assert!(talk.say("1").contains("Hit 1 of 1."));
    assert!(talk.say("/next-hit").contains("Hit 1 of 1. /next-hit and /previous-hit go on."));
    let asked = talk.say("/search");
    assert!(asked.contains("Search ") && asked.contains("is:question"), "{asked}");
    talk.say("e");
    let hit = talk.say("2");
    assert!(hit.contains("Hit 2 of "), "{hit}");
    assert_eq!(talk.say("/search\n/cancel").lines().last().map(|line| line.contains("Type words")), Some(false));
    assert!(talk.model.dialogs().is_empty());
    // Nothing of it became a note.
    assert_eq!(talk.file().matches("\ntext = ").count(), 2);
}

/// What the screens say with keys is said without them here.
#[test]
fn no_message_names_a_key_of_the_screens() {
    let says = |key: SentenceKey, part: &str| Catalogue::english().say(key).contains(part);
    let keyed = SentenceKey::all().filter(|key| key.path().starts_with("message.") && says(*key, " · "));
    // Keys are never typed here; files of the method are fixed with a command.
    let missing: Vec<SentenceKey> = keyed
        .filter(|key| key.below("linear").is_none() && *key != key!("message.unknown-key"))
        .filter(|key| !says(*key, "stationmaster"))
        .collect();
    assert_eq!(missing, []);
}

#[test]
fn notes_are_grouped_by_words() {
    let mut talk = Talk::over(&format!("{CANVAS}{NOTES}"));
    talk.begin();
    talk.say("/go 1");
    talk.say("Return a parcel");
    let asked = talk.say("/group 1.1 1.3");
    assert!(asked.contains("Under which of the 2 notes?") && asked.contains("a new heading"), "{asked}");
    assert!(talk.say("1.3").contains("grouped under 1.2"));
    assert!(talk.say("/undo").starts_with("undone"));
    assert!(talk.say("/group 1.1 1.3 under 1.2").contains("2 notes grouped under 1.1"));
    assert!(talk.say("/undo").starts_with("undone"));
    assert!(talk.say("/group 1.1 1.2 heading").contains("Heading:"));
    assert!(talk.say("Parcels").contains("2 notes grouped under Parcels"));
    assert!(talk.say("/undo").starts_with("undone"));
    assert!(talk.say("/group 1.1 1.2 heading Parcels").contains("2 notes grouped under Parcels"));
    assert!(talk.file().contains("text = \"Parcels\""), "{}", talk.file());
}
