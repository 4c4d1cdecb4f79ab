//! The map: where the product stands, what is due, the next step, and what the styles hide.

use stationmaster::app::screen::MapState;
use stationmaster::app::{Message, MouseKind, Size};

use super::{VALUE, journeys};
use crate::common::{PRODUCT, Program};
use stationmaster::workspace::Memory;

const MAP: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 36), (200, 60)];

/// The station and the item in focus.
#[track_caller]
fn focus(program: &Program) -> (usize, usize) {
    match program.model.front::<MapState>() {
        Some(state) => (state.station, state.item),
        None => panic!("no map is in front but {:?}", program.model.screen()),
    }
}

/// A workspace of one product with these files beside it, on the map.
fn with(files: &[(&str, &str)], size: (u16, u16)) -> Program {
    let own = [("stationmaster.toml", "format = 1\n"), ("orders/product.toml", PRODUCT)];
    let files = own.iter().chain(files).map(|(path, text)| (*path, text.as_bytes()));
    // A file named twice stands as it is named last.
    Program::with(Memory::new(files), Size { width: size.0, height: size.1 }, None)
}

const DESIGN: &str = "<home><tab><tab><tab>";

journeys! {
    /// Before the documents of a large product are read, the map is there; it says that they are being read, and nothing
    /// of how far they are.
    fn a_map_whose_documents_are_still_being_read() {
        for (width, height) in MAP {
            let disk = Memory::new([
                ("stationmaster.toml", "format = 1\n".as_bytes()),
                ("orders/product.toml", PRODUCT.as_bytes()),
                ("orders/customer-journey.toml", "format = 1\ncanvas = \"customer-journey\"\n".as_bytes()),
            ]);
            let mut program = Program::with(disk, Size { width, height }, None);
            let whole = program.reopen();
            let Some(Message::Opened(opened)) = whole.first() else { panic!("a workspace is opened") };
            let mut ahead = opened.clone();
            ahead.docs.retain(|doc| doc.stem == "product");
            ahead.reading = 30;
            program.tell(vec![Message::Opened(ahead)]);
            program.shows(&["Orders"]).hides(&["not begun", "Customer Journey", "Begin "]);
            if height >= 24 {
                program.shows(&["Reading 30 documents", "Strategy", "before it answered"]);
            }
            program.tell(whole);
            program.shows(&[if height >= 24 { "not begun" } else { "Customer" }]).hides(&["Reading"]);
        }
    }

    /// The line says in words where the product stands and how far each station is; a new product has no alarm.
    fn the_line_shows_where_the_product_stands() {
        for (width, height) in MAP {
            let mut program = Program::begun();
            program.resize(width, height).shows(&["round 1", "Next", "(◉)"]);
            if height >= 24 {
                program.shows(&["Strategy", "Monitor", "here", "not begun", "before it answered"]);
            }
            let mut program = with(&[], (width, height));
            program.shows(&["Next", "Create Customer"]);
            if height >= 24 {
                program.shows(&["begin", "not begun", "Follows one customer"]);
                let warning = program.drawn_with().style(stationmaster::ui::theme::Role::Warning).fg;
                let (buffer, _) = program.draw();
                let work = buffer.content.chunks(usize::from(width)).take(usize::from(height) - 1);
                let warns = work.flatten().any(|cell| Some(cell.fg) == warning && cell.symbol() == "!");
                assert!(!warns, "a new product is no alarm:\n{}", program.screen());
            }
        }
    }

    /// The product's position follows the answers, wherever they are changed.
    fn the_position_follows_the_criteria() {
        let met = "\n[criteria.metrics-feedback-available]\nanswer = \"yes\"\n\n[criteria.business-goals-defined]\nanswer = \"yes\"\n\n\
                   [criteria.market-research-done]\nanswer = \"yes\"\n\n[criteria.stakeholder-approval]\nanswer = \"yes\"\n";
        let mut program = with(&[("orders/product.toml", &format!("{PRODUCT}{met}"))], (80, 24));
        assert_eq!(focus(&program).0, 1, "{}", program.screen());
        let line = program.screen().lines().find(|line| line.contains("(○)")).map(str::to_owned).expect("a position");
        assert!(line.find("(○)") > line.find('○'), "{line}");
        program.write_unseen("orders/product.toml", PRODUCT).look_again("orders/product.toml");
        let line = program.screen().lines().find(|line| line.contains("(○)")).map(str::to_owned).expect("a position");
        assert_eq!(line.find("(○)").map(|at| at + 1), line.find('○'), "{line}");
    }

    /// Criteria alone make no station done; its work with its criteria does.
    fn a_station_is_done_by_its_work_and_its_criteria() {
        let reply = |id: &str| format!("\n[criteria.{id}]\nanswer = \"yes\"\n");
        let method = stationmaster::method::Method::built_in();
        let all = method.criteria().iter().map(|criterion| reply(&criterion.id)).collect::<Vec<_>>().concat();
        let product = format!("{PRODUCT}{all}");
        let program = with(&[("orders/product.toml", &product)], (80, 24));
        assert!(!program.screen().contains('●'), "{}", program.screen());
        let done = |canvas: &str| {
            let sections = &method.canvas(canvas).expect("built in").sections;
            let marks = sections.iter().map(|section| format!("\n[sections.{}]\nstate = \"done\"\n", section.id));
            let marks = marks.collect::<Vec<_>>().concat();
            format!("format = 1\ncanvas = \"{canvas}\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n{marks}")
        };
        let names = ["customer-journey", "api-value-proposition"];
        let files: Vec<(String, String)> =
            names.iter().map(|name| (format!("orders/{name}.toml"), done(name))).collect();
        let mut files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let mut program = with(&files, (80, 24));
        program.shows(&["in work"]);
        assert!(!program.screen().contains('●'), "open criteria keep it from being done:\n{}", program.screen());
        files.push(("orders/product.toml", &product));
        assert!(with(&files, (80, 24)).screen().contains('●'));
        // What was reviewed for a station is finished there, and nowhere else.
        let empty = done("api-value-proposition").split("\n[sections").next().expect("a head").to_owned();
        let reviewed = format!("{PRODUCT}\n[reviewed.api-consumer-experience.api-value-proposition]\ndate = 2026-11-20\n");
        let files = [(VALUE, empty.as_str()), ("orders/product.toml", reviewed.as_str())];
        with(&files, (80, 24)).shows(&["here", "in work"]);
    }

    /// One key leads to where the next step is done: a canvas to begin, a section, a question, an item.
    fn one_key_takes_the_next_step() {
        let mut program = with(&[], (80, 24));
        program.shows(&["Create Customer Journey"]).press(".");
        assert_eq!(program.model.screen().file(), Some("orders/customer-journey.toml"));
        program.press("q").shows(&["in Customer Journey; it is empty"]).press(".");
        assert_eq!(program.model.screen().file(), Some("orders/customer-journey.toml"));
        program.press("[").shows(&["API Product Strategy"]);
        program.click_on("in Customer Journey; it is empty");
        assert_eq!(program.model.screen().file(), Some("orders/customer-journey.toml"));
    }

    /// What is due comes before everything else, and each of it can be gone to.
    fn what_is_due_comes_first() {
        let stale = "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n\
                     review_by = 2026-11-01\n\n[notes.tasks.t7qm4k]\ntext = \"See where an order is\"\n";
        let audit = "format = 1\nchecklist = \"api-audit\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n\n\
                     [items.uses-https]\nverdict = \"gap\"\n\n[items.uses-https.waiver]\nreason = \"Later\"\nuntil = 2026-11-20\n";
        let follow_up = "format = 1\n\n[actions.2rv8tg]\ntext = \"Ask finance\"\nowner = \"API product owner\"\n\
                         due = 2026-11-19\nabout = [\"api-value-proposition#t7qm4k\"]\n\n\
                         [actions.est3r7]\ntext = \"Count the calls\"\nowner = \"Support\"\ndone = 2026-11-19\n";
        let files = [(VALUE, stale), ("orders/api-audit.toml", audit), ("orders/follow-up.toml", follow_up)];
        let mut program = with(&files, (120, 36));
        program.shows(&["Waiver expired on 2026-11-20", "Review API Value Proposition", "Overdue since 2026-11-19"]);
        program.hides(&["Count the calls"]);
        let screen = program.screen();
        let line = |text: &str| screen.lines().position(|line| line.contains(text)).expect("it is there");
        assert!(line("Waiver expired") < line("Review API") && line("Overdue since") < line("Strategy"));
        program.press("!").shows(&["What is due"]).press("ask fin<enter>").shows(&["See where an order is"]);
        assert_eq!(program.model.screen().file(), Some(VALUE));
        program.press("[").resize(80, 24).shows(&["Waiver expired", "+2 more"]).press("!<enter>");
        assert_eq!(program.model.screen().file(), Some("orders/api-audit.toml"));
        let settled = follow_up.replace("due = 2026-11-19", "due = 2026-11-19\ndone = 2026-11-22");
        program.write_unseen("orders/follow-up.toml", &settled).look_again("orders/follow-up.toml");
        program.press("q").shows(&["+1 more"]);
    }

    /// The styles of the product narrow what the design station offers; what is hidden is said, and a key shows it.
    fn styles_hide_the_canvases_of_others() {
        let mut program = Program::begun();
        program.resize(120, 36).press(DESIGN).shows(&["Interaction", "REST", "2 more canvases for other styles"]);
        program.hides(&["GraphQL", "Event"]).press("v").shows(&["GraphQL", "Event"]).hides(&["2 more canvases"]);
        program.press("v").hides(&["GraphQL"]);
        let mut program = with(&[], (120, 36));
        program.press(DESIGN).shows(&["REST", "GraphQL"]).hides(&["more canvas"]).press("v");
        assert!(program.said().contains("hidden"), "{}", program.said());
        // One that is there already is never hidden.
        let event = "format = 1\ncanvas = \"event\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";
        let rest = PRODUCT.replace("styles = []", "styles = [\"rest\"]");
        let mut program = with(&[("orders/product.toml", &rest), ("orders/event.toml", event)], (120, 36));
        program.press(DESIGN).shows(&["1 more canvas for another style"]);
        program.press("<down><down><down><down><enter>").shows(&["GraphQL"]);
    }

    /// A click on a stop puts it in focus, the wheel goes through what it offers, a double click opens.
    fn the_mouse_works_on_the_map() {
        let mut program = Program::begun();
        program.click_on("Platform  ");
        assert_eq!(focus(&program), (2, 0));
        program.mouse(MouseKind::WheelDown, 20, 14);
        assert_eq!(focus(&program), (2, 1));
        program.click_on("Business Impact").click_on("Business Impact");
        assert_eq!(program.model.screen().file(), Some("orders/business-impact.toml"));
    }
}
