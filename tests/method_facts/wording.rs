//! The words of the method as the project writes them: its own, each said once, and none that a reader would stumble over.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

use stationmaster::method::{Method, Text};

use super::texts::{Complaints, texts_of_the_method};

/// How many words in a row are no coincidence.
const RUN: usize = 8;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The words of a text as the numbers of the official texts were made of them.
fn normalised(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace(['\'', '’'], "");
    let words = text.split(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// FNV-1a, 64 bits.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The numbers of the runs of eight words in the official texts.
fn official_runs() -> HashSet<u64> {
    let bytes = fs::read(root().join("tests/facts/official-runs.bin")).expect("the numbers");
    let head = bytes.windows(4).position(|four| four == b"\n--\n").expect("a head") + 4;
    let numbers = bytes[head..].chunks_exact(8);
    assert!(numbers.remainder().is_empty(), "not whole");
    numbers.map(|eight| u64::from_le_bytes(eight.try_into().expect("eight bytes"))).collect()
}

#[test]
fn no_run_of_eight_words_is_shared_with_the_official_package() {
    let official = official_runs();
    assert!(official.len() > 10_000, "{}", official.len());
    let mut shared = Vec::new();
    let mut runs = 0;
    for (place, text) in texts_of_the_method() {
        for run in normalised(&text).windows(RUN) {
            runs += 1;
            let run = run.join(" ");
            if official.contains(&hash(&run)) {
                shared.push(format!("{place}: {run}"));
            }
        }
    }
    assert!(shared.is_empty(), "{}", shared.join("\n"));
    assert!(runs > 10_000, "{runs}");
}

/// A text comes to the numbers that it comes to where the file was made.
#[test]
fn a_text_is_hashed_as_the_official_ones_were() {
    let words = normalised("Nobody’s kettle boils at 7: it takes (about) ten minutes.");
    let numbers: Vec<u64> = words.windows(RUN).map(|run| hash(&run.join(" "))).collect();
    assert_eq!(numbers, [0x3037_5894_fb0f_17e1, 0x0be6_d439_d461_e15a, 0x260b_25c3_66ff_14c2]);
}

/// A text that is read in one place is not read in another, be it a sentence or a note.
#[test]
fn no_text_of_a_canvas_or_recipe_stands_twice() {
    const LONG: usize = 25;
    let texts = [
        "purpose",
        "how_to_use",
        "question",
        "why",
        "good_example",
        "poor_example",
        "poor_because",
        "say",
        "tip",
        "do",
        "prepare",
        "result",
        "traps",
        "sign",
        "bring",
        "kind_hint",
        "ask",
        "enough",
        "quiet",
        "alone",
    ];
    let mut said: BTreeMap<String, String> = BTreeMap::new();
    let mut twice = Vec::new();
    for (place, text) in texts_of_the_method() {
        let key = place.rsplit('.').next().and_then(|key| key.split('[').next()).unwrap_or_default();
        let is_read = texts.contains(&key) && !["/guides/", "/checklists/"].iter().any(|folder| place.contains(folder));
        if is_read
            && text.chars().count() > LONG
            && let Some(other) = said.insert(text.to_lowercase(), place.clone())
        {
            twice.push(format!("{place} and {other}: {text}"));
        }
    }
    assert!(twice.is_empty(), "{}", twice.join("\n"));
}

/// How long each is and how many there are, `method check` looks at; here, that they are written out and need no space.
#[test]
fn every_text_of_a_recipe_and_a_way_fits() {
    let mut wrong = Complaints::default();
    let method = Method::built_in();
    let ways: Vec<&str> = method.ways().iter().map(|way| way.id.as_str()).collect();
    assert_eq!(ways, ["alone", "round", "group", "vote", "talk"]);
    for way in method.ways() {
        wrong.text(&format!("{}.title", way.id), &way.title, 14);
        wrong.text(&format!("{}.say", way.id), &way.say, 160);
        wrong.text(&format!("{}.tip", way.id), &way.tip, 160);
    }
    for recipe in method.recipes() {
        let id = &recipe.canvas;
        let mut all = |place: &str, texts: &[Text], longest: usize| {
            for text in texts {
                wrong.text(&format!("{id}.{place}"), text, longest);
            }
        };
        all("prepare", &recipe.prepare, 120);
        all("open", std::slice::from_ref(&recipe.open.say), 240);
        all("close", &recipe.close.tasks, 120);
        all("result", std::slice::from_ref(&recipe.result), 160);
        all("traps", &recipe.traps, 120);
        for (section, run) in &recipe.sections {
            let steps: Vec<Text> = run.steps.iter().map(|step| step.task.clone()).collect();
            let traps: Vec<Text> = run.traps.iter().flat_map(|trap| [trap.sign.clone(), trap.remedy.clone()]).collect();
            all(&format!("{section}.bring"), run.bring.as_slice(), 120);
            all(&format!("{section}.kind_hint"), run.kind_hint.as_slice(), 160);
            all(&format!("{section}.steps"), &steps, 120);
            all(&format!("{section}.ask"), &run.ask, 110);
            all(&format!("{section}.enough"), std::slice::from_ref(&run.enough), 120);
            all(&format!("{section}.traps"), &traps, 120);
            all(&format!("{section}.quiet"), std::slice::from_ref(&run.quiet), 160);
            all(&format!("{section}.alone"), std::slice::from_ref(&run.alone), 160);
        }
    }
    wrong.none();
}
