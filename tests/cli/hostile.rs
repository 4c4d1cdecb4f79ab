//! Files and arguments that try to make a terminal act.

use crate::support::{Place, assert_harmless};

/// Escape, C1, bidirectional and loose zero-width characters, as a TOML string can carry them.
const EVIL: &str = "a\u{9b}31mb\u{202e}c\u{200b}d\u{2066}e\u{feff}f\u{85}g";
const ESCAPED: &str = "\\u001b[2J\\u001b]0;owned\\u0007\\u009b31m\\u202e\\u007f";

fn place() -> Place {
    let place = Place::demo();
    let text = format!(
        "format = 1\ncanvas = \"business-impact\"\ntitle = \"{EVIL}{ESCAPED}\"\nstatus = \"draft\"\nversion = 0\n\
         owner = \"{ESCAPED}\"\n\n[notes.expected-benefits.t7qm4k]\ntext = \"{EVIL}{ESCAPED}\"\nsource = \"{EVIL}\"\n\
         question = \"{ESCAPED}\"\nby = \"{EVIL}\"\nfrom = [\"{EVIL}#t7qm4k\"]\n\n\
         [notes.\"{ESCAPED}\".t7qm5k]\ntext = \"x\"\n\n[sections.expected-benefits]\nstate = \"gap\"\nreason = \"{EVIL}\"\n"
    );
    place.write("apiops/orders/business-impact.toml", text);
    place.write(
        "apiops/orders/product.toml",
        format!("format = 1\nname = \"{EVIL}{ESCAPED}\"\ncycle = \"{ESCAPED}\"\nstyles = []\n"),
    );
    place
}

#[test]
fn nothing_in_a_file_reaches_the_terminal() {
    let place = place();
    place.write("apiops/orders/business-impact.raw.toml", "\u{1b}[2J\u{9b}31m = \u{202e}\n");
    place.write("apiops/orders/business-impact.bytes.toml", b"\xff\xfe\x1b[2J\x9b".as_slice());
    for arguments in [
        &["list"][..],
        &["list", "--json"],
        &["show", "business-impact"],
        &["show", "business-impact", "--json"],
        &["show", "business-impact.raw"],
        &["check"],
        &["check", "--json"],
        &["check", "--format", "sarif"],
        &["check", "--format", "github"],
        &["fmt", "--check"],
        &["mv", "business-impact", "business-impact.peak"],
        &["cp", "business-impact.peak", "business-impact.more"],
        &["rm", "business-impact.peak"],
    ] {
        let ran = place.run(arguments);
        assert!(ran.code.is_some_and(|code| code <= 2), "{arguments:?}: {ran:?}");
        assert_harmless(&ran.out);
        assert_harmless(&ran.err);
    }
}

#[test]
fn json_says_what_the_file_says() {
    let place = place();
    let shown = place.json(&["show", "business-impact", "--json"]);
    let title = shown["title"].as_str().expect("a title");
    assert!(title.starts_with(EVIL) && title.contains("\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}\u{7f}"));
}

#[test]
fn nothing_in_an_argument_comes_back_raw() {
    let place = Place::demo();
    let evil = format!("{EVIL}\u{1b}[2J\nerror: ");
    for arguments in [
        &[evil.as_str()][..],
        &["show", &evil],
        &["list", "--product", &evil],
        &["new", &evil],
        &["new", "api-audit", "--variant", &evil],
        &["init", "--product", &evil],
        &["init", "--cycle", &evil],
        &["check", &evil],
        &["fmt", &evil],
        &["method", &evil],
        &["method", "canvases", &evil],
        &["--lang", &evil, "list"],
        &["--today", &evil, "list"],
        &["--color", &evil, "list"],
        &["list", &format!("--{evil}")],
        &["mv", &evil, &evil],
        &["cp", "api-audit", &evil],
        &["rm", &evil],
        &["--workspace", &evil, "list"],
    ] {
        let err = place.refused(arguments);
        assert_harmless(&err);
        assert!(!err.contains("\nerror: "), "{arguments:?}: a line of its own: {err}");
    }
}

#[cfg(unix)]
#[test]
fn names_of_files_are_shown_not_obeyed() {
    use std::os::unix::ffi::OsStrExt;
    let place = Place::demo();
    let names: [&[u8]; 3] = [b"x\x1b[2J.toml", "y\u{9b}\u{202e}\n.toml".as_bytes(), b"z\xff.toml"];
    for name in names {
        let path = place.path("apiops/orders").join(std::ffi::OsStr::from_bytes(name));
        std::fs::write(path, "format = 1\ncanvas = \"business-impact\"\ntitle = 7\n").expect("written");
    }
    for arguments in [
        &["list"][..],
        &["list", "--json"],
        &["check"],
        &["check", "--json"],
        &["check", "--format", "sarif"],
        &["check", "--format", "github"],
        &["fmt"],
        &["show", "x"],
    ] {
        let ran = place.run(arguments);
        assert_ne!(ran.code, Some(0), "{arguments:?}: {ran:?}");
        assert_harmless(&ran.out);
        assert_harmless(&ran.err);
    }
}

#[test]
fn not_even_bytes_that_are_no_text_are_too_much() {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        let place = Place::demo();
        for command in ["show", "check", "new", "rm", "--nonsense"] {
            let mut run = place.command(&[command]);
            let output = run.arg(std::ffi::OsStr::from_bytes(b"\xff\x1b[2J")).output().expect("ran");
            assert_eq!(output.status.code(), Some(2), "{command}");
            assert_harmless(&String::from_utf8(output.stderr).expect("text"));
        }
    }
}
