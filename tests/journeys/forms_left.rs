//! Every form that was being filled in when the program was killed is offered, opened again as it was, and taken as if nothing
//! had happened; what is secret is kept nowhere.

use stationmaster::app::dialog::{Dialog, Form, FormField};
use stationmaster::journal::Record;

use super::{THREE_TASKS, VALUE, journeys};
use crate::common::{PRODUCT, Program};

const AUDIT: &str = "orders/api-audit.toml";
const OF_PRODUCT: &str = "orders/product.toml";
const CHECKLIST: &str = "format = 1\nchecklist = \"api-audit\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";
const GAP: &str = "\n[items.based-on-clear-business-needs]\nverdict = \"gap\"\nreason = \"Not asked yet\"\n";

fn form(program: &Program) -> &Form {
    match program.model.dialog() {
        Some(Dialog::Form(form)) => form,
        _ => panic!("no form:\n{}", program.screen()),
    }
}

/// What stands in the fields.
fn filled(program: &Program) -> Vec<(String, String)> {
    let text = |field: &FormField| (field.label.path().to_owned(), field.editor.text().to_owned());
    form(program).fields.iter().map(text).collect()
}

/// Kills the program while a form is open, takes it up in a later run, and ends it with some keys.
fn goes_on(mut program: Program, keys: &str, rest: &str, file: &str, there: &str) {
    program.press(keys);
    let was = filled(&program);
    // Whoever closes the question is asked again at the next start.
    let mut program = program.kill();
    program.shows(&["This was being typed", "take it up again"]).press("<esc>");
    let mut program = program.kill();
    program.choose("take it up again");
    let now = filled(&program);
    assert!(was.iter().all(|field| now.contains(field)), "{keys}: {was:?} is not in {now:?}");
    // It is kept again while it is open, once.
    let mut program = program.kill();
    program.choose("take it up again").press(rest);
    assert!(program.model.dialogs().is_empty(), "{keys}: {}", program.screen());
    assert!(program.text(file).contains(there), "{keys}: {there} is not in\n{}", program.text(file));
    assert!(program.is_settled(), "{keys}");
    let program = program.kill();
    assert!(program.model.dialogs().is_empty(), "{keys}: {}", program.screen());
}

fn on_canvas() -> Program {
    let mut program = Program::open(VALUE, THREE_TASKS);
    program.press("g1.1");
    program
}

fn on_checklist(answers: &str) -> Program {
    let mut program = Program::open(AUDIT, &format!("{CHECKLIST}{answers}"));
    program.press("<home>");
    program
}

fn at_first_station() -> Program {
    let mut program = Program::begun();
    program.press("i");
    program
}

/// At a canvas with everything committed, so that it can be published and committed.
fn committed() -> Program {
    let program = on_canvas();
    for file in ["stationmaster.toml", OF_PRODUCT, VALUE] {
        program.disk.commit(file, "2026-11-20", "Ana", "Begin");
    }
    program
}

journeys! {
    fn forms_of_a_checklist_are_opened_as_they_were() {
        goes_on(on_checklist(""), "spdocs/goals.md<alt-enter>docs/needs.md<tab>R", "<enter>", AUDIT, "\"docs/needs.md\"");
        goes_on(on_checklist(""), "sgNobody ask", "<enter>", AUDIT, "verdict = \"gap\"");
        goes_on(on_checklist(GAP), "e<tab><tab><ctrl-u>Asked", "<enter>", AUDIT, "reason = \"Asked\"");
        goes_on(on_checklist(GAP), "wSoon<tab>RA<tab>Board<tab>2026-12-31", "<enter>", AUDIT, "until = 2026-12-31");
    }

    fn forms_of_a_canvas_are_opened_as_they_were() {
        goes_on(on_canvas(), "boInterviews", " of May<enter>", VALUE, "source = \"Interviews of May\"");
        goes_on(on_canvas(), "oWho as", "ks?<enter>", VALUE, "question = \"Who asks?\"");
        goes_on(on_canvas(), "C#ffc8", "00<enter>", VALUE, "color = \"#FFC800\"");
        goes_on(on_canvas(), "snNot ou", "rs<enter>", VALUE, "reason = \"Not ours\"");
        goes_on(on_canvas(), "T<ctrl-u>Parc", "els<enter>", VALUE, "title = \"Parcels\"");
        goes_on(on_canvas(), "<alt-p><tab><right><tab>Ana", "<enter>", VALUE, "status = \"proposed\"\nversion = 0\nowner = \"Ana\"");
        goes_on(on_canvas(), "<space><down><space>><end><enter>Wher", "e it is<enter>", VALUE, "text = \"Where it is\"");
    }

    fn forms_of_a_product_are_opened_as_they_were() {
        goes_on(at_first_station(), "<home>e<right><tab>docs/goals.md<tab>Ask fin", "ance<enter>", OF_PRODUCT, "note = \"Ask finance\"");
        goes_on(Program::begun(), "E<tab>All is", " said<enter>", OF_PRODUCT, "reason = \"All is said\"");
        goes_on(Program::over(&[("stationmaster.toml", "format = 1\n"), (OF_PRODUCT, PRODUCT)]), "<ctrl-n>Ret", "urns<enter>", "returns/product.toml", "name = \"Returns\"");
    }

    fn a_version_and_a_commit_are_prepared_again_and_filled_in_as_they_were() {
        goes_on(committed(), "<f5>Agreed<tab>Ana", "<enter>", VALUE, "summary = \"Agreed\"");
        let mut program = committed();
        program.press("aAsk the driver<esc><f6>").press("!");
        let was = filled(&program);
        let mut program = program.kill();
        program.choose("take it up again");
        assert_eq!(filled(&program), was);
        program.press("<enter>");
        assert!(program.said().contains("committed as") && program.is_settled(), "{}", program.said());
    }

    fn words_for_both_sides_of_a_clash_are_opened_as_they_were() {
        let clash = "<<<<<<< HEAD\ntext = \"Change it until loading\"\n=======\ntext = \"Change it until it leaves\"\n>>>>>>> side\n";
        let text = THREE_TASKS.replace("text = \"Change the address\"\n", clash);
        assert_ne!(text, THREE_TASKS);
        goes_on(Program::open(VALUE, &text), "eAs late as can", " be<enter><enter>", VALUE, "text = \"As late as can be\"");
    }

    fn a_reason_asked_for_over_a_form_comes_back_with_it() {
        let mut program = Program::begun();
        program.press("<f3>Print labels<enter>Nobody has ti");
        let mut program = program.kill();
        program.choose("take it up again");
        assert_eq!(form(&program).first(), "Print labels");
        program.press("<enter>");
        assert_eq!(form(&program).first(), "Nobody has ti");
        program.press("me<enter>");
        assert!(program.text("orders/follow-up.toml").contains("without_owner = \"Nobody has time\""));
        assert!(program.is_settled());
    }

    fn what_a_form_was_for_may_be_gone() {
        let mut program = on_canvas();
        program.press("oWho asks?");
        let mut program = program.kill();
        let without = THREE_TASKS.split("[notes.").next().expect("a head").to_owned();
        program.write_unseen(VALUE, &without).look_again(VALUE);
        program.choose("take it up again").shows(&["not there any more", "Who asks?"]);
        program.choose("copy it to the clipboard");
        assert_eq!(program.copied.as_deref(), Some("Who asks?"));
        let mut program = program.kill();
        program.choose("take it up again").choose("ask again at the next start");
        let mut program = program.kill();
        program.choose("take it up again").choose("discard it");
        assert!(program.is_settled());
        assert!(program.kill().model.dialogs().is_empty());
    }

    /// What could not be written is not taken: the form is there with all that was typed.
    fn a_form_stays_open_where_its_file_cannot_be_written() {
        let mut program = on_checklist(GAP);
        program.press("wSoon<tab>RA<tab>Board<tab>2026-12-31");
        let was = filled(&program);
        let broken = "format = 1\n[broken\n";
        program.write_unseen(AUDIT, broken).look_again(AUDIT).press("<enter>");
        assert_eq!(filled(&program), was);
        program.shows(&["is not saved: it cannot be read"]);
        program.write_unseen(AUDIT, &format!("{CHECKLIST}{GAP}")).look_again(AUDIT).press("<enter>");
        assert!(program.text(AUDIT).contains("until = 2026-12-31"), "{}", program.text(AUDIT));
    }

    /// What comes back is what was typed, and not what is proposed.
    fn a_version_or_a_commit_that_could_not_be_made_is_asked_for_again_as_it_was() {
        let mut program = committed();
        program.press("<f5>Agreed after the interviews<tab>Ana");
        let was = filled(&program);
        program.write_unseen(VALUE, &THREE_TASKS.replace("Orders", "Parcels")).press_blindly("<enter>").let_settle();
        assert_eq!(filled(&program), was);
        program.press("<enter>");
        assert!(program.text(VALUE).contains("summary = \"Agreed after the interviews\""), "{}", program.text(VALUE));
        assert!(program.is_settled());

        program.disk.refuse_commits("no ticket in the message");
        program.press("<f6><home>Parcels, ").press("<enter>").shows(&["no ticket"]).press("<enter>");
        assert!(form(&program).first().contains("Parcels, "), "{}", program.screen());
        let mut program = program.kill();
        program.choose("take it up again");
        assert!(form(&program).first().contains("Parcels, "), "{}", program.screen());
    }

    /// Nothing of a slip is written anywhere before the reveal.
    fn a_slip_of_a_vote_is_kept_nowhere() {
        let mut program = super::sessions::begun();
        program.press("))<enter>").shows(&["Ballot 1"]).press("1 2");
        let is_form = |record: &Record| matches!(record, Record::FormKept { .. } | Record::FormTyped { .. });
        assert!(!program.journal().iter().any(is_form), "{:?}", program.journal());
        let program = program.kill();
        assert!(!program.screen().contains("This was being typed"), "{}", program.screen());
        // How it went is open to all.
        let mut program = super::sessions::begun();
        program.press("))))<enter>").shows(&["Close the session"]).press("0 0 1 2 ");
        assert!(program.journal().iter().any(is_form), "{:?}", program.journal());
    }
}
