//! Every screen in a language whose sentences are two fifths longer than the English ones and stand in brackets: at 80
//! columns nothing breaks, and what is cut says so.

use crate::common::in_pseudo;
use crate::screens::SCREENS;
use stationmaster::app::Size;

/// What is shown over a screen covers parts of it, so that only screens with nothing over them are counted.
fn is_bare(program: &crate::common::Program) -> bool {
    program.model.dialogs().is_empty() && program.model.overlay().is_none()
}

#[test]
fn a_sentence_that_is_cut_says_so_on_every_screen() {
    let mut looked_at = 0;
    let mut wrong = Vec::new();
    for (name, come) in SCREENS {
        for (width, height) in [(80, 24), (120, 36)] {
            let (screen, is_bare) = in_pseudo(|| {
                let program = come(Size { width, height });
                (program.screen(), is_bare(&program))
            });
            if !is_bare {
                continue;
            }
            looked_at += 1;
            let count = |sign: char| screen.matches(sign).count();
            let (opened, closed, cut) = (count('⟦'), count('⟧'), count('…'));
            if opened > closed + cut {
                wrong
                    .push(format!("{name} at {width}x{height}: {opened} begin, {closed} end, {cut} are cut\n{screen}"));
            }
        }
    }
    assert!(looked_at > 40, "{looked_at}");
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_screens_of_a_longer_language_look_as_they_should() {
    let shown =
        ["map", "walk", "grid", "checklist", "station", "where_to_start_question", "settle", "picker_relation", "help"];
    let mut all = String::new();
    for name in shown {
        let (_, come) = SCREENS.iter().find(|(known, _)| *known == name).expect("a screen of that name");
        let screen = in_pseudo(|| come(Size { width: 80, height: 24 }).screen());
        all.extend(["== ", name, "\n", &screen, "\n"]);
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/pseudo");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("screens", all));
}
