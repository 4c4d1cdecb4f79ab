//! Searching the product, from hit to hit, and back the way one came.

use stationmaster::app::dialog::Dialog;
use stationmaster::app::screen::{Mode, StationState};

use super::{VALUE, journeys};
use crate::common::{PRODUCT, Program};
use stationmaster::app::Size;
use stationmaster::workspace::Memory;

const CANVAS: &str = r#"format = 1
canvas = "api-value-proposition"
title = "Orders"
status = "draft"
version = 0

[notes.tasks.t7qm4k]
text = "See where an order is"
basis = "observed"
source = "https://example.org/interview-7"

[notes.tasks.b2h8xd]
text = "Änderung der Adresse"
question = "Who may change it?"

[notes.pain-relieving-features.w3k9ze]
text = "No address twice"
from = ["customer-journey#k3f9aa"]
"#;
const JOURNEY: &str = "format = 1\ncanvas = \"customer-journey\"\ntitle = \"Courier\"\nstatus = \"draft\"\nversion = 0\n\n\
                       [notes.pains.k3f9aa]\ntext = \"The address was wrong\"\nkind = \"negative\"\n";
const AUDIT: &str = "format = 1\nchecklist = \"api-audit\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n\n\
                     [items.based-on-clear-business-needs]\nverdict = \"gap\"\nreason = \"The address book decides\"\n";
const OTHER: &str = "format = 1\ncanvas = \"domain\"\ntitle = \"Depot\"\nstatus = \"draft\"\nversion = 0\n\n\
                     [notes.core-entities.zzzz01]\ntext = \"An address elsewhere\"\n";

pub fn workspace() -> Program {
    let files = [
        ("stationmaster.toml", "format = 1\n"),
        ("orders/product.toml", PRODUCT),
        (VALUE, CANVAS),
        ("orders/customer-journey.toml", JOURNEY),
        ("orders/api-audit.toml", AUDIT),
        ("depot/product.toml", &PRODUCT.replace("Orders", "Depot")),
        ("depot/domain.toml", OTHER),
    ];
    let disk = Memory::new(files.iter().map(|(path, text)| (*path, text.as_bytes())));
    let mut program = Program::with(disk, Size { width: 100, height: 30 }, Some(VALUE));
    program.press("g1.1");
    program
}

/// How many hits the search in front has.
fn hits(program: &Program) -> usize {
    match program.model.dialog() {
        Some(Dialog::Finder(finder)) => finder.found.len(),
        other => panic!("no search is open but {other:?}"),
    }
}

fn file(program: &Program) -> &str {
    program.model.screen().file().unwrap_or_default()
}

journeys! {
    /// What was found stands in its surroundings: the notes around it, or the whole of the answer.
    fn a_hit_stands_in_its_surroundings() {
        let mut program = workspace();
        for (width, height) in [(80, 24), (120, 36), (200, 60)] {
            program.resize(width, height).press("/Änderung");
            program.shows(&["1.2", "See where an order is", "Who may change it?"]).press("<esc>");
        }
        program.press("/book decides").shows(&["The address book decides", "a business need"]).press("<esc>");
    }

    /// Each hit says where it stands, and every key narrows them. Case and accents do not count.
    fn what_is_typed_is_found_in_the_whole_product() {
        let mut program = workspace();
        program.press("/").shows(&["Search Orders", "is:unlinked"]).press("ADDRESS");
        program.shows(&["3.1", "No address twice", "The address was wrong", "The address book decides", "API Audit"]);
        program.hides(&["An address elsewhere"]);
        assert_eq!(hits(&program), 4, "an item asks for one, too");
        program.press("<ctrl-u>anderung").shows(&["1.2", "Änderung der Adresse", "Tasks"]);
        program.press("<ctrl-u>who may").shows(&["Who may change it?"]);
        program.press("<ctrl-u>interview").shows(&["interview-7", "1.1"]);
        program.press("<ctrl-u>nowhere").shows(&["No matches"]).press("<esc>").hides(&["Search Orders"]);
    }

    fn filters_stand_beside_words() {
        let mut program = workspace();
        for (typed, count) in [
            ("kind:negative", 1),
            ("basis:observed", 1),
            ("is:question", 1),
            ("is:unlinked", 2),
            ("address is:unlinked", 0),
            ("order basis:observed", 1),
            ("order basis:tested", 0),
        ] {
            program.press("/").paste(typed);
            assert_eq!(hits(&program), count, "{typed}:\n{}", program.screen());
            program.press("<esc>");
        }
    }

    /// The filters stand below what is typed; those that are set stand out, and one that is being typed is completed.
    fn filters_are_offered_and_completed() {
        let mut program = workspace();
        program.press("/").shows(&["Filters:", "kind:", "basis:", "is:question", "is:unlinked"]);
        program.press("kind:ne").shows(&["completes:", "kind:negative  kind:neutral"]).press("<right>");
        assert_eq!(hits(&program), 1, "{}", program.screen());
        program.press(" addr is:q<end>");
        assert_eq!(hits(&program), 0);
        program.press("<ctrl-u>ba<ctrl-e><ctrl-u>").shows(&["Filters:"]);
        // A word is no filter, and the cursor goes on as ever.
        program.press("addres<left><right>s").shows(&["No address twice"]);
    }

    /// One key further lie all products; n and N stay among them.
    fn all_products_are_searched_with_one_key() {
        let mut program = workspace();
        program.press("/elsewhere");
        assert_eq!(hits(&program), 0);
        program.press("<tab>").shows(&["An address elsewhere", "Depot · Domain", "all products"]).press("<enter>");
        assert_eq!(file(&program), "depot/domain.toml");
        program.press("/address<tab><enter>n").shows(&["hit 2 of 5"]).press("[");
        assert_eq!(file(&program), "depot/domain.toml");
    }

    /// Enter goes there, n and N to the next and the previous hit, and back the way one came.
    fn hits_are_visited_and_left_again() {
        let mut program = workspace();
        program.press("2/address book<enter>");
        assert_eq!(file(&program), "orders/api-audit.toml");
        assert!(program.said().contains("hit 1 of 1"), "{}", program.said());
        program.press("[");
        assert_eq!(file(&program), VALUE);
        assert_eq!(program.model.canvas_state().map(|state| state.mode), Some(Mode::Grid));
        program.press("/address<enter>n");
        assert!(program.said().contains("hit 2 of 4"), "{}", program.said());
        program.press("nnn").shows(&["hit 1 of 4"]).press("N").shows(&["hit 4 of 4"]);
        program.press("<backspace><backspace><backspace><backspace><backspace><backspace>");
        assert_eq!(file(&program), VALUE);
        program.press("[");
        assert!(program.said().contains("nothing to go back to"), "{}", program.said());
    }

    /// What was found is found again after it changed, and what is new is found too.
    fn the_search_follows_the_documents() {
        let mut program = workspace();
        program.press("/no address<enter>eAlways <esc>");
        program.press("aNo address at all<esc>/no address");
        assert_eq!(hits(&program), 3, "{}", program.screen());
        let changed = JOURNEY.replace("The address was wrong", "There was no address");
        program.write_unseen("orders/customer-journey.toml", &changed).look_again("orders/customer-journey.toml");
        assert_eq!(hits(&program), 4, "also while the search is open");
        program.press("<esc>/zzz<enter><esc>").press("n").shows(&["hit 2 of 4"]);
    }

    fn hits_are_found_from_the_map_too() {
        let mut program = workspace();
        program.press("q/where an<enter>").shows(&["See where an order is", "Tasks"]).press("[").shows(&["Strategy"]);
    }

    /// An item that nobody has answered, a criterion, the reason of a section, a waiver and what stands in follow-up are
    /// found, each with what it is, and going there leads to it.
    fn everything_the_team_wrote_or_is_asked_is_found() {
        let mut program = whole();
        program.press("/only through the gateway").shows(&["Item · API Audit"]).press("<enter>");
        assert_eq!(file(&program), "orders/api-audit.toml");
        program.press("i").shows(&["The API can be reached only through the gateway"]);
        program.press("/old certificate").shows(&["Waiver · API Audit"]).press("<enter>").shows(&["hit 1 of 1"]);
        program.press("/steering").shows(&["Criterion · Have those who will pay"]).press("<enter>");
        let row = program.model.front::<StationState>().map(|state| (state.station, state.at));
        assert!(matches!(row, Some((Some(0), 2..))), "{row:?}: {}", program.screen());
        program.press("/reached a table").shows(&["4", "API Products"]).press("<enter>");
        assert_eq!(file(&program), VALUE);
        assert_eq!(program.model.canvas_state().map(|state| state.section), Some(3));
        program.press("/van doors").shows(&["Decisions · Follow-up"]).press("<enter>");
        assert_eq!(file(&program), "orders/follow-up.toml");
        program.press("<enter>");
        assert_eq!(file(&program), VALUE);
        let note = program.model.canvas_state().and_then(|state| state.note).map(|id| id.to_string());
        assert_eq!(note.as_deref(), Some("b2h8xd"), "what the decision is about");
        program.press("/rang finance").shows(&["Actions · Follow-up"]).press("<enter>").shows(&["Follow-up", "hit 1 of 1"]);
        program.press("/lockers").shows(&["Parked topics · Follow-up"]).press("<esc>");
        program.press("/because nobody asked").shows(&["Parked topics · Follow-up · Drones"]).press("<esc>");
    }

    /// What is typed in another way than it was written is found all the same.
    fn letters_are_found_however_they_were_written() {
        let mut program = whole();
        for (typed, text) in [
            ("σας", "Η ΟΔΟΣ ΣΑΣ"),
            ("οδός", "Η ΟΔΟΣ ΣΑΣ"),
            ("api gatehouse", "ＡＰＩ gatehouse"),
            ("shop's own", "the shop’s own"),
            ("shop’s own", "the shop’s own"),
            ("postcode", "post\u{ad}code"),
        ] {
            program.press("/").paste(typed);
            assert_eq!(hits(&program), 1, "{typed}:\n{}", program.screen());
            assert!(program.screen().contains(&text.replace('\u{ad}', "")) || text.contains('\u{ad}'), "{typed}");
            program.press("<esc>");
        }
    }
}

/// A product with something of every kind that is searched.
fn whole() -> Program {
    let product =
        format!("{PRODUCT}\n[criteria.stakeholder-approval]\nanswer = \"yes\"\nnote = \"The steering group agreed\"\n");
    let value = format!(
        "{CANVAS}\n[notes.tasks.c1c1c1]\ntext = \"Η ΟΔΟΣ ΣΑΣ\"\n\n[notes.tasks.c1c1c2]\ntext = \"ＡＰＩ gatehouse\"\n\n\
         [notes.tasks.c1c1c3]\ntext = \"Use the shop’s own words\"\n\n[notes.tasks.c1c1c4]\ntext = \"post\u{ad}code\"\n\n\
         [sections.api-products]\nstate = \"gap\"\nreason = \"Nobody has reached a table yet\"\n"
    );
    let audit = format!("{AUDIT}\n[items.uses-https.waiver]\nreason = \"An old certificate\"\nuntil = 2027-01-31\n");
    let follow_up = "format = 1\n\n[decisions.d1d1d1]\nabout = [\"api-value-proposition#b2h8xd\"]\n\
                     text = \"Until the van doors close\"\n\n[actions.d1d1d2]\ntext = \"Somebody rang finance\"\n\n\
                     [parked.d1d1d3]\ntext = \"Parcel lockers\"\n\n\
                     [parked.d1d1d4]\ndropped = \"because nobody asked\"\ntext = \"Drones\"\n";
    let files = [
        ("stationmaster.toml", "format = 1\n"),
        ("orders/product.toml", &product),
        (VALUE, &value),
        ("orders/api-audit.toml", &audit),
        ("orders/follow-up.toml", follow_up),
    ];
    let disk = Memory::new(files.iter().map(|(path, text)| (*path, text.as_bytes())));
    Program::with(disk, Size { width: 120, height: 36 }, Some(VALUE))
}
