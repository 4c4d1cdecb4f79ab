use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::method::language::Catalogue;
use crate::review::rules;

const CANVAS: &str = "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\n\
                      version = 0\n\n[notes.tasks.t7qm4k]\ntext = \"See where 👩\u{200d}👧 an order is\"\n\n\
                      [notes.tasks.b2h8xd]\ntext = \"Change\\u200Dit\"\nunder = \"t7qm4k\"\nsee = [\"gone#k3f9aa\"]\n";

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default()
}

fn rules_of(files: &[(&str, &str)], policy: &[(&str, &str)]) -> Vec<(String, &'static str)> {
    let files: Vec<FileInput<'_>> =
        files.iter().map(|(path, text)| FileInput { path, bytes: text.as_bytes() }).collect();
    let policy = policy.iter().map(|(rule, word)| ((*rule).to_owned(), (*word).to_owned())).collect();
    let findings = check(&files, Method::built_in(), &policy, today());
    findings.into_iter().map(|finding| (finding.path, finding.rule)).collect()
}

#[test]
fn a_reference_is_right_where_any_file_of_the_workspace_has_its_note() {
    let other = "format = 1\ncanvas = \"business-impact\"\ntitle = \"Impact\"\nstatus = \"draft\"\nversion = 0\n\n\
                 [notes.expected-benefits.k3f9aa]\ntext = \"Fewer calls\"\n";
    let alone = rules_of(&[("orders/a.toml", CANVAS)], &[("loose-invisible", "off")]);
    assert_eq!(alone, [("orders/a.toml".to_owned(), rules::BROKEN_REFERENCE)]);
    let both = rules_of(&[("orders/a.toml", CANVAS), ("orders/gone.toml", other)], &[("loose-invisible", "off")]);
    assert_eq!(both, []);
}

#[test]
fn the_example_workspace_has_nothing_to_find() {
    let files = crate::method::demo_files();
    let inputs: Vec<FileInput<'_>> = files.iter().map(|(path, bytes)| FileInput { path, bytes }).collect();
    let findings = check(&inputs, Method::built_in(), &BTreeMap::new(), today());
    let said: Vec<String> = findings
        .iter()
        .map(|finding| format!("{}:{} {}", finding.path, finding.line(), finding.message(Catalogue::english())))
        .collect();
    assert_eq!(said, Vec::<String>::new());
}

#[test]
fn notes_of_which_nothing_was_made_are_told_once_the_team_is_there() {
    let journey = "format = 1\ncanvas = \"customer-journey\"\ntitle = \"J\"\nstatus = \"draft\"\nversion = 0\n\n\
                   [notes.pains.k3f9aa]\ntext = \"Calls support\"\n\n[notes.pains.k3f9ab]\ntext = \"Waits\"\n";
    let value = "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"V\"\nstatus = \"draft\"\nversion = 0\n\n\
                 [notes.pain-relieving-features.t7qm4k]\ntext = \"Status page\"\n";
    let related = format!("{value}relieves = [\"customer-journey#k3f9aa\"]\n");
    let marked = |state: &str| format!("{related}\n[sections.pain-relieving-features]\nstate = \"{state}\"\n");
    let found = |value: &str, policy: &[(&str, &str)]| {
        let files = [("orders/customer-journey.toml", journey), ("orders/api-value-proposition.toml", value)];
        let files = files.map(|(path, text)| FileInput { path, bytes: text.as_bytes() });
        let policy = policy.iter().map(|(rule, word)| ((*rule).to_owned(), (*word).to_owned())).collect();
        let findings = check(&files, Method::built_in(), &policy, today());
        findings.iter().map(|finding| (finding.rule, finding.severity, finding.line())).collect::<Vec<_>>()
    };
    assert_eq!(found(value, &[]), []);
    assert_eq!(found(&related, &[]), [(rules::PAIN_UNRELIEVED, rules::Severity::Note, 10)]);
    assert_eq!(found(&marked("done"), &[]), [(rules::PAIN_UNRELIEVED, rules::Severity::Warning, 10)]);
    assert_eq!(found(&marked("gap"), &[]), []);
    assert_eq!(found(&related, &[("pain-unrelieved", "off")]), []);
}

#[test]
fn ten_thousand_notes_are_checked_at_once() {
    let mut text = CANVAS.to_owned();
    for bits in 0..10_000 {
        let id = crate::document::Id::from_bits(bits);
        let _ = write!(text, "\n[notes.api-products.{id}]\ntext = \"A note\"\nsee = [\"a#{id}\"]\n");
    }
    let started = std::time::Instant::now();
    assert_eq!(rules_of(&[("orders/a.toml", &text)], &[("loose-invisible", "off")]).len(), 1);
    assert!(started.elapsed().as_secs() < 20);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_are_too_much(
        cuts in prop::collection::vec((0usize..400, 0usize..40, "\\PC{0,3}|[\"'\\[\\]\n\r=#{}\\\\]{0,3}|[\u{200b}\u{feff}]"), 0..4),
        path in "stationmaster.toml|orders/(product|follow-up|a|versions/a@1|sessions/a).toml|.{0,12}",
        raw in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let mut text = CANVAS.to_owned();
        for (at, length, put) in cuts {
            let start = text.floor_char_boundary(at.min(text.len()));
            let end = text.floor_char_boundary((start + length).min(text.len()));
            text.replace_range(start..end.max(start), &put);
        }
        let files = [
            FileInput { path: &path, bytes: text.as_bytes() },
            FileInput { path: "orders/other.toml", bytes: &raw },
        ];
        for finding in check(&files, Method::built_in(), &BTreeMap::new(), today()) {
            let words = finding.message(Catalogue::english()) + &finding.help(Catalogue::english());
            prop_assert!(!words.contains(char::is_control), "{words:?}");
            prop_assert!(finding.line() > 0 && finding.column() > 0);
        }
    }
}
