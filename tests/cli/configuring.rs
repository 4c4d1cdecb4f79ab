//! The user's configuration, `doctor` and `themes`: what they print, and which place decides.

use crate::support::{Place, Ran, keys, set};

const CONFIG: &str = "../home/.config/stationmaster/config.toml";

fn setting<'j>(report: &'j serde_json::Value, name: &str) -> (&'j str, &'j str) {
    let settings = report["settings"].as_array().expect("settings");
    let found = settings.iter().find(|setting| setting["name"] == name).expect("a setting");
    (found["value"].as_str().expect("a value"), found["source"].as_str().expect("a source"))
}

#[test]
fn doctor_has_the_promised_shape() {
    let place = Place::demo();
    let report = place.json(&["doctor", "--json"]);
    assert_eq!(keys(&report), set("version settings paths terminal problems remarks"));
    assert_eq!(keys(&report["settings"][0]), set("name value source place"));
    assert_eq!(keys(&report["paths"][0]), set("name path exists"));
    assert_eq!(keys(&report["terminal"][0]), set("name value help"));
    assert_eq!(setting(&report, "theme"), ("auto", "default"));
    let out = place.ok(&["doctor"]);
    for word in ["Settings", "theme", "auto", "Configuration", "config.toml", "Journal", "Crash reports", "TERM"] {
        assert!(out.contains(word), "{word}: {out}");
    }
    assert!(!out.contains("doctor."), "{out}");
}

#[test]
fn flag_environment_workspace_configuration_and_default_decide_in_that_order() {
    let place = Place::demo();
    place.write(CONFIG, "theme = \"light\"\nlanguage = \"fi\"\nbell = true\nmouse = false\n");
    let run = |arguments: &[&str], variables: &[(&str, &str)]| {
        let ran = Ran::of(place.command(arguments).envs(variables.iter().copied()));
        assert_eq!(ran.code, Some(0), "{ran:?}");
        serde_json::from_str::<serde_json::Value>(&ran.out).expect("JSON")
    };
    let report = run(&["doctor", "--json"], &[]);
    assert_eq!(setting(&report, "theme"), ("light", "user"));
    assert_eq!(setting(&report, "mouse"), ("false", "user"));
    assert_eq!(setting(&report, "motion"), ("true", "default"));
    // The demo's workspace says English.
    assert_eq!(setting(&report, "language"), ("en", "workspace"));
    let variables = [("STATIONMASTER_THEME", "mono"), ("STATIONMASTER_LANGUAGE", "fi")];
    let report = run(&["doctor", "--json"], &variables);
    assert_eq!(setting(&report, "theme"), ("mono", "environment"));
    assert_eq!(setting(&report, "language"), ("fi", "environment"));
    let report = run(&["doctor", "--json", "--theme", "dark", "--lang", "en"], &variables);
    assert_eq!(setting(&report, "theme"), ("dark", "flag"));
    assert_eq!(setting(&report, "language"), ("en", "flag"));
    let other = place.path("other.toml");
    place.write("other.toml", "theme = \"projector\"\n");
    let report = run(&["doctor", "--json"], &[("STATIONMASTER_CONFIG", other.to_str().expect("a path"))]);
    assert_eq!(setting(&report, "theme"), ("projector", "user"));
}

#[test]
fn problems_are_listed_with_their_lines_and_hinted_at_elsewhere() {
    let place = Place::demo();
    place.write(CONFIG, "thme = \"light\"\nbell = true\n[keys.canvas]\nadd-note = \"z\"\nedit-note = \"z\"\n");
    let ran = place.run(&["doctor"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    for word in [
        "config.toml:1:1: There is no setting `thme`.",
        "Did you mean `theme`?",
        "config.toml:5:1: `z` is already bound",
        "at 4:1",
    ] {
        assert!(ran.out.contains(word), "{word}: {}", ran.out);
    }
    let report: serde_json::Value = serde_json::from_str(&place.run(&["doctor", "--json"]).out).expect("JSON");
    assert_eq!(setting(&report, "bell"), ("true", "user"));
    let ran = place.run(&["list"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.err.contains("stationmaster doctor"), "{ran:?}");
    assert!(!place.run(&["list", "-q"]).err.contains("doctor"));
}

#[test]
fn the_commented_file_is_written_once_and_nothing_is_overwritten() {
    let place = Place::demo();
    let out = place.ok(&["doctor", "--write-config"]);
    assert!(out.contains("config.toml"));
    let text = place.read(CONFIG);
    assert!(text.lines().all(|line| line.is_empty() || line.starts_with('#')), "{text}");
    for word in ["# theme = \"auto\"", "# [keys.canvas]", "# add-note = \"a\""] {
        assert!(text.contains(word), "{word}");
    }
    place.ok(&["doctor"]);
    place.write(CONFIG, "bell = true\n");
    assert!(place.refused(&["doctor", "--write-config"]).contains("--force"));
    assert_eq!(place.read(CONFIG), "bell = true\n");
    place.ok(&["doctor", "--write-config", "--force"]);
    assert_eq!(place.read(&format!("{CONFIG}.1")), "bell = true\n");
    assert_eq!(place.read(CONFIG), text);
}

#[test]
fn own_themes_are_equals_and_are_checked() {
    let place = Place::demo();
    let theme = "../home/.config/stationmaster/themes/harbour.toml";
    place.write(theme, "extends = \"dark\"\n\n[roles]\naccent = { fg = \"#7fd8ff\" }\n");
    let out = place.ok(&["themes"]);
    for name in ["colour-blind-safe", "dark", "harbour", "high-contrast", "light", "mono", "projector", "terminal"] {
        assert!(out.contains(name), "{name}: {out}");
    }
    assert_eq!(keys(&place.json(&["themes", "--json"])[0]), set("name own contrast usable"));
    place.ok(&["themes", "check", "harbour"]);
    let out = place.ok(&["themes", "roles"]);
    assert!(out.contains("surface") && out.contains("The background of the screen."), "{out}");
    assert_eq!(keys(&place.json(&["themes", "roles", "--json"])[0]), set("name about"));
    assert!(place.refused(&["themes", "roles", "dark"]).contains("dark"));
    place.ok(&["list", "--theme", "harbour"]);
    place.write(theme, "extends = \"dark\"\n\n[roles]\naccnt = { fg = \"#7fd8ff\" }\nmuted = { fg = \"#333333\" }\n");
    let path = place.path(theme);
    for arguments in [&["themes", "check"][..], &["themes", "check", path.to_str().expect("a path")], &["doctor"]] {
        let ran = place.run(arguments);
        assert_eq!(ran.code, Some(1), "{arguments:?}: {ran:?}");
        for word in [
            "harbour.toml:4:1: There is no role `accnt`.",
            "`accent`",
            "harbour.toml:5:1: `muted` on `surface`",
            "4.5:1",
        ] {
            assert!(ran.out.contains(word), "{word}: {}", ran.out);
        }
    }
    for name in ["dark", "projector", "mono"] {
        place.ok(&["themes", "check", name]);
    }
    assert!(place.refused(&["--theme", "drak", "list"]).contains("dark"));
    assert!(place.refused(&["themes", "check", "harbur"]).contains("harbour"));
}

/// A pipe in place of a file would be waited for without an end.
#[test]
#[cfg(unix)]
fn a_pipe_in_place_of_the_configuration_is_said_and_not_waited_for() {
    let place = Place::demo();
    let path = place.path(CONFIG);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    let made = std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo runs");
    assert!(made.success());
    let ran = Ran::of(&mut place.command(&["list"]));
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.out.contains("Orders"), "{ran:?}");
}
