//! Pages and what they lead to: files, headings, folders, commands.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::commands_page::{command_names, options, printed};
use super::{read, root};

/// Every Markdown file of the project, but for what tests keep.
pub fn pages() -> Vec<PathBuf> {
    let mut pages = Vec::new();
    for folder in ["", "docs", "canvases"] {
        for entry in fs::read_dir(root().join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|ending| ending == "md") {
                pages.push(path);
            }
        }
    }
    pages
}

/// The lines of a page that are no code.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut is_code = false;
    text.lines().filter(move |line| {
        let is_fence = line.trim_start().starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence
    })
}

/// The anchors of a page, as GitHub makes them of its headings.
fn anchors(page: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(page).unwrap_or_default();
    let headings = prose(&text).filter(|line| line.starts_with('#'));
    let anchor = |line: &str| -> String {
        let title = line.trim_start_matches('#').trim().to_lowercase();
        let kept = title.chars().filter(|letter| letter.is_alphanumeric() || [' ', '-', '_'].contains(letter));
        kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect()
    };
    headings.map(anchor).collect()
}

#[test]
fn every_link_leads_somewhere() {
    let mut broken = Vec::new();
    let mut count = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page");
        let text = prose(&text).collect::<Vec<_>>().join("\n");
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.starts_with("http") {
                continue;
            }
            count += 1;
            let (path, heading) = link.split_once('#').map_or((link, None), |(path, heading)| (path, Some(heading)));
            let target = if path.is_empty() { page.clone() } else { page.parent().expect("a folder").join(path) };
            let is_there = target.exists() && heading.is_none_or(|heading| anchors(&target).contains(heading));
            if !is_there {
                broken.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(count > 100, "only {count} links were found");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_page_of_the_documentation_is_in_its_index() {
    let index = read("docs/README.md");
    let names = pages().into_iter().filter(|page| page.parent() == Some(&root().join("docs")));
    let missing: Vec<String> = names
        .filter_map(|page| Some(page.file_name()?.to_str()?.to_owned()))
        .filter(|name| name != "README.md" && !index.contains(&format!("]({name})")))
        .collect();
    assert!(missing.is_empty(), "docs/README.md says nothing of {missing:?}");
}

/// Wherever a page writes `stationmaster WORD`, the program has a command of that name, and the README leaves none out.
#[test]
fn pages_name_commands_that_are_there_and_the_readme_names_all() {
    let names = command_names();
    let helps: Vec<String> = names.iter().map(|name| printed(&[name, "--help"])).collect();
    let known = options(&(printed(&["--help"]) + &helps.concat()));
    let mut unknown = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page");
        for rest in text.split(['`', '\n']).filter_map(|part| part.strip_prefix("stationmaster ")) {
            let word = rest.split_whitespace().next().unwrap_or_default();
            let is_name = word.starts_with(|first: char| first.is_ascii_lowercase());
            let given = options(rest.split('|').next().unwrap_or_default());
            if is_name && !names.iter().any(|name| name == word) || given.iter().any(|option| !known.contains(option)) {
                unknown.push(format!("{}: stationmaster {rest}", page.display()));
            }
        }
    }
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
    let readme = read("README.md");
    let table = readme.split("\n## Commands\n").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("commands");
    let missing: Vec<_> = names
        .iter()
        .filter(|name| *name != "help")
        .filter(|name| !table.contains(&format!("stationmaster {name}")) && !table.contains(&format!("`{name}`")))
        .collect();
    assert!(missing.is_empty(), "the README says nothing of {missing:?}");
}

#[test]
fn every_path_that_is_named_in_backticks_is_there() {
    let mut lost = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page");
        for word in text.split('`').skip(1).step_by(2) {
            let ours = ["src/", "tests/", "benches/", "docs/", "canvases/", "themes/", ".ci/"];
            let plain = !word.contains(['<', '*', ' ', '{', '\n']) && !word.contains("ID") && !word.contains("NAME");
            if plain && ours.iter().any(|folder| word.starts_with(folder)) && !root().join(word).exists() {
                lost.push(format!("{}: {word}", page.display()));
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}
