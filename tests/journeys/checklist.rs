//! The checklist: verdicts with what they need, filters, readiness.

use super::journeys;
use crate::common::Program;
use stationmaster::app::screen::ChecklistState;

const AUDIT: &str = "orders/api-audit.toml";
const EMPTY: &str = "format = 1\nchecklist = \"api-audit\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";

fn on_checklist(text: &str) -> Program {
    Program::open(AUDIT, text)
}

fn item(program: &Program) -> String {
    program.model.front::<ChecklistState>().and_then(|state| state.item.clone()).expect("an item")
}

journeys! {
    /// A pass needs evidence, which is asked for; the file says who judged, when, and what shows it.
    fn a_pass_asks_for_its_evidence() {
        let mut program = on_checklist(EMPTY);
        program.shows(&["46"]).press("sp").shows(&["Evidence"]);
        program.press("docs/goals.md<alt-enter>https://example.org/goals<tab>API architect<enter>");
        assert_eq!(
            program.text(AUDIT),
            format!(
                "{EMPTY}\n[items.based-on-clear-business-needs]\nverdict = \"pass\"\nby = \"API architect\"\n\
                 date = 2026-11-23\nevidence = [\n  \"docs/goals.md\",\n  \"https://example.org/goals\",\n]\n"
            )
        );
        assert_eq!(program.depth(), 1);
        program.press("u");
        assert_eq!(program.text(AUDIT), EMPTY);
    }

    fn what_a_verdict_needs_is_demanded() {
        let mut program = on_checklist(EMPTY);
        let first = item(&program);
        program.press("sp<enter>").shows(&["need evidence"]);
        program.press("<esc>sg<enter>").shows(&["need a reason"]).press("Nobody asked yet<enter>");
        assert!(program.text(AUDIT).contains("verdict = \"gap\""), "{}", program.text(AUDIT));
        assert!(program.text(AUDIT).contains("reason = \"Nobody asked yet\""));
        while item(&program) != first {
            program.press("<up>");
        }
        // A verdict that stands changes only with the key that confirms it.
        program.press("sn").shows(&["Now: gap", "Reason: Nobody asked yet"]);
        assert!(program.text(AUDIT).contains("verdict = \"gap\""), "{}", program.text(AUDIT));
        program.press("<enter>").press("<enter>");
        assert!(program.text(AUDIT).contains("verdict = \"not-applicable\""), "{}", program.text(AUDIT));
        assert_eq!(program.said(), "gap → not applicable · u undoes it");
    }

    /// A verdict that stands is no new one: who judged, and when, stays as it was.
    fn the_verdict_that_stands_changes_nothing() {
        let text = format!(
            "{EMPTY}\n[items.based-on-clear-business-needs]\nverdict = \"gap\"\ndate = 2026-10-01\nreason = \"Early\"\n"
        );
        let mut program = on_checklist(&text);
        program.press("<home>s<enter>");
        assert_eq!((program.text(AUDIT), program.depth()), (text, 0));
        assert_eq!(program.said(), "it is already gap");
    }

    /// Words that were meant for a field below choose no verdict, and neither do the blanks between them.
    fn letters_choose_no_verdict_before_somebody_moves_there() {
        let partial = format!(
            "{EMPTY}\n[items.versioning-decided]\nverdict = \"partial\"\nevidence = [\"docs/a.md\"]\n"
        );
        let mut program = on_checklist(&partial);
        program.press("<home>");
        while item(&program) != "versioning-decided" {
            program.press("<down>");
        }
        program.press("e").press("p").press("g").press("<space>").press("n").press("<enter>");
        assert!(program.text(AUDIT).contains("verdict = \"partial\""), "{}", program.text(AUDIT));
        program.press("e").press("<tab><shift-tab>").press("p<enter>");
        assert!(program.text(AUDIT).contains("verdict = \"pass\""), "{}", program.text(AUDIT));
        assert_eq!(program.said(), "partial → pass · u undoes it");
        program.press("e").press("<right>").press("p<enter>");
        assert!(program.text(AUDIT).contains("verdict = \"pass\""), "{}", program.text(AUDIT));
    }

    fn the_whole_answer_is_a_form() {
        let mut program = on_checklist(EMPTY);
        program.press("e<right><tab>one.md<field>").press("<esc>");
        assert_eq!(program.text(AUDIT), EMPTY);
        program.press("e<space><down>a.md<ctrl-j>b.md<down><down>me<down><ctrl-u>yesterday<enter>");
        program.shows(&["yesterday is not a date"]).press("<ctrl-u>2026-11-20<up><shift-tab><down><enter>");
        let text = program.text(AUDIT);
        assert!(text.contains("date = 2026-11-20") && text.contains("by = \"me\"") && text.contains("\"b.md\""), "{text}");
        // The next answer begins with the name used last.
        program.press("jj<enter>").shows(&["me"]).press("<esc>");
    }

    /// Answering 46 items: a verdict, Enter, and the next item that has none is in focus; what showed the last one is
    /// offered.
    fn a_pass_with_the_last_evidence_is_three_keys() {
        let mut program = on_checklist(EMPTY);
        let first = item(&program);
        program.press("spdocs/goals.md<tab>API architect<enter>");
        let second = item(&program);
        assert_ne!(first, second);
        program.press("sp").shows(&["pass: ", "docs/goals.md"]).hides(&["Reason"]).press("<enter>");
        assert_ne!(item(&program), second);
        assert_eq!(program.text(AUDIT).matches("evidence = [\"docs/goals.md\"]").count(), 2, "{}", program.text(AUDIT));
        assert_eq!(program.text(AUDIT).matches("by = \"API architect\"").count(), 2);
        let third = item(&program);
        program.press("sa").shows(&["partial: "]).press("<esc>");
        assert_eq!(item(&program), third);
        program.press("sgToo early<enter>");
        assert!(program.text(AUDIT).contains("verdict = \"gap\""), "{}", program.text(AUDIT));
        // What is changed afterwards is looked at, and so stays in focus.
        program.press("<up>");
        let changed = item(&program);
        program.press("e<tab><tab><tab><tab><ctrl-u>2026-11-20<enter>");
        assert_eq!(item(&program), changed);
    }

    /// Evidence alone judges nothing: it is not taken for an answer, and not lost.
    fn an_answer_without_a_verdict_is_none() {
        let mut program = on_checklist(EMPTY);
        program.press("e<tab>docs/goals.md<enter>").shows(&["needs a verdict", "docs/goals.md"]);
        assert_eq!(program.text(AUDIT), EMPTY);
        program.press("<right><enter>");
        assert!(program.text(AUDIT).contains("verdict = \"pass\""), "{}", program.text(AUDIT));
    }

    fn an_item_that_sums_up_others_cannot_be_answered() {
        let mut program = on_checklist(EMPTY);
        for _ in 0..46 {
            if item(&program) == "concept-items-audited" {
                break;
            }
            program.press("j");
        }
        assert_eq!(item(&program), "concept-items-audited");
        for key in ["s", "e", "<enter>"] {
            program.press(key);
            assert!(program.said().contains("calculated from other items"), "{key}: {}", program.said());
        }
        assert_eq!(program.text(AUDIT), EMPTY);
    }

    fn an_answer_is_cleared_and_brought_back() {
        let answered = format!("{EMPTY}\n[items.versioning-decided]\nverdict = \"gap\"\nreason = \"later\"\n");
        let mut program = on_checklist(&answered);
        program.press("<home>");
        while item(&program) != "versioning-decided" {
            program.press("<down>");
        }
        program.press("d");
        assert_eq!(program.text(AUDIT), EMPTY);
        program.press("u");
        assert_eq!(program.text(AUDIT), answered);
        program.press("<ctrl-r><delete>");
        assert!(program.said().contains("not answered yet"), "{}", program.said());
    }

    fn filters_show_less_and_escape_shows_all() {
        let answered = format!("{EMPTY}\n[items.versioning-decided]\nverdict = \"gap\"\nreason = \"later\"\n");
        let mut program = on_checklist(&answered);
        let items = |program: &Program| {
            let (state, doc) = (program.model.front::<ChecklistState>().expect("there"), program.model.doc().expect("there"));
            let template = doc.checklist_template(program.model.method()).expect("there");
            state.items(doc.checklist().expect("there"), template).len()
        };
        assert_eq!(items(&program), 46);
        program.press("f").shows(&["all · 46", "unanswered · ", "gap · 1", "partial · 0"]).press("u");
        assert!(items(&program) < 46);
        program.press("<esc>fg");
        assert_eq!((items(&program), item(&program).as_str()), (1, "versioning-decided"));
        program.press("<esc>F").shows(&["all stages"]).press("2");
        assert!((1..46).contains(&items(&program)));
        program.press("fa").shows(&["Esc shows all"]).press("<esc>");
        assert_eq!(items(&program), 46);
        program.press("<esc>");
        assert_eq!((items(&program), program.said().as_str()), (46, "q goes to the map"));
        program.press("f<esc>Fq");
        assert!(!program.has_quit);
    }

    /// What is wrong comes first with what was said of it, then what is open; what is done is a line for each stage until
    /// the focus is there.
    fn what_is_wrong_comes_first_and_what_is_done_is_folded() {
        let mut program = on_checklist(&format!(
            "{EMPTY}\n[items.based-on-clear-business-needs]\nverdict = \"pass\"\nevidence = [\"docs/a.md\"]\n\n\
             [items.versioning-decided]\nverdict = \"partial\"\nevidence = [\"docs/b.md\"]\n\n\
             [items.uses-https]\nverdict = \"gap\"\nreason = \"An old certificate\"\n"
        ));
        program.resize(120, 36).shows(&["What is missing", "1 gap · 1 partial", "An old certificate", "docs/b.md"]);
        program.press("<end>");
        let last = item(&program);
        program.press("<home>");
        assert_eq!(item(&program), "uses-https");
        program.press("<down>");
        assert_eq!(item(&program), "versioning-decided");
        let needs = "The API meets a business need";
        program.hides(&[needs]).press("<end>").shows(&["Strategy · 2 answered", needs]);
        assert_eq!(item(&program), last);
        // By the next group, too, and back.
        program.press("<home><tab>").hides(&[needs]).press("<shift-tab><shift-tab>").shows(&[needs]);
        // Where one thing is shown at a time, items stand in the order of their stages.
        program.resize(40, 12).press("<home>");
        assert_eq!(item(&program), "based-on-clear-business-needs");
    }

    fn stages_are_walked_and_items_too() {
        let mut program = on_checklist(EMPTY);
        let first = item(&program);
        program.press("<tab>");
        assert_ne!(item(&program), first);
        program.press("<shift-tab>G");
        let last = item(&program);
        program.press("ggG<pageup><pagedown><home>");
        assert_eq!(item(&program), first);
        program.press("<end>");
        assert_eq!(item(&program), last);
        program.press("<home><right><left>ii");
    }

    /// A profile leaves items out, and what was answered counts towards ready.
    fn profile_and_readiness() {
        let read_only = EMPTY.replace("title", "profile = \"read-only\"\ntitle");
        let program = on_checklist(&read_only);
        let of = |program: &Program| {
            let screen = program.screen();
            let total = screen.split("answered").next().and_then(|before| before.trim().rsplit('/').next());
            total.and_then(|total| total.trim().parse::<usize>().ok()).expect("a total")
        };
        let full = on_checklist(&EMPTY.replace("title", "profile = \"full-crud\"\ntitle"));
        assert!(of(&program) < of(&full));
        let mut full = full;
        full.shows(&["0% ready"]).press("sgno time<tab>me<enter>");
        // The item that sums up its stage is answered with it.
        full.shows(&["2/"]);
    }

    fn a_checklist_has_a_title_and_clicks_answer() {
        let mut program = on_checklist(EMPTY);
        program.press("T<ctrl-u>Parcels<enter>");
        assert!(program.text(AUDIT).contains("title = \"Parcels\""));
        program.resize(120, 36);
        let before = item(&program);
        program.press("j").screen();
        assert_ne!(item(&program), before);
    }
}
