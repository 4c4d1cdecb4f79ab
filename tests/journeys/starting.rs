//! Where do we start? One question a screen, and what follows from the answers.

use stationmaster::app::query::overview::place_of_product;
use stationmaster::app::screen::{MapState, StationState};

use super::journeys;
use crate::common::Program;

const FILE: &str = "orders/product.toml";
const FIRST: &str = "Question 1 of at most 21";

/// A product of which nothing was answered yet, at its first question, answered by somebody.
fn asked() -> Program {
    let mut program = fresh();
    program.press("S").shows(&["Who answers?"]).press("RA<enter>").shows(&[FIRST]);
    program
}

fn fresh() -> Program {
    Program::over(&[
        ("stationmaster.toml", "format = 1\n"),
        (FILE, "format = 1\nname = \"Orders\"\ncycle = \"api-productization-cycle\"\nstyles = []\n"),
    ])
}

fn answers(program: &Program, word: &str) -> usize {
    program.text(FILE).matches(&format!("answer = \"{word}\"")).count()
}

journeys! {
    /// One letter answers and goes on; who answers is asked once, and stands beside every answer.
    fn one_letter_answers_and_goes_on() {
        let mut program = asked();
        program.shows(&["So far: Start at API Product Strategy", "Strategy", "Consumer"]);
        program.press("y").shows(&["Question 2 of at most 21"]).press("n").press("u").shows(&["Question 4 of at most 21"]);
        assert_eq!((answers(&program, "yes"), answers(&program, "no"), answers(&program, "unsure")), (1, 1, 1));
        assert_eq!(program.text(FILE).matches("by = \"RA\"\ndate = 2026-11-23").count(), 3, "{}", program.text(FILE));
        program.press("<esc>").hides(&["Question 4"]).shows(&["3 of 21 answered"]);
        program.press("S").hides(&["Who answers?"]).shows(&["Question 4 of at most 21"]).press("<esc>q");
        assert!(program.model.front::<MapState>().is_some());
        program.press("u").shows(&["0 of 4 met"]);
        assert_eq!(answers(&program, "unsure"), 0);
    }

    /// An answered question shows its answer; another answer is said with what stood, and is one step to take back.
    fn a_standing_answer_is_seen_and_changed() {
        let mut program = asked();
        program.press("<left>").shows(&["this is the first question"]).press("<right>").shows(&["still open"]);
        program.press("yy<left><left>").shows(&[FIRST, "Answer: yes (RA, 2026-11-23)"]);
        program.press("<right>").shows(&["Question 2 of"]).press("<left>n").shows(&["yes → no", "Question 3 of"]);
        assert_eq!((answers(&program, "yes"), answers(&program, "no")), (1, 1));
        // What stands is left as it is by Enter, which goes on.
        program.press("<left><left>").shows(&["Answer: no"]).press("<enter>").shows(&["Question 2 of"]);
        program.press("<esc>u");
        assert_eq!((answers(&program, "yes"), answers(&program, "no")), (2, 0));
    }

    /// Evidence is a key away, and stays, whatever becomes of the question.
    fn evidence_is_given_beside() {
        let mut program = asked();
        program.press("<tab>").shows(&["Evidence"]).press("docs/goals.md<tab>Ask finance<enter>");
        program.shows(&[FIRST, "Answer: not sure", "docs/goals.md", "Ask finance"]);
        program.press("y").shows(&["not sure → yes", "Question 2 of"]);
        let text = program.text(FILE);
        assert!(text.contains("answer = \"yes\"") && text.contains("evidence = [\"docs/goals.md\"]"), "{text}");
        program.press("<tab><esc>").shows(&["Question 2 of"]).press("<tab><enter>").shows(&["Question 2 of"]);
        assert_eq!(program.text(FILE), text);
        program.press("<left><tab> and more<enter>").shows(&["docs/goals.md and more"]).press("<esc>");
        program.shows(&["1 of 21 answered"]);
    }

    /// The criteria are asked until it is clear where to start; then that stands in the same place.
    fn it_is_asked_until_it_is_clear() {
        let mut program = asked();
        program.resize(120, 36);
        for asked in 0..21 {
            if program.screen().contains("Nothing more needs to be asked") {
                assert!(asked > 6 && asked < 21, "asking stopped early: {asked}");
                break;
            }
            // Before the cycle and the first station all is well; the first criterion of the second is not met.
            program.press(if asked < 6 { "y" } else { "n" });
        }
        program.shows(&["Start at API Consumer Experience: ", "Look over the answers"]);
        program.press("<left>").shows(&["Answer: no"]).press("<right>").shows(&["Nothing more needs to be asked"]);
        program.press("o").shows(&["Before you begin"]);
        assert_eq!(program.model.front::<StationState>().and_then(|state| state.station), Some(1));
        program.press("S").shows(&["Nothing more needs to be asked"]).press("l").shows(&["answered"]);
        assert_eq!(place_of_product(&program.model), Some(1), "the product stands at the station whose criterion is not met");
    }

    /// On the smallest screen the question and its choices are there, and no word of a question is broken.
    fn it_can_be_read_at_every_size() {
        for (width, height) in [(40, 12), (80, 24), (120, 36), (200, 60)] {
            let mut program = asked();
            program.resize(width, height).shows(&["1 of at most", "yes", "no", "not sure"]);
            let question = "Do documented business objectives say what the API has to achieve?";
            let first: String = question.split(' ').take(3).collect::<Vec<_>>().join(" ");
            for _ in 0..21 {
                if program.screen().contains(&first) {
                    break;
                }
                program.press("y");
            }
        }
    }

    /// Who answers is no answer, and nobody has to be named; whoever answered in an earlier run is on offer.
    fn who_answers_is_asked_once() {
        let mut program = fresh();
        program.press("S").press("y<enter>").shows(&["y is an answer"]).press("<ctrl-u><enter>").shows(&[FIRST]);
        program.press("y");
        assert!(program.text(FILE).contains("answer = \"yes\"\ndate"), "{}", program.text(FILE));
        let mut program = Program::begun();
        program.press("S").shows(&["Who answers?", "API product owner"]).press("<esc>").hides(&["Question"]);
        program.press("S<enter>").shows(&["Question"]);
    }
}
