//! `check --merges`: what merges by lines lose, bring back or mix up, in real repositories.

use std::fs;

use serde_json::Value;

use crate::orders::{canvas, git_in};
use crate::support::{Place, Ran};

const FILE: &str = "apiops/orders/api-value-proposition.toml";

fn found(place: &Place, arguments: &[&str]) -> Vec<(String, u64)> {
    let ran = place.run(&[&["check", "--json"], arguments].concat());
    let said: Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
    let of_merges = said["findings"].as_array().expect("findings").iter();
    let of_merges = of_merges.filter(|it| it["rule"].as_str().is_some_and(|rule| rule.starts_with("merge-")));
    of_merges.map(|it| (it["rule"].as_str().unwrap_or_default().to_owned(), it["line"].as_u64().unwrap_or(0))).collect()
}

/// Commits `ours` and `theirs` on two branches, and their merge with what `merged` says.
fn merge(place: &Place, side: &str, [ours, theirs, merged]: [&str; 3]) {
    place.git(&["checkout", "-q", "-b", side]);
    place.write(FILE, theirs);
    place.commit_all("Theirs");
    place.git(&["checkout", "-q", "main"]);
    place.write(FILE, ours);
    place.commit_all("Ours");
    place.git(&["merge", "-q", "-s", "ours", "--no-commit", side]);
    place.write(FILE, merged);
    place.commit_all("Merge");
}

const A: (&str, &str) = ("t7qm4k", "See where an order is");
const B: (&str, &str) = ("b2h8xd", "Change the address before the parcel leaves");

/// A merge that lost a note, brought one back and lost a line.
fn wrong() -> Place {
    let place = Place::repository();
    let basis = |text: String| text.replace("[notes.tasks.k3f9aa]\n", "[notes.tasks.k3f9aa]\nbasis = \"observed\"\n");
    let ours = basis(canvas(&[A, ("k3f9aa", "C")]));
    let theirs = canvas(&[A, B, ("m5n6pq", "D")]);
    merge(&place, "side", [&ours, &theirs, &canvas(&[A, B, ("k3f9aa", "C")])]);
    place
}

#[test]
fn what_a_merge_got_wrong_is_found_where_it_stands_or_where_its_section_begins() {
    let place = wrong();
    assert_eq!(place.run(&["check"]).code, Some(0));
    let expected = [("merge-lost", 7), ("merge-returned", 10), ("merge-mixed", 13)];
    let expected: Vec<(String, u64)> = expected.iter().map(|(rule, line)| ((*rule).to_owned(), *line)).collect();
    assert_eq!(found(&place, &["--merges"]), expected);
    assert_eq!(place.run(&["check", "--merges"]).code, Some(1));
    let range =
        ["--merges=HEAD~1..HEAD", "--merges=main~1..", "--merges=HEAD", "--merges=HEAD^!", "--merges=side...main"];
    for range in range {
        assert_eq!(found(&place, &[range]), expected, "{range}");
    }
    assert_eq!(found(&place, &["--merges=HEAD~1"]), []);
    assert_eq!(found(&place, &["--merges", "apiops/orders/product.toml"]), []);
    assert_eq!(found(&place, &["--merges", FILE]), expected);
    assert_eq!(found(&place, &[]), []);
    let text = place.run(&["check", "--merges"]).out;
    for said in ["lost m5n6pq", "restored b2h8xd", "`basis` of k3f9aa", "observed"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    // Whatever the form.
    let sarif = place.run(&["check", "--merges", "--format", "sarif"]).out;
    let sarif: Value = serde_json::from_str(&sarif).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.iter().filter(|it| it["ruleId"].as_str().is_some_and(|id| id.starts_with("merge-"))).count(), 3);
    for (form, said) in [("gitlab", "\"check_name\": \"merge-lost\""), ("github", "line=7,")] {
        let out = place.run(&["check", "--merges", "--format", form]).out;
        assert!(out.contains(said), "{form}: {out}");
    }
    // A policy holds for them as for every rule.
    place.write("apiops/stationmaster.toml", "format = 1\nnames = \"roles\"\n\n[policy]\nmerge-lost = \"off\"\n");
    assert_eq!(found(&place, &["--merges"]).len(), 2);
}

#[test]
fn what_was_put_right_since_and_what_is_on_the_upstream_is_no_finding() {
    let place = wrong();
    let right = canvas(&[A, ("k3f9aa", "C"), ("m5n6pq", "D")]);
    place.write(FILE, right.replace("[notes.tasks.k3f9aa]\n", "[notes.tasks.k3f9aa]\nbasis = \"observed\"\n"));
    assert_eq!(found(&place, &["--merges"]), []);
    place.git(&["checkout", "-q", "--", "."]);
    // Not one of them stands in the revision it came from.
    assert_eq!(found(&place, &["--merges", "--since", "HEAD~1"]).len(), 3);
    place.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    assert_eq!(found(&place, &["--merges"]), []);
    place.git(&["update-ref", "refs/remotes/origin/main", "HEAD~1"]);
    place.git(&["config", "branch.main.remote", "origin"]);
    place.git(&["config", "branch.main.merge", "refs/heads/main"]);
    place.git(&["config", "remote.origin.url", "."]);
    place.git(&["config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*"]);
    assert_eq!(found(&place, &["--merges"]).len(), 3);
    place.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    assert_eq!(found(&place, &["--merges"]), []);
    assert_eq!(found(&place, &["--merges=HEAD~1..HEAD"]).len(), 3);
}

#[test]
fn a_file_with_both_sides_of_everything_is_told_of_as_long_as_something_is_missing() {
    let place = Place::repository();
    let (ours, theirs) = (canvas(&[A, B, ("k3f9aa", "C")]), canvas(&[A, B, ("m5n6pq", "D")]));
    let broken = canvas(&[A, B]) + "\n[notes.tasks.k3f9aa]\n\n[notes.tasks.k3f9aa]\n";
    merge(&place, "side", [&ours, &theirs, &broken]);
    assert_eq!(place.run(&["check", "--merges"]).code, Some(1));
    // Readable again, and something is still missing.
    place.write(FILE, &ours);
    assert_eq!(found(&place, &["--merges"]), [("merge-lost".to_owned(), 7)]);
}

#[test]
fn renames_documents_that_went_and_two_histories_are_understood() {
    let place = Place::repository();
    let renamed = "apiops/orders/api-value-proposition.b2b.toml";
    place.git(&["checkout", "-q", "-b", "side"]);
    place.git(&["mv", FILE, renamed]);
    place.commit_all("Renamed");
    place.git(&["checkout", "-q", "main"]);
    place.write(FILE, canvas(&[A, B, ("k3f9aa", "C")]));
    place.commit_all("Ours");
    place.git(&["merge", "-q", "--no-commit", "--no-ff", "side"]);
    place.write(renamed, canvas(&[A, B]));
    place.commit_all("Merge");
    assert_eq!(found(&place, &["--merges"]), [("merge-lost".to_owned(), 7)]);
    place.git(&["reset", "-q", "--hard", "HEAD~1"]);
    place.git(&["branch", "-q", "-D", "side"]);
    // Both changed it, and it is gone.
    place.git(&["checkout", "-q", "-b", "side", "HEAD~1"]);
    place.write(FILE, canvas(&[A]));
    place.commit_all("Theirs");
    place.git(&["checkout", "-q", "main"]);
    place.git(&["merge", "-q", "-s", "ours", "--no-commit", "side"]);
    place.git(&["rm", "-q", "-f", FILE]);
    place.commit_all("Merge");
    let ran = place.run(&["check", "--merges"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.out.contains("lost this document"), "{ran:?}");
    // Two repositories become one.
    let one = Place::repository();
    one.git(&["checkout", "-q", "--orphan", "other"]);
    one.write(FILE, canvas(&[A, ("k3f9aa", "C")]));
    one.commit_all("Another beginning");
    one.git(&["checkout", "-q", "main"]);
    one.git(&["merge", "-q", "--allow-unrelated-histories", "-s", "ours", "other"]);
    assert_eq!(found(&one, &["--merges"]), [("merge-lost".to_owned(), 7)]);
}

#[test]
fn a_merge_of_several_a_shallow_clone_and_what_is_no_range_are_told_apart() {
    let place = wrong();
    for name in ["one", "two"] {
        place.git(&["checkout", "-q", "-b", name, "HEAD"]);
        place.write(&format!("{name}.txt"), name);
        place.commit_all(name);
        place.git(&["checkout", "-q", "main"]);
    }
    place.git(&["merge", "-q", "one", "two", "-m", "Several"]);
    assert_eq!(found(&place, &["--merges"]).len(), 3);
    for (range, said) in [
        ("--merges=--output=x", "--output=x"),
        ("--merges=mian..HEAD", "Did you mean main?"),
        ("--merges=HEAD..nowhere", "nowhere"),
    ] {
        let refused = place.refused(&["check", range]);
        assert!(refused.contains(said), "{refused}");
    }
    assert!(!place.has("x"));
    let clone = place.path("../clone");
    let from = format!("file://{}", place.inside.display());
    git_in(&place.inside, &["clone", "-q", "--depth", "2", &from, clone.to_str().expect("UTF-8")]);
    let ran = Ran::of(place.command(&["check", "--merges=HEAD"]).current_dir(&clone));
    assert!(ran.code == Some(0) && ran.err.contains("unshallow"), "{ran:?}");
    fs::remove_dir_all(place.path(".git")).expect("removed");
    assert!(place.refused(&["check", "--merges"]).contains("This needs a git repository"));
    let empty = Place::orders();
    empty.git(&["init", "-q", "-b", "main"]);
    assert_eq!(found(&empty, &["--merges"]), []);
}
