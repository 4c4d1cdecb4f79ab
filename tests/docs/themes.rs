//! The tables of `docs/themes.md`, from the roles and the themes themselves, with their contrast computed.

use std::fmt::Write as _;

use stationmaster::i18n::Catalogue;
use stationmaster::theme::{Design, Library, NAMES, Own, Role};

use super::{compare_part, examples_of};

const PAGE: &str = "docs/themes.md";

fn designs() -> Vec<Design> {
    let library = Library::default();
    Library::built_in().iter().map(|name| library.design(name).expect("a whole theme")).collect()
}

/// A contrast as people write it, never better than it is; nothing where only the terminal knows.
fn figure(lowest: Option<f64>) -> String {
    lowest.map_or_else(|| "·".to_owned(), |ratio| format!("{:.1}", (ratio * 10.0).floor() / 10.0))
}

fn lowest(design: &Design, is_wanted: impl Fn(Role) -> bool) -> Option<f64> {
    let ratios = design.contrasts().into_iter().filter(|(role, ..)| is_wanted(*role)).map(|(.., ratio)| ratio);
    ratios.min_by(f64::total_cmp)
}

fn themes_table() -> String {
    let words = Catalogue::english();
    let library = Library::default();
    let mut out =
        String::from("| theme | | ground | promises | lowest contrast | extends |\n|---|---|---|---|---|---|\n");
    for design in designs() {
        let name = &design.name;
        let about = words.look_up(&format!("cli.themes.says.{name}")).to_owned();
        let ground = if design.look(Role::Surface).bg.is_none() {
            "the terminal's own"
        } else if design.is_light {
            "light"
        } else {
            "dark"
        };
        let source = library.source(name).unwrap_or_default();
        let extends = source.lines().find_map(|line| line.strip_prefix("extends = ")).unwrap_or_default();
        let extends = if extends.is_empty() { String::new() } else { format!("`{}`", extends.trim_matches('"')) };
        let promises = if design.contrasts().is_empty() { "·".to_owned() } else { format!("{}:1", design.contrast) };
        writeln!(
            out,
            "| [`{name}`](../themes/{name}.toml) | {about} | {ground} | {promises} | {} | {extends} |",
            figure(lowest(&design, |_| true)),
        )
        .expect("a string");
    }
    out
}

fn roles_table() -> String {
    let words = Catalogue::english();
    let shown: Vec<Design> = designs().into_iter().filter(|design| !design.contrasts().is_empty()).collect();
    let names: Vec<String> = shown.iter().map(|design| format!(" {} |", design.name)).collect();
    let mut out = format!("| role | what it is for |{}\n|---|---|{}\n", names.concat(), "---|".repeat(shown.len()));
    for role in Role::ALL {
        let figures = shown.iter().map(|design| format!(" {} |", figure(lowest(design, |other| other == role))));
        let about = words.look_up(&format!("themes.role.{}", role.word())).to_owned();
        writeln!(out, "| `{}` | {about} |{}", role.word(), figures.collect::<String>()).expect("a string");
    }
    out
}

fn colours() -> String {
    let names: Vec<String> = NAMES.iter().map(|name| format!("`{name}`")).collect();
    format!("{}\n", names.join(", "))
}

#[test]
fn the_themes_are_up_to_date() {
    compare_part(PAGE, "themes", &themes_table());
    compare_part(PAGE, "roles", &roles_table());
    compare_part(PAGE, "colours", &colours());
}

/// What the page shows as a theme is one that `themes check` finds nothing wrong with.
#[test]
fn the_example_is_a_theme_without_a_fault() {
    let examples = examples_of(PAGE, "toml");
    assert!(!examples.is_empty());
    for text in examples {
        let library = Library::with(vec![Own { name: "harbour".into(), path: String::new(), text: text.clone() }]);
        assert_eq!(library.check("harbour", &text), Vec::new(), "{text}");
        assert!(library.design("harbour").is_ok());
    }
}
