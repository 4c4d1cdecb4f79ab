//! Stations: what must be true, what to use, who should be there; where to start; rounds; styles.

use stationmaster::app::MouseKind;
use stationmaster::app::query::overview::place_of_product;
use stationmaster::app::screen::MapState;
use stationmaster::store::IoErrorKind;

use super::journeys;
use crate::common::Program;

const FILE: &str = "orders/product.toml";

/// A product of which nothing was answered yet.
fn fresh() -> Program {
    Program::over(&[
        ("stationmaster.toml", "format = 1\n"),
        (FILE, "format = 1\nname = \"Orders\"\ncycle = \"api-productization-cycle\"\nstyles = []\n"),
    ])
}

/// The example at its first station.
fn at_first_station() -> Program {
    let mut program = Program::begun();
    program.press("i").shows(&["Before you begin", "What to use, in this order"]);
    program
}

journeys! {
    /// Everything that belongs to a station stands on its screen, with the names of the team.
    fn a_station_has_all_that_belongs_to_it() {
        let mut program = at_first_station();
        program.resize(120, 60).shows(&["station 1 of 8 · round 1", "Before you go on", "Who should be in the room"]);
        program.shows(&["API Value Proposition", "API Product Owner · Product lead for shop services", "leads"]);
        program.press("<tab>").shows(&["Customer Journey"]).press("<shift-tab><end>").shows(&["consulted"]);
        program.press("q").shows(&["API Productization Cycle"]);
    }

    /// A station is four steps, each with how much of it is there; a press on one leads to its first row.
    fn a_station_is_four_steps() {
        let mut program = at_first_station();
        for size in [(40, 12), (80, 24), (120, 36), (200, 60)] {
            program.resize(size.0, size.1).shows(&["Before", "Use", "Go on", "People"]);
        }
        program.shows(&["2 of 4 met", "4 things", "7 of 8 named"]);
        let screen = program.screen();
        let (row, line) = screen.lines().enumerate().find(|(_, line)| line.contains("People")).expect("the steps");
        let column = line.chars().collect::<String>().find("People").map_or(0, |at| line[..at].chars().count());
        let at = |place: usize| u16::try_from(place).unwrap_or(0);
        program.mouse(MouseKind::Press, at(column), at(row)).shows(&["Here"]);
    }

    /// One key and one more answer a criterion; undo takes it back, wherever one is by then.
    fn a_criterion_is_answered_and_taken_back() {
        let mut program = fresh();
        program.press("i").shows(&["0 of 4 met"]).press("s").shows(&["Is this true today?"]).press("y");
        // Who answers is asked once.
        program.shows(&["By"]).press("RA<enter>");
        program.shows(&["1 of 4 met"]);
        assert!(program.text(FILE).contains("answer = \"yes\"\nby = \"RA\"\ndate = 2026-11-23\n"), "{}", program.text(FILE));
        program.press("qu").shows(&["Before you begin", "0 of 4 met"]);
        assert!(!program.text(FILE).contains("answer"));
        program.press("<ctrl-r>").shows(&["1 of 4 met"]).press("d").shows(&["0 of 4 met"]);
        assert!(!program.text(FILE).contains("answer"));
    }

    /// The whole answer has evidence, a note and a name; the next one proposes the name.
    fn an_answer_carries_evidence_note_and_name() {
        let mut program = fresh();
        program.press("ie<left><left>").press("<tab>docs/goals.md<tab>Ask finance<tab>RA<enter>");
        let text = program.text(FILE);
        assert!(text.contains("answer = \"no\"") || text.contains("answer = \"unsure\""), "{text}");
        assert!(text.contains("evidence = [\"docs/goals.md\"]\nnote = \"Ask finance\"\n"), "{text}");
        program.press("<down><enter>").shows(&["RA"]).press("<right><tab><tab><tab><tab><ctrl-u>soon<enter>");
        program.shows(&["soon is not a date"]).press("<esc>");
        program.press("e<left><tab><tab>why<shift-tab><shift-tab>").press("<right><enter>").shows(&["Choose yes, no or not sure"]);
        program.press("<esc>");
    }

    /// A yes that a checklist contradicts is shown as such, with the item.
    fn a_yes_that_a_checklist_contradicts_is_shown() {
        let audit = "format = 1\nchecklist = \"api-audit\"\nprofile = \"full-crud\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";
        let method = stationmaster::method::Method::built_in();
        let template = method.checklist("api-audit").expect("built in");
        let item = template.items.iter().find(|item| !item.criteria.is_empty() && !item.is_aggregate()).expect("one produces");
        let criterion = &item.criteria[0];
        let cycle = method.cycle("api-productization-cycle").expect("built in");
        let station = cycle.stations.iter().position(|station| station.entry_criteria.contains(criterion)).expect("asked");
        let audit = format!("{audit}\n[items.{}]\nverdict = \"gap\"\nreason = \"Later\"\n", item.id);
        let product = format!(
            "format = 1\nname = \"Orders\"\ncycle = \"api-productization-cycle\"\nstyles = []\n\n[criteria.{criterion}]\nanswer = \"yes\"\n"
        );
        let mut program = Program::over(&[
            ("stationmaster.toml", "format = 1\n"), (FILE, &product), ("orders/api-audit.toml", &audit),
        ]);
        program.resize(160, 50).press("<home>");
        let at = program.model.screens().first::<MapState>().map(|state| state.station);
        for _ in 0..(station + 8 - at.unwrap_or(0)) % 8 {
            program.press("<tab>");
        }
        program.press("i").shows(&["conflicts"]);
    }

    /// A document is marked as reviewed for one station only; the mark has a day, and the same key takes it back.
    fn a_document_is_reviewed_for_one_station() {
        let mut program = at_first_station();
        program.press("<tab>");
        program.press("V");
        assert!(program.said().contains("no document in focus"), "{}", program.said());
        program.press("<down><down>V").shows(&["✓ reviewed"]);
        let text = program.text(FILE);
        assert!(text.contains("[reviewed.api-product-strategy.api-value-proposition]\nby = \"API product owner\"\ndate = 2026-11-23\n"), "{text}");
        program.press("V").hides(&["✓ reviewed"]);
        assert!(!program.text(FILE).contains("reviewed."));
        program.press("u").shows(&["✓ reviewed"]);
    }

    /// Who plays a part is said once and stands everywhere.
    fn a_part_gets_a_name() {
        let mut program = fresh();
        program.press("i<end>").press("<enter>").shows(&["Role: "]).press("Mira<enter>").shows(&["· Mira"]);
        assert!(program.text(FILE).contains("[team]\n") && program.text(FILE).contains("= \"Mira\"\n"));
        program.press("d").hides(&["· Mira"]);
        assert!(!program.text(FILE).contains("Mira"));
    }

    /// A round ends with a verdict and a reason; its answers go under it, and the next begins where the verdict asks.
    fn a_round_is_closed_and_the_next_begins() {
        let mut program = Program::begun();
        program.press("E").shows(&["Close round 1"]).press("<enter>").shows(&["Closing a round needs a reason"]);
        program.press("Shops ask for cheaper pickups<enter>").shows(&["Round 2 begins at API Consumer Experience"]);
        let text = program.text(FILE);
        assert!(text.contains("verdict = \"improve\"\nreason = \"Shops ask for cheaper pickups\"\n"), "{text}");
        assert!(text.contains(".criteria.business-goals-defined]") && !text.contains("\n[criteria."), "{text}");
        assert_eq!(place_of_product(&program.model), Some(1));
        program.press("u");
        let text = program.text(FILE);
        assert!(text.contains("\n[criteria.business-goals-defined]") && !text.contains("[rounds."), "{text}");
        program.press("E<right><right><right><tab>Nobody uses it<enter>").shows(&["Round 1 is closed, and none follows"]);
        assert!(program.text(FILE).contains("verdict = \"pause\""));
        program.press("E").shows(&["At which station does the next round begin?"]).press("3");
        program.shows(&["Round 2 begins at"]);
        assert_eq!(place_of_product(&program.model), Some(2));
    }

    /// However long the name of the product is, the title says where one is.
    fn a_long_name_leaves_room_for_the_place() {
        let product = "format = 1\nname = \"注文 Orders of every shop in the northern harbour and of its partners abroad\"\n\
                       cycle = \"api-productization-cycle\"\nstyles = []\n";
        let mut program = Program::over(&[("stationmaster.toml", "format = 1\n"), (FILE, product)]);
        program.shows(&["注文 Orders of every", "… › API Productization Cycle"]).press("i").shows(&["… › API Product Strategy"]);
        program.resize(40, 12).shows(&["注文 ", "… › API Product Strategy"]);
    }

    /// The styles are chosen and changed where the design canvases stand.
    fn styles_are_chosen() {
        let mut program = fresh();
        program.press("D").shows(&["Which styles does the API offer?"]).press("<right><tab><tab><right><enter>");
        assert!(program.text(FILE).contains("styles = [\"rest\", \"graphql\"]"), "{}", program.text(FILE));
        program.shows(&["styles: REST, GraphQL"]).press("u");
        assert!(program.text(FILE).contains("styles = []"));
        let mut other = Program::over(&[
            ("stationmaster.toml", "format = 1\n"),
            (FILE, "format = 1\nname = \"Orders\"\ncycle = \"automation-cycle\"\nstyles = []\n"),
        ]);
        other.press("D").shows(&["asks for no styles"]);
    }

    /// Enter opens what a station offers, and one comes back to it; a click puts a row in focus, a second opens it.
    fn what_a_station_offers_is_opened() {
        let mut program = at_first_station();
        program.resize(120, 40).click_on("API Value Proposition").press("<enter>").shows(&["draft · saved"]);
        program.press("q").shows(&["What to use, in this order"]);
        program.press("/postcode<enter>").shows(&["draft · saved"]).press("[").shows(&["What to use, in this order"]);
        program.click_on("API Product Owner ·").mouse(MouseKind::WheelUp, 5, 5);
        program.press("i").press("i");
    }

    /// What changes outside is on the screen at once; what cannot be saved is kept and said.
    fn a_product_changes_outside() {
        let mut program = fresh();
        program.press("isyRA<enter>");
        let text = program.text(FILE).replace("answer = \"yes\"", "answer = \"no\"");
        program.write_unseen(FILE, &text).look_again(FILE).shows(&["0 of 4 met"]);
        program.write_unseen(FILE, &text.replace("name = \"Orders\"", "name = \"Parcels\"")).press("<down>sy");
        let merged = program.text(FILE);
        assert!(merged.contains("name = \"Parcels\"") && merged.contains("answer = \"yes\""), "{merged}");
        program.shows(&["Parcels"]);
        program.disk.refuse_writes(Some(IoErrorKind::Full));
        program.press("su").shows(&["product.toml could not be written. There is no space"]);
    }

    /// Two who answer the same criterion differently are asked.
    fn two_answers_to_one_criterion_are_asked_about() {
        let mut program = fresh();
        program.press("isnRA<enter>");
        let text = program.text(FILE);
        let theirs = text.replace("answer = \"no\"", "answer = \"unsure\"");
        program.write_unseen(FILE, &theirs).press("sy").shows(&["both changed the same thing", "Mine: yes", "Theirs: unsure"]);
        program.press("m");
        assert!(program.text(FILE).contains("answer = \"yes\""), "{}", program.text(FILE));
    }
}
