//! How documents stand against git, their last version and the day, as one sign on the map and in the title.

use stationmaster::app::dialog::Dialog;
use stationmaster::assess::standing::GitState;
use stationmaster::workspace::{Host as _, Memory};

use super::journeys;
use crate::common::{PRODUCT, Program};
use stationmaster::app::Size;

const FILE: &str = "orders/domain.toml";
const OTHER: &str = "orders/api-audit.toml";

/// A product with a canvas that was published as it stands, and a checklist.
fn published() -> Program {
    let canvas = "format = 1\ncanvas = \"domain\"\ntitle = \"Orders\"\nstatus = \"accepted\"\nversion = 1\n\n\
                  [notes.core-entities.b2h8xd]\ntext = \"Parcel\"\n";
    let files = [
        ("stationmaster.toml", "format = 1\n"),
        ("orders/product.toml", PRODUCT),
        (FILE, canvas),
        ("orders/versions/domain@1.toml", canvas),
        (OTHER, "format = 1\nchecklist = \"api-audit\"\ntitle = \"Orders\"\nreview_by = 2020-01-01\n"),
    ];
    let files = files.map(|(path, text)| (path, text.as_bytes()));
    Program::with(Memory::new(files), Size { width: 100, height: 30 }, Some(FILE))
}

/// Somebody looks, as the screens do once they are drawn.
fn look(program: &mut Program) {
    let today = program.model.today();
    program.runtime().look_at_standing(today);
    let messages = program.meanwhile();
    program.dispatch(messages).expect("carried out");
}

/// The sign in the title.
fn title(program: &Program) -> String {
    program.screen().lines().next().unwrap_or_default().to_owned()
}

journeys! {
    /// Nothing is said before anybody has looked; then a document says with one sign what matters most, and says it anew
    /// after each save.
    fn a_sign_says_how_a_document_stands() {
        let mut program = published();
        assert!(!title(&program).contains(['●', '+', '≠', '⌛']), "{}", title(&program));
        look(&mut program);
        assert!(!title(&program).contains(['●', '+', '≠', '⌛']), "{}", title(&program));
        program.press("iVan<esc>");
        program.let_settle();
        let messages = program.meanwhile();
        program.dispatch(messages).expect("carried out");
        assert!(title(&program).contains('≠'), "{}", title(&program));
        program.disk.commit_all_but(&[(FILE, GitState::Changed)]);
        look(&mut program);
        assert!(title(&program).contains('●') && !title(&program).contains('≠'), "{}", title(&program));
        program.disk.commit_all_but(&[(FILE, GitState::Conflicted), (OTHER, GitState::New)]);
        look(&mut program);
        assert!(title(&program).contains("! "), "{}", title(&program));
        program.unicode(false);
        program.disk.commit_all_but(&[(FILE, GitState::Changed)]);
        look(&mut program);
        assert!(title(&program).contains("* "), "{}", title(&program));
    }

    /// The map shows the same beside each document.
    fn the_map_shows_the_sign_of_each_document() {
        let mut program = published();
        program.press("q");
        look(&mut program);
        let audit = "⌛";
        let shows = |program: &mut Program, sign: &str| {
            (0..12).any(|_| {
                let there = program.screen().lines().any(|line| line.contains(sign));
                program.press("<tab>");
                there
            })
        };
        assert!(shows(&mut program, audit));
        program.disk.commit_all_but(&[(FILE, GitState::New)]);
        look(&mut program);
        assert!(shows(&mut program, " +"));
    }

    /// What was frozen is no document: it is not searched, not listed and counts for nothing.
    fn what_is_frozen_is_not_found() {
        let frozen = "format = 1\ncanvas = \"domain\"\ntitle = \"Orders\"\nversion = 1\n\n\
                      [notes.core-entities.b2h8xd]\ntext = \"Wagon\"\n";
        let files = [
            ("stationmaster.toml", "format = 1\n"),
            ("orders/product.toml", PRODUCT),
            (FILE, &frozen.replace("Wagon", "Parcel")),
            ("orders/versions/domain@1.toml", frozen),
        ];
        let disk = Memory::new(files.map(|(path, text)| (path, text.as_bytes())));
        let mut program = Program::with(disk, Size { width: 100, height: 30 }, Some(FILE));
        assert!(!program.model.docs().keys().any(|file| file.contains("versions/")));
        let hits = |program: &mut Program, text: &str| {
            program.press("/").paste(text);
            let found = match program.model.dialog() {
                Some(Dialog::Finder(finder)) => finder.found.len(),
                other => panic!("no search is open but {other:?}"),
            };
            program.press("<esc>");
            found
        };
        assert_eq!((hits(&mut program, "Parcel"), hits(&mut program, "Wagon")), (1, 0));
    }
}
