//! What a canvas is for and how it is run: shown where nothing is written yet, and turned to by the key that explains.

use std::fmt::Write as _;
use std::sync::Arc;

use stationmaster::app::Message;
use stationmaster::method::{CanvasTemplate, DataFile, Method};

use super::{VALUE, journeys, on_canvas};
use crate::common::Program;

/// A canvas on which nothing was written yet.
const BLANK: &str =
    "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";

/// A recipe for a canvas, with a sentence for each of its keys.
fn recipe(canvas: &CanvasTemplate) -> String {
    let ids: Vec<String> = canvas.sections.iter().map(|section| format!("\"{}\"", section.id)).collect();
    let mut text = format!(
        "format = 1\nrunning = \"{}\"\npeople = 5\ninvite = [\"domain-specialist\", \"api-designer\"]\n\
         prepare = [\"Book the long table.\"]\nopen = {{ minutes = 5, say = \"Welcome, all of you.\" }}\n\
         close = {{ minutes = 5, do = [\"Thank everybody.\"] }}\nsittings = [[{}]]\nresult = \"A page.\"\n\
         next = [\"domain\"]\ntraps = [\"Talking too long.\"]\n",
        canvas.id,
        ids.join(", ")
    );
    for (at, section) in canvas.sections.iter().enumerate() {
        let (number, minutes) = (at + 1, section.minutes - 1);
        write!(
            text,
            "\n[sections.{}]\nbring = \"Bag {number}\"\nkind_hint = \"Colour {number}\"\nsteps = [\n  {{ way = \"alone\", \
             minutes = {minutes}, do = \"Write part {number}.\" }},\n  {{ minutes = 1, do = \"Agree.\" }},\n]\n\
             ask = [\"Who else {number}?\", \"What else {number}?\"]\nenough = \"Six notes {number}\"\n\
             traps = [{{ sign = \"Rush {number}\", do = \"Slow down.\" }}]\nquiet = \"Wait {number}.\"\n\
             alone = \"Sleep {number}.\"\n",
            section.id
        )
        .expect("a string takes it");
    }
    text
}

/// The canvas with other words for what it is for, and with a recipe.
fn with_recipe(text: &str) -> Program {
    let mut method = Method::built_in().clone();
    let mut canvas = method.canvas("api-value-proposition").expect("built in").as_ref().clone();
    canvas.purpose = "This is for seeing value.".into();
    canvas.how_to_use = "Begin at the left.".into();
    let recipe = recipe(&canvas);
    method.add_own(DataFile::Canvas(canvas), "apiops/method/value.toml");
    method.add_own(DataFile::parse(&recipe).expect("a recipe"), "apiops/method/running/value.toml");
    let mut program = Program::open(VALUE, text);
    program.tell(vec![Message::Method(Arc::new(method))]);
    program
}

journeys! {
    fn an_empty_canvas_says_what_it_is_for_until_the_first_note() {
        let mut program = with_recipe(BLANK);
        for (size, mode) in [((80, 24), "1"), ((120, 36), "1"), ((200, 60), "3")] {
            program.resize(size.0, size.1).press(mode);
            program.shows(&["No note yet", "This is for seeing value.", "Begin at the left.", "pressed again"]);
        }
        program.resize(80, 24).press("1").press("a").hides(&["This is for seeing value."]);
        program.press("<esc>").shows(&["This is for seeing value."]).press("aFirst<esc>");
        program.hides(&["This is for seeing value.", "Begin at the left."]);
        // Where one section has notes, nobody is new to the canvas.
        program.press("g2").shows(&["No note yet"]).hides(&["This is for seeing value."]);
        program.press("g1u").shows(&["This is for seeing value."]);
        // What has no room is left out, never the way to the first note.
        program.resize(40, 10).shows(&["No note yet"]).hides(&["Begin at the left."]);
    }

    fn the_key_that_explains_turns_to_how_the_canvas_is_run_and_back() {
        let mut program = with_recipe(super::THREE_TASKS);
        program.press("g1").press("i").shows(&["Why", "Poor"]).press("i");
        program.shows(&["How to run it", "1 Tasks", "Write alone, ", "Write part 1.", "Talk, 1 min", "Agree."]);
        program.shows(&["Bag 1", "Colour 1", "- Who else 1?", "Six notes 1"]).hides(&["Book the long table."]);
        program.press("G").shows(&["- Talking too long.", "Domain Canvas"]).hides(&["Write part 1."]);
        program.press("gg").shows(&["Write part 1."]);
        // One step back, and the explanation is as it was; the key itself goes on to neither of the two.
        program.press("<esc>").hides(&["How to run it"]).shows(&["Poor"]).press("ii").hides(&["Poor", "How to run it"]);
        program.press("i").shows(&["Poor"]).press("ii").hides(&["Poor"]);
        // It is of the section in focus, whatever that is.
        program.press("g3ii").shows(&["Write part 3."]).hides(&["Write part 1."]).press("<esc>");
        // Where the explanation stands beside the canvas anyway, one press leads to the recipe.
        program.resize(120, 36).press("1g1").hides(&["Poor"]).press("i").shows(&["Poor"]);
        program.press("i").shows(&["How to run it", "Write part 1."]).press("i").hides(&["Poor", "How to run it"]);
        // Where one note fills the screen there is nothing else to turn to.
        program.resize(80, 24).press("g1.14").press("i").shows(&["How to run it"]).press("i").hides(&["How to run it"]);
        program.press("<esc>1").shows(&["See where an order is"]);
    }

    fn a_canvas_that_is_being_prepared_is_shown_as_a_whole_first() {
        let mut program = with_recipe(BLANK);
        program.resize(120, 60).press("i");
        program.shows(&["The whole canvas: ", "This is for seeing value.", "The minutes are for 5 people.", "Domain Expert"]);
        program.shows(&["- Book the long table.", "Open, 5 min", "Welcome, all of you.", "Close, 5 min", "A page."]);
        program.press("G").shows(&["Write part 1.", "- Rush 1: Slow down.", "Wait 1.", "Sleep 1.", "What to say"]);
    }

    fn the_list_of_keys_is_no_page_to_turn() {
        let mut program = on_canvas();
        program.press("?").shows(&["Keys"]).press("i").shows(&["Keys"]).press("<esc>").hides(&["Poor"]);
    }
}
