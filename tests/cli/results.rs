//! Where results go: `-o FILE` never costs a file.

use crate::support::{Place, files};

/// Minutes never take the place of what a team keeps, whatever leads there and whatever is said to be wanted.
#[test]
fn results_are_written_over_no_file_of_the_workspace() {
    let place = Place::demo_as_written();
    place.write("apiops/.gitattributes", "*.toml merge=stationmaster\n");
    let mut targets = vec![
        "apiops/stationmaster.toml",
        "apiops/orders/product.toml",
        "apiops/orders/follow-up.toml",
        "apiops/orders/api-audit.toml",
        "apiops/orders/../orders/./api-audit.toml",
        "apiops/orders/sessions/2026-11-16-value-proposition.toml",
        "apiops/orders/new.toml",
        "apiops/method/ours.toml",
        "apiops/orders/UPPER.TOML",
        "apiops/.gitattributes",
        "apiops/orders/.hidden",
    ];
    std::fs::create_dir_all(place.path("apiops/method")).expect("made");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("apiops/orders/api-audit.toml", place.path("minutes-link.md")).expect("linked");
        targets.push("minutes-link.md");
    }
    let before = files(&place.path("apiops"));
    for target in targets {
        for more in [&[][..], &["--force"]] {
            let refused = place.refused(&[&["recap", "-o", target], more].concat());
            assert!(refused.contains("file of the workspace"), "{target}: {refused}");
        }
        // From inside, and as another workspace's.
        place.refused(&["recap", "--workspace", "apiops", "-o", target, "--format", "html"]);
    }
    assert_eq!(place.run_in("apiops/orders", &["recap", "-o", "product.toml", "--force"]).code, Some(2));
    assert_eq!(files(&place.path("apiops")), before);
    place.ok(&["recap", "-o", "apiops/orders/minutes.md"]);
}

#[test]
fn a_file_that_is_there_is_replaced_by_force_alone_and_kept() {
    let place = Place::demo_as_written();
    place.write("README.md", "mine\n");
    let refused = place.refused(&["recap", "-o", "README.md"]);
    assert!(refused.contains("README.md") && refused.contains("--force"), "{refused}");
    assert_eq!(place.read("README.md"), "mine\n");
    let ran = place.run(&["recap", "-o", "README.md", "--force"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let kept = ran.err.lines().find_map(|line| line.split(" as ").nth(1)).expect("where the old one is");
    assert_eq!(std::fs::read_to_string(place.path(kept)).expect("kept"), "mine\n");
    let minutes = place.read("README.md");
    assert_eq!(minutes, place.ok(&["recap"]));
    assert_eq!(ran.out, "");
    // The same again is no change.
    place.ok(&["recap", "-o", "README.md"]);
    assert!(place.refused(&["recap", "--force"]).contains("--out"), "it goes together with a file");
}

/// A file of the workspace can have another name outside of it.
#[cfg(unix)]
#[test]
fn another_name_of_a_file_of_the_workspace_does_not_lead_to_it() {
    let place = Place::demo_as_written();
    let audit = "apiops/orders/api-audit.toml";
    let before = place.read(audit);
    std::fs::hard_link(place.path(audit), place.path("notes.md")).expect("linked");
    place.refused(&["recap", "-o", "notes.md"]);
    place.ok(&["recap", "-o", "notes.md", "--force"]);
    assert_eq!(place.read(audit), before);
    assert_eq!(place.read("notes.md"), place.ok(&["recap"]));
}

#[test]
fn a_hyphen_is_standard_output() {
    let place = Place::demo_as_written();
    for format in ["text", "markdown", "html", "json"] {
        let plain = place.ok(&["recap", "--format", format]);
        assert_eq!(place.ok(&["recap", "--format", format, "-o", "-"]), plain);
        assert_eq!(place.ok(&["recap", "--format", format, "--out=-"]), plain);
    }
    let canvas = place.read("apiops/orders/api-value-proposition.toml");
    for name in ["base.toml", "ours.toml", "theirs.toml"] {
        place.write(name, &canvas);
    }
    place.write("theirs.toml", canvas.replace("Correct an address", "Change an address"));
    let merged = place.read("theirs.toml");
    let resolve = ["resolve", "--base", "base.toml", "--ours", "ours.toml", "--theirs", "theirs.toml", "-o", "-"];
    assert_eq!(place.ok(&resolve), merged);
    assert_eq!(place.ok(&["merge-driver", "base.toml", "ours.toml", "theirs.toml", "-o", "-"]), merged);
    assert!(!place.has("-"));
}

/// git names a file in conflict for the result of a merge; any other that is there stays.
#[test]
fn a_merge_replaces_what_is_in_conflict() {
    let place = Place::demo_as_written();
    let canvas = place.read("apiops/orders/api-value-proposition.toml");
    for name in ["base.toml", "ours.toml", "theirs.toml", "out.toml"] {
        place.write(name, &canvas);
    }
    let merge = ["resolve", "--base", "base.toml", "--ours", "ours.toml", "--theirs", "theirs.toml", "-o", "out.toml"];
    let refused = place.refused(&merge);
    assert!(refused.contains("--force") && refused.contains("out.toml"), "{refused}");
    assert_eq!(place.read("out.toml"), canvas);
    place.ok(&[&merge[..], &["--force"]].concat());
    let marked = format!("<<<<<<< ours\n{canvas}=======\n{canvas}>>>>>>> theirs\n");
    place.write("out.toml", marked);
    place.ok(&merge);
    assert_eq!(place.read("out.toml"), canvas);
}
