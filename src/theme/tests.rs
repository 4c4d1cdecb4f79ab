use super::*;
use crate::diagnostic::ConfigError;
use crate::i18n::Catalogue;
use crate::method::Kind;

fn told(problems: &[ConfigError]) -> Vec<String> {
    let words = Catalogue::english();
    problems.iter().map(|problem| format!("{} {}", problem.tell("t", words), words.tell(&problem.help))).collect()
}

fn text(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes").join(format!("{name}.toml"));
    std::fs::read_to_string(path).expect("a theme file")
}

#[test]
fn the_seven_themes_are_there_and_nothing_is_wrong_with_them() {
    let seven = ["colour-blind-safe", "dark", "high-contrast", "light", "mono", "projector", "terminal"];
    assert_eq!(Library::built_in(), seven);
    let library = Library::default();
    for name in seven {
        assert_eq!(told(&library.check(name, &text(name))), Vec::<String>::new(), "{name}");
    }
    for name in ["projector", "high-contrast"] {
        assert!(library.design(name).expect("whole").contrast >= 7.0);
    }
}

#[test]
fn light_is_what_the_definition_says() {
    for part in 0..=255u8 {
        let value = f64::from(part) / 255.0;
        let light = if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) };
        let told = colour::luminance([part; 3]);
        assert!((told - light).abs() < 1e-12, "{part}: {told} and {light}");
    }
}

#[test]
fn the_build_script_lays_out_what_the_files_say() {
    let said = |file: file::ThemeFile| {
        let roles: Vec<_> = Role::ALL.into_iter().map(|role| file.look(role).map(|(look, _)| look)).collect();
        let name = file.name.map(|(name, _)| name);
        (name, file.extends.map(|(parent, _)| parent), file.is_light, (file.contrast, file.is_distant), roles)
    };
    for name in Library::built_in() {
        let laid = file::built_in(&name).expect("laid out");
        assert_eq!(said(laid), said(file::read(&text(&name))), "{name}");
    }
}

#[test]
fn letters_can_be_read_and_kinds_told_apart_at_every_depth() {
    let library = Library::default();
    for name in Library::built_in() {
        let full = library.design(&name).expect("whole");
        for depth in [ColourDepth::True, ColourDepth::Indexed, ColourDepth::Sixteen] {
            let design = full.clone().fitted(depth);
            let surface = design.look(Role::Surface).bg.map(Colour::usual);
            for role in Role::ALL {
                let look = design.look(role);
                if let (Some(fg), Some(bg)) = (look.fg.map(Colour::usual), look.bg.map(Colour::usual).or(surface)) {
                    let needed = if role.is_text() { 4.5 } else { 1.2 };
                    let ratio = contrast(fg, bg);
                    assert!(ratio >= needed, "{name} {depth:?} {}: {ratio:.2}", role.word());
                }
            }
            let mut cards: Vec<_> =
                Kind::ALL.map(|kind| design.look(Role::Note(kind)).bg).into_iter().flatten().collect();
            let count = cards.len();
            cards.sort_by_key(|colour| colour.usual());
            cards.dedup();
            assert_eq!(cards.len(), count, "{name} {depth:?} shows two kinds alike");
        }
        let none = full.fitted(ColourDepth::Mono);
        assert!(none.looks.iter().all(|look| look.fg.is_none() && look.bg.is_none()));
    }
}

#[test]
fn everything_can_be_read_on_the_ground_of_a_note_which_shows_its_kind() {
    let library = Library::default();
    for name in Library::built_in() {
        let full = library.design(&name).expect("whole");
        for depth in [ColourDepth::True, ColourDepth::Indexed] {
            let design = full.clone().fitted(depth);
            let Some(grounds) = Grounds::of(&design, depth) else {
                assert!(design.look(Role::Surface).bg.is_none(), "{name} {depth:?} has no grounds");
                continue;
            };
            let mut seen = Vec::new();
            for kind in Kind::ALL {
                let card = design.look(Role::Note(kind)).bg.map(Colour::usual).expect("a card");
                let ground = grounds.ground(card).expect("a ground").usual();
                for role in Role::ALL.into_iter().filter(|role| role.is_text()) {
                    let look = design.look(role);
                    if let (Some(letters), None) = (look.fg, look.bg) {
                        let ratio = contrast(letters.usual(), ground);
                        let word = role.word();
                        assert!(ratio >= design.contrast, "{name} {depth:?} {word} on {kind:?}: {ratio:.2}");
                    }
                }
                seen.push(ground);
            }
            seen.sort_unstable();
            seen.dedup();
            // Few of the 256 colours are as dark as that; the bar and the sign tell what they do not.
            assert!(depth == ColourDepth::Indexed || seen.len() == 5, "{name}: {seen:?}");
        }
        for depth in [ColourDepth::Sixteen, ColourDepth::Mono] {
            assert!(Grounds::of(&full.clone().fitted(depth), depth).is_none(), "{name}: signs alone");
        }
    }
}

#[test]
fn the_projector_is_read_from_afar_and_so_is_what_extends_it() {
    let own = |name: &str, text: &str| Own { name: name.into(), path: String::new(), text: text.to_owned() };
    let library = Library::with(vec![
        own("hall", "extends = \"projector\""),
        own("desk", "extends = \"hall\"\ndistant = false"),
        own("circle", "extends = \"circle\""),
        own("dark", "extends = \"dark\""),
    ]);
    let distant =
        ["projector", "hall", "desk", "circle", "dark", "light", "nothing"].map(|name| library.is_distant(name));
    assert_eq!(distant, [true, true, false, false, false, false, false]);
    let names = ["projector", "hall", "desk", "light"];
    let designs = names.map(|name| library.design(name).expect("whole").is_distant);
    assert_eq!(designs, [true, true, false, false]);
}

#[test]
fn the_accent_is_no_warning() {
    let library = Library::default();
    for name in Library::built_in() {
        let design = library.design(&name).expect("whole");
        let colour = |role| design.look(role).fg;
        assert!(colour(Role::Accent).is_none() || colour(Role::Accent) != colour(Role::Warning), "{name}");
        for role in [Role::Focus, Role::Key] {
            assert_eq!(colour(role), colour(Role::Accent), "{name}: focus and keys have the accent");
        }
    }
}

#[test]
fn problems_of_a_theme_name_their_line_and_the_remedy() {
    let cases: &[(&str, &[&str])] = &[
        ("extends = \"darkk\"", &["t:1:11: There is no theme `darkk`. Did you mean `dark`?"]),
        ("extend = \"dark\"\nextends = \"dark\"", &["t:1:1: A theme has no `extend`. Did you mean `extends`?"]),
        ("extends = \"dark\"\n[roles]\nmutet = {}", &["t:3:1: There is no role `mutet`. Did you mean `muted`?"]),
        (
            "extends = \"dark\"\n[roles]\nmuted = { fb = \"red\" }",
            &["t:3:11: A role has no `fb`. Possible: fg, bg, bold, dim, italic, underline, reverse."],
        ),
        (
            "extends = \"dark\"\n[roles]\nmuted = { fg = \"#12345\" }",
            &[
                "t:3:16: `#12345` is not a colour. Write #rrggbb, a number from 0 to 255, or one of: black, red, green, yellow, \
               blue, magenta, cyan, gray, dark-gray, light-red, light-green, light-yellow, light-blue, light-magenta, \
               light-cyan, white.",
            ],
        ),
        (
            "extends = \"dark\"\n[roles]\nmuted = { fg = \"grey\" }",
            &["t:3:16: `grey` is not a colour. Did you mean `gray`?"],
        ),
        (
            "extends = \"mine\"",
            &["t:1:11: The theme extends itself through `mine`. Extend one of the built-in themes, or none."],
        ),
        (
            "name = \"other\"\nextends = \"dark\"",
            &[
                "t:1:8: The theme is called `other` inside, but its file is called `mine`. Write name = \"mine\", or remove the line.",
            ],
        ),
        (
            "extends = \"dark\"\n[roles]\ntext = { fg = \"#555555\" }",
            &[
                "t:3:1: `text` on `surface` has a contrast of 2.4:1 and needs 4.5:1. Try \"#888888\".",
                "t:3:1: `text` on `raised` has a contrast of 2.1:1 and needs 4.5:1. Try \"#888888\".",
            ],
        ),
        (
            "extends = \"dark\"\ncontrast = \"high\"",
            &["t:2:12: `contrast` cannot be `\"high\"`. Write a number from 1 to 21, such as 7."],
        ),
    ];
    for (text, expected) in cases {
        let library = Library::with(vec![Own { name: "mine".into(), path: String::new(), text: (*text).to_owned() }]);
        assert_eq!(told(&library.check("mine", text)), *expected, "{text}");
    }
    let alone = Library::default().check("mine", "");
    assert_eq!(alone.len(), Role::ALL.len());
    assert_eq!(
        told(&alone)[0],
        "No theme defines `surface`. Add `surface = {}` under [roles], or extend a theme such as dark."
    );
}

#[test]
fn an_own_theme_stands_before_a_built_in_one_and_may_extend_it() {
    let text = "extends = \"dark\"\n[roles]\ntext = { fg = \"#ffffff\" }\nmuted = { fg = \"oops\" }";
    let library = Library::with(vec![Own { name: "dark".into(), path: String::new(), text: text.to_owned() }]);
    let design = library.design("dark").expect("whole");
    assert_eq!(design.look(Role::Text).fg, Some(Colour::Rgb([255; 3])));
    // What is wrong in it comes from the theme it extends.
    assert_eq!(design.look(Role::Muted), Library::default().design("dark").expect("whole").look(Role::Muted));
    assert_eq!(library.names().len(), Library::built_in().len());
    assert!(library.design("nothing").is_err());
}

#[test]
fn the_lines_stand_out_and_keep_their_hues_in_every_theme() {
    let lines = crate::method::Method::built_in().lines();
    let colours: Vec<[u8; 3]> =
        lines.iter().filter_map(|line| Colour::parse(&line.color).and_then(Colour::rgb)).collect();
    assert_eq!(colours.len(), 6);
    let library = Library::default();
    for name in Library::built_in() {
        let design = library.design(&name).expect("whole");
        for depth in [ColourDepth::True, ColourDepth::Indexed, ColourDepth::Sixteen] {
            let fitted = design.clone().fitted(depth);
            let backgrounds: Vec<Colour> =
                [Role::Surface, Role::Raised].into_iter().filter_map(|role| fitted.look(role).bg).collect();
            let shown: Vec<Colour> =
                colours.iter().filter_map(|colour| tint(*colour, &backgrounds, design.contrast, depth)).collect();
            assert_eq!(shown.len(), 6, "{name} {depth:?}");
            for colour in &shown {
                for background in &backgrounds {
                    let ratio = contrast(colour.usual(), background.usual());
                    assert!(ratio >= design.contrast, "{name} {depth:?}: {colour:?} on {background:?} is {ratio:.1}");
                }
            }
            // The fourth has the colour of the third; the labels tell them apart. Where a terminal has few colours,
            // few stand out well enough, and more of the lines look alike.
            let mut distinct = shown.clone();
            distinct.sort_unstable_by_key(|colour| colour.usual());
            distinct.dedup();
            assert!(
                shown[2] == shown[3] && (depth != ColourDepth::True || distinct.len() == 5),
                "{name} {depth:?}: {shown:?}"
            );
        }
        assert!(colours.iter().all(|colour| tint(*colour, &[], 4.5, ColourDepth::Mono).is_none()));
    }
}
