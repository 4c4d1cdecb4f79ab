//! What the program itself puts into its output where UTF-8 may not be understood: nothing but ASCII.

use std::collections::BTreeSet;

use crate::support::{Place, files};

/// Every command that says something of the example, and what goes wrong in it.
const RUNS: [&[&str]; 42] = [
    &["--help"],
    &["--version"],
    &["list"],
    &["list", "-v"],
    &["list", "--json"],
    &["show", "api-value-proposition"],
    &["show", "business-impact"],
    &["show", "customer-journey"],
    &["show", "locations"],
    &["show", "api-audit"],
    &["show", "follow-up"],
    &["show", "torn"],
    &["show", "nothing-of-that-name"],
    &["start"],
    &["start", "--json"],
    &["start", "--answer", "nobody-knows=yes"],
    &["gate", "api-publishing"],
    &["gate", "api-design", "--json"],
    &["check"],
    &["check", "--rules"],
    &["check", "--json"],
    &["check", "--format", "sarif"],
    &["check", "--format", "github"],
    &["check", "nowhere"],
    &["fmt", "--check"],
    &["method"],
    &["method", "stations"],
    &["method", "lines"],
    &["method", "stakeholders"],
    &["method", "criteria"],
    &["method", "cycles", "api-productization-cycle"],
    &["method", "check", "apiops/orders/torn.toml"],
    &["new", "domain"],
    &["new", "domain", "--variant", "x", "-v"],
    &["cp", "domain", "domain.y"],
    &["mv", "domain.y", "domain.z"],
    &["rm", "domain.z"],
    &["themes"],
    &["themes", "roles"],
    &["doctor"],
    &["man", "check"],
    &["wrong"],
];

/// What stands in the files is theirs; everything else is ASCII, in a pipe and under any locale, and always the same.
#[test]
fn what_the_program_adds_is_ascii_where_nobody_said_that_utf8_is_shown() {
    let run = |locale: &[(&str, &str)], extra: &[&str]| -> Vec<String> {
        let place = Place::demo();
        let path = "apiops/orders/api-value-proposition.toml";
        place.write(path, place.read(path).replace("from the shop system\"", "für Ämter – « Ça va » …\""));
        place.write("apiops/orders/torn.toml", "format = 1\ncanvas = \"domain\"\ntitle = \"größer\nx = 1\n");
        place.write("apiops/orders/domain.x.toml", "");
        let written: BTreeSet<char> = files(&place.path("apiops"))
            .into_iter()
            .flat_map(|(_, bytes)| String::from_utf8_lossy(&bytes).chars().collect::<Vec<_>>())
            .collect();
        let mut said = Vec::new();
        for arguments in RUNS {
            let mut command = place.command(&[arguments, extra].concat());
            let output = command.envs(locale.iter().copied()).output().expect("ran");
            for bytes in [output.stdout, output.stderr] {
                let text = String::from_utf8(bytes).expect("UTF-8");
                let own: BTreeSet<char> =
                    text.chars().filter(|one| !one.is_ascii() && !written.contains(one)).collect();
                assert!(own.is_empty(), "{arguments:?} {locale:?}: {own:?}\n{text}");
                // Every run has a folder of its own, whose name differs.
                said.push(text.replace(&*place.path("").to_string_lossy(), ""));
            }
        }
        said
    };
    let nothing = run(&[], &[]);
    assert_eq!(nothing.len(), RUNS.len() * 2);
    assert!(nothing.iter().any(|text| text.contains("für Ämter – « Ça va » …")), "contents stay");
    let doctor = RUNS.iter().position(|run| run[0] == "doctor").expect("there") * 2;
    let same = |other: Vec<String>| {
        for (at, (one, two)) in nothing.iter().zip(other).enumerate().filter(|(at, _)| *at != doctor) {
            let without_folder =
                |text: &str| text.lines().filter(|line| !line.contains("/tmp")).map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(without_folder(one), without_folder(&two), "{:?}", RUNS[at / 2]);
        }
    };
    same(run(&[("LC_ALL", "C")], &[]));
    same(run(&[("LC_ALL", "de_DE.ISO-8859-1"), ("LANG", "de_DE.UTF-8")], &[]));
    same(run(&[("LANG", "fi_FI.UTF-8")], &[]));
    same(run(&[("LANG", "en_GB.UTF-8")], &["--ascii"]));
}

/// The same of a conversation in lines.
#[test]
fn a_conversation_is_ascii_where_the_locale_is() {
    use std::io::Write as _;
    let place = Place::demo();
    let said = |locale: &str| {
        let mut command = place.command(&["open", "api-audit", "--linear"]);
        command.env("LC_ALL", locale).stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
        let mut child = command.spawn().expect("started");
        let lines = "/search gateway\n/cancel\n/palette\n/cancel\n/help\n/map\n/help\n/start\n/quit\n";
        child.stdin.take().expect("open").write_all(lines.as_bytes()).expect("typed");
        String::from_utf8(child.wait_with_output().expect("ended").stdout).expect("UTF-8")
    };
    let (plain, full) = (said("C"), said("C.UTF-8"));
    assert!(plain.is_ascii(), "{plain}");
    assert_eq!(plain.lines().count(), full.lines().count());
    assert!(!full.is_ascii(), "{full}");
}
