//! The five minutes of the README, word by word: what stands there in code is typed as it stands, and nothing else.
//!
//! In that section, everything in backticks and every name of a key is typed, in order; what stands in parentheses only
//! explains. A line of a block is typed into a shell. `Down until *X*` goes down to X. A difference that is shown is the
//! one that the command before it printed. Whoever changes the section keeps to that, or the walk fails.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::harness::{Place, Run};

const README: &str = include_str!("../../README.md");

/// Something to type.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// A line for the shell.
    Shell(String),
    /// Keys as they stand, or a text.
    Typed(String),
    /// A key that has a name.
    Key(&'static str),
    /// Down as often as it takes.
    DownTo(String),
    /// What the last line of the shell printed.
    Printed(Vec<String>),
}

/// The keys the README calls by a name, and what terminals send for them.
const KEYS: [(&str, &str); 7] = [
    ("Enter", "\r"),
    ("Esc", "\x1b"),
    ("Tab", "\t"),
    ("Down", "\x1b[B"),
    ("Ctrl-U", "\x15"),
    ("Ctrl-R", "\x12"),
    ("Ctrl-C", "\x03"),
];

fn section(title: &str) -> &'static str {
    let from = README.find(&format!("\n## {title}\n")).expect("the section is there") + 1;
    let rest = &README[from..];
    rest[3..].find("\n## ").map_or(rest, |end| &rest[..end + 3])
}

/// The text without what stands in parentheses; those in code stay.
fn without_asides(text: &str) -> String {
    let (mut out, mut depth, mut is_code) = (String::new(), 0, false);
    for character in text.chars() {
        match character {
            '`' => is_code = !is_code,
            '(' if !is_code => depth += 1,
            ')' if !is_code && depth > 0 => {
                depth -= 1;
                continue;
            }
            _ => {}
        }
        if depth == 0 {
            out.push(character);
        }
    }
    out
}

/// The steps of a paragraph, in order.
fn steps_of(paragraph: &str, steps: &mut Vec<Step>) {
    let text = without_asides(paragraph);
    for (at, part) in text.split('`').enumerate() {
        if at % 2 == 1 {
            let is_command = part == "stationmaster" || part.starts_with("stationmaster ") || part.starts_with("git ");
            steps.push(if is_command { Step::Shell(part.to_owned()) } else { Step::Typed(part.to_owned()) });
            continue;
        }
        for (at, _) in part.match_indices(|character: char| character.is_ascii_uppercase()) {
            let is_begun =
                part[..at].chars().next_back().is_some_and(|before| before.is_alphanumeric() || before == '-');
            let rest = &part[at..];
            let found = KEYS.iter().find(|(name, _)| {
                let after =
                    rest.strip_prefix(name).map(|after| after.chars().next().is_some_and(char::is_alphanumeric));
                after == Some(false)
            });
            let Some((name, sent)) = found.filter(|_| !is_begun) else { continue };
            match rest.strip_prefix("Down until *").and_then(|rest| rest.split('*').next()) {
                Some(target) if *name == "Down" => steps.push(Step::DownTo(target.to_owned())),
                _ => steps.push(Step::Key(sent)),
            }
        }
    }
}

/// What a section asks its reader to type.
fn script(section: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    for (at, block) in section.split("\n```").enumerate() {
        match (at % 2, block.split_once('\n')) {
            (0, _) => block.lines().for_each(|line| steps_of(line, &mut steps)),
            (_, Some(("diff", lines))) => steps.push(Step::Printed(lines.lines().map(str::to_owned).collect())),
            (_, Some((_, lines))) => {
                steps.extend(lines.lines().filter(|line| !line.is_empty()).map(|line| Step::Shell(line.to_owned())));
            }
            (_, None) => {}
        }
    }
    steps
}

/// A reader: where they are, what runs, and what the shell printed last.
struct Reader {
    place: Place,
    folder: PathBuf,
    run: Option<Run>,
    printed: String,
}

impl Reader {
    fn take(&mut self, step: &Step) {
        match step {
            // What is tried here is the program that was built; installing it is the only step left out.
            Step::Shell(line) if line.starts_with("cargo install ") => {
                assert_eq!(line, "cargo install --path . --locked");
            }
            Step::Shell(line) => self.shell(line),
            Step::Printed(lines) => self.compare(lines),
            Step::Typed(text) => {
                let run = self.run.as_mut().unwrap_or_else(|| panic!("{text:?} is typed while nothing runs"));
                run.keys(text);
                // A text may be broken anywhere between its words.
                if let Some((_, last)) = text.rsplit_once(' ') {
                    run.wait_for(last);
                }
            }
            Step::Key(sent) => {
                let run = self.run.as_mut().unwrap_or_else(|| panic!("{sent:?} is pressed while nothing runs"));
                let offers_esc = |screen: &vt100::Screen| footer(&screen.contents()).contains("Esc");
                if *sent == "\x1b" {
                    run.wait_until("something to end", |screen, _| offers_esc(screen));
                }
                run.keys(sent);
                if *sent == "\x1b" {
                    // A key that follows at once would be one with Alt held.
                    run.wait_until("an end", |screen, _| !offers_esc(screen));
                }
            }
            Step::DownTo(target) => {
                let run = self.run.as_mut().expect("the program runs");
                for _ in 0..50 {
                    run.wait_until("a line in focus", |screen, _| in_focus(&screen.contents()).is_some());
                    let focus = in_focus(&run.screen()).unwrap_or_default();
                    if focus.contains(target) {
                        return;
                    }
                    run.keys("\x1b[B");
                    run.wait_until("another line in focus", |screen, _| {
                        in_focus(&screen.contents()).is_some_and(|now| now != focus)
                    });
                }
                panic!("{target} never came into focus:\n{}", run.screen());
            }
        }
    }

    /// Types a line into a shell; what opens the screens stays open.
    fn shell(&mut self, line: &str) {
        if let Some(mut run) = self.run.take() {
            run.assert_left(0);
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        if let ["stationmaster", arguments @ ..] = &words[..]
            && matches!(arguments.first(), None | Some(&("open" | "demo")))
        {
            let run = self.place.start(arguments).within(&self.folder).size(100, 30).run();
            // Both screens that come first name the key of the list of keys; below it the tour of the example may stand.
            run.wait_until("the screen", |screen, _| screen.contents().contains("? keys"));
            self.run = Some(run);
            return;
        }
        let program = Path::new(env!("CARGO_BIN_EXE_stationmaster")).parent().expect("a folder").to_owned();
        let path = std::env::join_paths(
            std::iter::once(program).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
        );
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("{line} && echo \"now in $PWD\"")]).current_dir(&self.folder).env_clear();
        shell.envs(self.place.environment()).env("PATH", path.expect("a path"));
        for who in ["AUTHOR", "COMMITTER"] {
            shell.env(format!("GIT_{who}_NAME"), "Reader").env(format!("GIT_{who}_EMAIL"), "reader@example.org");
        }
        let output = shell.output().expect("a shell");
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        let (before, now) = printed.rsplit_once("now in ").unwrap_or_else(|| panic!("{line}: {output:?}"));
        before.clone_into(&mut self.printed);
        self.folder = now.trim_end().into();
    }

    /// Compares what was printed with what the README shows, but for the ids, which are drawn at random.
    fn compare(&self, shown: &[String]) {
        let changed = |lines: &mut dyn Iterator<Item = &str>| -> Vec<String> {
            let is_change =
                |line: &&str| line.starts_with(['+', '-']) && !line.starts_with("+++") && !line.starts_with("---");
            lines.filter(is_change).map(str::to_owned).collect()
        };
        let printed = changed(&mut self.printed.lines());
        assert_eq!(changed(&mut shown.iter().map(String::as_str)), printed, "{}", self.printed);
        assert!(!printed.is_empty());
    }
}

/// The last line of the screen.
fn footer(screen: &str) -> String {
    screen.trim_end().lines().next_back().unwrap_or_default().to_owned()
}

/// The line in focus on the map.
fn in_focus(screen: &str) -> Option<String> {
    screen.lines().rfind(|line| line.trim_start().starts_with('▎')).map(str::to_owned)
}

#[test]
fn the_first_five_minutes_are_as_the_readme_says() {
    let place = Place::empty();
    let mut reader = Reader { folder: place.inside(), place, run: None, printed: String::new() };
    let steps = script(section("Five minutes"));
    assert!(steps.len() > 40, "{steps:#?}");
    for step in &steps {
        reader.take(step);
    }
    // The last thing it names opens the example.
    let mut run = reader.run.take().expect("the example is open");
    run.wait_for("Orders");
    run.leave();
    let canvas = reader.folder.join("apiops/orders/api-value-proposition.toml");
    let written = fs::read_to_string(&canvas).expect("the canvas");
    for text in ["See where an order is without", "parcel leaves for the depot", "One status for all carriers"] {
        assert!(written.contains(text), "{written}");
    }
}

/// A walk that reads nothing out of its text would never fail.
#[test]
fn steps_are_read_as_people_read_them() {
    let text = "**Now** (`x` is not pressed, Esc neither). Press `c`, press Ctrl-U, type `Two words` and press Enter. \
                Tablets and Escapes are none; Down until *API Audit* is in focus.\n\n```\ncd a\n```\n\nRun `git diff`:\n\n\
                ```diff\n-a\n+b\n```\n";
    let typed = |text: &str| Step::Typed(text.to_owned());
    let shell = |line: &str| Step::Shell(line.to_owned());
    assert_eq!(
        script(text),
        [
            typed("c"),
            Step::Key("\x15"),
            typed("Two words"),
            Step::Key("\r"),
            Step::DownTo("API Audit".to_owned()),
            shell("cd a"),
            shell("git diff"),
            Step::Printed(vec!["-a".to_owned(), "+b".to_owned()]),
        ]
    );
}
