//! Files of other programs, given to commands that read ours: one sentence each.

use crate::support::Place;
use std::path::Path;

const CANVAS: &str = r##"{
  "templateId": "apiValuePropositionCanvas",
  "locale": "en-US",
  "metadata": { "source": "Orders", "license": "CC-BY-SA-4.0", "authors": ["R. Aalto"], "website": "https://example.org" },
  "sections": [
    { "sectionId": "tasks", "stickyNotes": [ { "content": "Track it", "size": 80, "color": "#FFF399" } ] }
  ]
}
"##;

fn strangers() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let marked = |text: &str| [&[0xff, 0xfe][..], &wide(text)].concat();
    let long = "lorem ipsum\n".repeat(5000);
    vec![
        ("canvas.json", CANVAS.into(), "This is a CanvasCreator canvas in JSON, not a file of this program."),
        ("bom.json", [b"\xef\xbb\xbf", CANVAS.as_bytes()].concat(), "CanvasCreator canvas"),
        ("other.json", b"[\n  1,\n  2\n]\n".to_vec(), "This is JSON"),
        ("package.json", b"{ \"name\": \"x\", \"version\": \"1\" }".to_vec(), "This is JSON"),
        (
            "openapi.yaml",
            b"openapi: 3.1.0\ninfo:\n  title: Orders\n  version: '1'\npaths: {}\n".to_vec(),
            "This is YAML",
        ),
        ("list.yaml", b"---\n# all\n- one\n- two\n".to_vec(), "This is YAML"),
        ("notes.md", b"# Orders\n\nWhat we do, and *why*.\n\n| a | b |\n|---|---|\n".to_vec(), "text such as Markdown"),
        ("long.txt", long.into_bytes(), "text such as Markdown"),
        ("page.html", b"<!doctype html>\n<p>x</p>\n".to_vec(), "HTML"),
        (
            "Cargo.toml",
            b"[package]\nname = \"x\"\nversion = \"1\"\n\n[dependencies]\ntoml = \"1\"\n".to_vec(),
            "TOML of another program",
        ),
        ("wide.toml", marked("format = 1\ncanvas = \"domain\"\n"), "UTF-16"),
        ("bare.toml", wide("format = 1\ncanvas = \"domain\"\n"), "UTF-16"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01".to_vec(), "not text"),
    ]
}

/// `check` finds one thing, and `show`, `open`, `fmt` and what moves files say one, wherever the file lies.
#[test]
fn one_thing_is_said_of_a_file_of_another_program() {
    let place = Place::demo();
    for (name, bytes, said) in strangers() {
        for path in [name.to_owned(), format!("apiops/orders/{name}"), "apiops/orders/domain.x.toml".to_owned()] {
            place.write(&path, &bytes);
            let checked = place.run(&["check", &path, "--json"]);
            assert_eq!(checked.code, Some(1), "{path} {checked:?}");
            let found: serde_json::Value = serde_json::from_str(&checked.out).expect("JSON");
            let findings = found["findings"].as_array().expect("findings");
            assert_eq!(findings.len(), 1, "{path} {findings:?}");
            assert_eq!(
                (&findings[0]["rule"], &findings[0]["line"]),
                (&"foreign-file".into(), &1.into()),
                "{findings:?}"
            );
            assert!(findings[0]["message"].as_str().expect("a text").contains(said), "{path} {findings:?}");
            assert_eq!(place.run(&["check", &path]).out.matches("foreign-file").count(), 1, "{path}");
            for arguments in [&["show", &path][..], &["show", &path, "--json"], &["open", &path, "--linear"]] {
                let ran = place.run(arguments);
                if arguments[0] == "open"
                    && path.starts_with("apiops/")
                    && Path::new(&path).extension().is_some_and(|ending| ending == "toml")
                {
                    // It is opened, and what is wrong with it is shown.
                    assert!(ran.out.contains(said), "{arguments:?} {ran:?}");
                    continue;
                }
                assert_eq!(ran.code, Some(2), "{arguments:?} {ran:?}");
                assert!(ran.err.contains(said) && ran.err.lines().count() <= 3, "{arguments:?} {ran:?}");
            }
            let formatted = place.run(&["fmt", &path]);
            assert_eq!(formatted.code, Some(2), "{path} {formatted:?}");
            assert_eq!(std::fs::read(place.path(&path)).expect("read"), bytes, "{path} is as it was");
        }
        std::fs::remove_file(place.path("apiops/orders/domain.x.toml")).expect("removed");
        let _ = std::fs::remove_file(place.path(&format!("apiops/orders/{name}")));
    }
}

/// Without a workspace, too.
#[test]
fn a_file_of_another_program_is_named_without_a_workspace() {
    let place = Place::empty();
    place.write("canvas.json", CANVAS);
    for command in ["show", "open"] {
        let err = place.refused(&[command, "canvas.json", "--linear"]);
        assert!(err.contains("CanvasCreator canvas"), "{command} {err}");
    }
    assert_eq!(place.run(&["check", "canvas.json"]).out.matches("CanvasCreator").count(), 1);
}

/// What is ours and has a mistake in it is told with its line, as ever.
#[test]
fn a_file_of_ours_with_mistakes_is_still_one() {
    let place = Place::demo();
    for (text, rule) in [
        ("fomat 1\ncanvas = \"domain\"\ntitle = \"x\"\n", "syntax"),
        ("format = 1\ncanvas = \"domain\ntitle = \"x\"\n", "syntax"),
        ("title = \"x\"\n", "missing-key"),
        ("", "missing-key"),
        ("\u{feff}format = 1\ncanvas = \"domain\"\ntitle = \"x\"\nstatus = \"draft\"\nversion = 0\n", ""),
    ] {
        place.write("apiops/orders/domain.x.toml", text);
        let ran = place.run(&["check", "apiops/orders/domain.x.toml", "--json"]);
        assert!(!ran.out.contains("foreign-file"), "{text:?} {ran:?}");
        assert!(ran.out.contains(rule), "{text:?} {ran:?}");
    }
}
