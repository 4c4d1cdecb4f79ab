//! Files that cannot be worked on: shown with the reason and never written; and text that must not act.

use super::{THREE_TASKS, VALUE, journeys};
use crate::common::{PRODUCT, Program};

/// Every key that could change something.
const ALL_KEYS: &str = "aText<enter>more<esc>eText<esc>dxpKJ>btoCsgTX<enter><esc>u<ctrl-r>";

journeys! {
    fn an_invalid_file_is_shown_with_its_place_and_never_written() {
        let text = THREE_TASKS.replace("text = \"Change the address\"", "text = Change the address");
        let mut program = Program::open(VALUE, &text);
        program.shows(&["cannot be read", "orders/api-value-proposition.toml:11:8", "TOML"]);
        program.press(ALL_KEYS).press("jk<pagedown><pageup><end><home><esc>").shows(&["cannot be read"]);
        assert_eq!((program.text(VALUE), program.disk.writes()), (text, 0));
    }

    fn a_newer_file_is_shown_and_never_written() {
        let text = THREE_TASKS.replace("format = 1", "format = 99");
        let mut program = Program::open(VALUE, &text);
        program.press("g4").shows(&["No note."]).hides(&["Press a"]);
        program.press("g1.1").shows(&["See where an order is", "read only"]);
        for key in ["a", "e", "d", "x", "t", "s", "T", "K", ">"] {
            program.press(key);
            assert!(program.said().contains("is not saved"), "{key}: {}", program.said());
        }
        program.paste("one\ntwo");
        assert!(program.said().contains("is not saved"));
        program.press("<esc>g1.1y<esc>").press(ALL_KEYS);
        assert_eq!((program.text(VALUE), program.disk.writes()), (text, 0));
    }

    /// Markers that tell of no two sides are for an editor.
    fn a_conflict_without_two_sides_is_shown_and_never_written() {
        let text = THREE_TASKS.replace(
            "text = \"Change the address\"\n",
            "<<<<<<< one\n+++++++ a\ntext = \"A\"\n+++++++ b\ntext = \"B\"\n+++++++ c\ntext = \"C\"\n>>>>>>> one\n",
        );
        let mut program = Program::open(VALUE, &text);
        program.shows(&["conflict markers"]).press(ALL_KEYS);
        assert_eq!((program.text(VALUE), program.disk.writes()), (text, 0));
        program.press("<esc>").shows(&["read only"]).press("q").shows(&["merge conflict"]);
    }

    /// A broken file is named on the map, and opens as soon as it is fixed.
    fn a_file_that_is_mended_opens_where_it_was_shown() {
        let mut program = Program::open(VALUE, "format = 1\ncanvas = \"nothing-known\"\n");
        program.shows(&["nothing-known"]);
        program.write_unseen(VALUE, THREE_TASKS).look_again(VALUE).press("g1.1").shows(&["See where an order is"]);
        program.press("q").shows(&["Strategy"]).press("q");
        assert!(program.has_quit);
    }

    fn a_product_that_cannot_be_read_says_so() {
        let files = [("stationmaster.toml", "format = 1\n"), ("orders/product.toml", "name = ")];
        let mut program = Program::over(&files);
        program.shows(&["orders/product.toml:1:"]).press("<right><down><enter>n<esc>P");
        let unknown = PRODUCT.replace("api-productization-cycle", "no-cycle");
        Program::over(&[files[0], ("orders/product.toml", &unknown)]).shows(&["no cycle"]);
        Program::over(&files[..1]).shows(&["no product"]);
    }

    fn a_section_the_template_lacks_has_a_place_of_its_own() {
        let text = format!("{THREE_TASKS}\n[notes.elsewhere.z9z9z9]\ntext = \"Kept\"\n");
        let mut program = Program::open(VALUE, &text);
        program.press("g5").shows(&["elsewhere", "Kept"]);
        program.press("<esc>2").shows(&["elsewhere"]).press("<down><down><down><down><up><left><right>");
        program.press("1g5.1m4");
        assert_eq!(program.notes(VALUE, "api-products"), ["Kept"]);
        program.press("u");
        assert_eq!(program.text(VALUE), text);
    }

    /// No byte of a file makes the terminal do anything; `screen` checks every cell.
    fn what_could_act_is_shown_as_signs_everywhere() {
        let nasty = r"\u001B[2Jx\u009B31m\u202Ey\u200Bz\u0007\u0085\u2028\u00AD\uFEFF";
        let files = [
            ("stationmaster.toml", "format = 1\n".to_owned()),
            ("orders/product.toml", PRODUCT.replace("Orders", nasty)),
            (
                VALUE,
                THREE_TASKS.replace("See where", nasty).replace("title = \"Orders\"", &format!("title = \"{nasty}\""))
                    + &format!("basis = \"observed\"\nsource = \"{nasty}\"\nquestion = \"{nasty}\"\nby = \"{nasty}\"\n")
                    + &format!("\n[notes.\"{nasty}\".z9z9z9]\ntext = \"{nasty}\"\n")
                    + &format!("\n[sections.api-products]\nstate = \"gap\"\nreason = \"{nasty}\"\n"),
            ),
            (
                "orders/api-audit.toml",
                format!(
                    "format = 1\nchecklist = \"api-audit\"\ntitle = \"{nasty}\"\nstatus = \"draft\"\nversion = 0\n\n\
                     [items.versioning-decided]\nverdict = \"gap\"\nby = \"{nasty}\"\nevidence = [\"{nasty}\"]\n\
                     reason = \"{nasty}\"\n\n[items.versioning-decided.waiver]\nreason = \"{nasty}\"\nuntil = 2026-01-01\n"
                ),
            ),
            ("orders/business-impact.toml", format!("format = 1\ncanvas = \"{nasty}\"\n")),
        ];
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        let disk = || stationmaster::workspace::Memory::new(files.iter().map(|(path, text)| (*path, text.as_bytes())));
        let sizes = [(24, 6), (40, 12), (80, 24), (120, 36)];
        for (file, _) in &files[2..] {
            for (width, height) in sizes {
                let size = stationmaster::app::Size { width, height };
                let mut program = Program::with(disk(), size, Some(file));
                program.screen();
                for script in ["g1.1", "2", "3", "4", "1", "i", "e", "<esc>T", "<esc>o", "<esc>g2.2", "o", "<esc>g5", "d"] {
                    program.press(script).screen();
                }
                program.press("<esc><esc>?").screen();
                program.press("<esc>jjs<esc>e").screen();
                program.press("<esc><esc>q").screen();
            }
        }
        Program::with(disk(), stationmaster::app::Size { width: 80, height: 24 }, Some(VALUE))
            .press("g1.1")
            .shows(&["␛[2Jx⟨9B⟩31m⟨202E⟩y⟨200B⟩z␇"]);
    }
}
