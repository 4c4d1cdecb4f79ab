use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::assess::rules;
use crate::i18n::Catalogue;

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

/// Each rule of what leads nowhere: told where the team is there, as a warning once the later section is done, and not
/// at all where the policy says so. A pain also stands among the tasks.
#[test]
fn every_rule_of_what_leads_nowhere_can_be_switched_off() {
    let file = |canvas: &str, notes: &str| {
        format!("format = 1\ncanvas = \"{canvas}\"\ntitle = \"X\"\nstatus = \"draft\"\nversion = 0\n{notes}")
    };
    let two = |section: &str, more: &str| {
        format!("\n[notes.{section}.k3f9aa]\ntext = \"One\"\n{more}\n[notes.{section}.k3f9ab]\ntext = \"Two\"\n{more}")
    };
    let later = |section: &str, relation: &str, stem: &str| {
        format!(
            "\n[notes.{section}.t7qm4k]\ntext = \"Later\"\n{relation} = [\"{stem}#k3f9aa\"]\n\n[sections.{section}]\nstate = \"done\"\n"
        )
    };
    let value = "api-value-proposition";
    let cases = [
        (rules::PAIN_UNRELIEVED, "customer-journey", "pains", "", value, "pain-relieving-features", "relieves"),
        (rules::PAIN_UNRELIEVED, value, "tasks", "kind = \"negative\"\n", value, "pain-relieving-features", "relieves"),
        (rules::FEATURE_UNCARRIED, value, "gain-enabling-features", "", value, "api-products", "realises"),
        (rules::FEATURE_UNCARRIED, value, "pain-relieving-features", "", value, "api-products", "serves"),
        (rules::STEP_UNSERVED, "customer-journey", "journey-steps", "", value, "tasks", "from"),
        (rules::LEADS_NOWHERE, value, "api-products", "", "rest", "api-resources", "realises"),
    ];
    for (rule, canvas, section, more, by, into, relation) in cases {
        let (from, to) = (two(section, more), later(into, relation, canvas));
        let files: Vec<(String, String)> = if canvas == by {
            vec![(format!("orders/{canvas}.toml"), file(canvas, &format!("{from}{to}")))]
        } else {
            vec![(format!("orders/{canvas}.toml"), file(canvas, &from)), (format!("orders/{by}.toml"), file(by, &to))]
        };
        let inputs: Vec<FileInput<'_>> =
            files.iter().map(|(path, text)| FileInput { path, bytes: text.as_bytes() }).collect();
        let found = |policy: &[(&str, &str)]| {
            let policy = policy.iter().map(|(rule, word)| ((*rule).to_owned(), (*word).to_owned())).collect();
            let of_rule = |finding: &Finding| finding.rule == rule;
            check(&inputs, Method::built_in(), &policy, today()).into_iter().filter(of_rule).collect::<Vec<_>>()
        };
        let findings = found(&[]);
        let [finding] = findings.as_slice() else { panic!("{rule} in {section}: {findings:?}") };
        assert_eq!(finding.severity, rules::Severity::Warning);
        assert_eq!(finding.path, format!("orders/{canvas}.toml"));
        assert!(finding.message(Catalogue::english()).ends_with(": Two"), "{finding:?}");
        assert!(!finding.help(Catalogue::english()).is_empty());
        let line = files[0].1.lines().nth(finding.line() - 1);
        assert_eq!(line, Some(format!("[notes.{section}.k3f9ab]").as_str()));
        assert_eq!(found(&[(rule, "off")]), [], "{rule} is off");
        assert_eq!(found(&[(rule, "error")])[0].severity, rules::Severity::Error);
    }
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

/// What makes a file one that was not checked cannot be switched off.
#[test]
fn no_policy_hides_that_a_file_was_not_checked() {
    let head = "canvas = \"business-impact\"\ntitle = \"A\"\nstatus = \"draft\"\nversion = 0\n";
    let marked = format!("format = 1\n{head}<<<<<<< ours\n=======\n>>>>>>> theirs\n");
    for (text, rule) in [
        (format!("format = 7\n{head}"), codec::rules::NEWER_FORMAT),
        (format!("format = 1\n{head}x = ["), codec::rules::SYNTAX),
        (format!("format = \"1\"\n{head}"), codec::rules::WRONG_TYPE),
        (head.to_owned(), codec::rules::MISSING_KEY),
        (marked, codec::rules::CONFLICT_MARKERS),
        ("format = 1\ncanvas = \"no-such\"\n".to_owned(), codec::rules::UNKNOWN_TEMPLATE),
    ] {
        for word in ["off", "note", "warning"] {
            let files = [FileInput { path: "orders/business-impact.toml", bytes: text.as_bytes() }];
            let policy = BTreeMap::from([(rule.to_owned(), word.to_owned())]);
            let found = check(&files, Method::built_in(), &policy, today());
            let told = found.iter().find(|finding| finding.rule == rule);
            assert_eq!(told.map(|finding| finding.severity), Some(rules::Severity::Error), "{rule} {word}");
        }
    }
}

/// A canvas with many findings of several kinds: of each kind the first are told, and the others counted.
#[test]
fn of_each_rule_the_first_are_told_and_the_others_counted() {
    const MANY: usize = 3000;
    let head = "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";
    let mut text = head.to_owned();
    for number in 0..MANY {
        let _ = write!(text, "\n[notes.tasks.{number:06}]\nkeyy = 1\nsee = [\"gone#k3f9aa\"]\ntext = \"a\\u200B\"\n");
    }
    let one_line = format!("{head}from = [{}]\n", "\"é\", ".repeat(MANY));
    let twice = format!("{head}{}", "\n[notes.tasks.k3f9aa]\ntext = \"a\"\n".repeat(MANY));
    let wrong = format!(
        "{head}{}",
        (0..MANY).map(|n| format!("\n[notes.tasks.{n:06}]\ntext = 1\n")).collect::<Vec<_>>().concat()
    );
    for (text, rule, all) in [
        (&text, rules::BROKEN_REFERENCE, MANY),
        (&text, rules::LOOSE_INVISIBLE, MANY),
        (&text, codec::rules::UNKNOWN_KEY, MANY),
        (&one_line, codec::rules::UNKNOWN_KEY, 1),
        (&twice, codec::rules::DUPLICATE_ID, MANY - 1),
        (&wrong, codec::rules::WRONG_TYPE, MANY),
    ] {
        let files = [FileInput { path: "orders/a.toml", bytes: text.as_bytes() }];
        let found = check(&files, Method::built_in(), &BTreeMap::new(), today());
        let told: Vec<&Finding> = found.iter().filter(|finding| finding.rule == rule).collect();
        assert_eq!(told.len(), all.min(MAX_FINDINGS_OF_A_RULE), "{rule}");
        let more: Vec<usize> = told.iter().map(|finding| finding.more).filter(|more| *more > 0).collect();
        assert_eq!(more.iter().sum::<usize>() + told.len(), all, "{rule}");
        assert!(more.len() <= 1 && told.last().is_none_or(|last| last.more == all - told.len()), "{rule}");
        assert!(told.windows(2).all(|two| two[0].line() < two[1].line()), "{rule}");
        assert!(told.last().is_none_or(|last| last.line() < MANY), "{rule}: those that come first");
    }
}
