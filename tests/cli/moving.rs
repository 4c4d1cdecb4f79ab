//! `mv`, `cp` and `rm`.

use std::path::PathBuf;

use crate::support::{Place, Ran, files, keys, set};

/// The demo, with a second canvas that refers to the first and to a published version of it.
fn place() -> Place {
    let place = Place::demo();
    let first = place.read("apiops/orders/api-value-proposition.toml");
    place.write("apiops/orders/versions/api-value-proposition@1.toml", first);
    place.write(
        "apiops/orders/business-impact.more.toml",
        "format = 1\ncanvas = \"business-impact\"\ntitle = \"More\"\nstatus = \"draft\"\nversion = 0\n\
         superseded_by = \"api-value-proposition\"\n\n[notes.expected-benefits.t7qm4k] # ours\ntext = \"Less typing\"\n\
         from = [\"api-value-proposition#zab5rr\"]\nsee = [\"api-value-proposition@1\"]\n",
    );
    place
}

#[test]
fn a_document_moves_with_its_versions_and_what_refers_to_it() {
    let place = place();
    let audit = place.read("apiops/orders/api-audit.toml");
    let out = place.ok(&["mv", "api-value-proposition", "couriers"]);
    assert!(out.contains("apiops/orders/api-value-proposition.couriers.toml"), "{out}");
    assert!(!place.has("apiops/orders/api-value-proposition.toml"));
    assert!(place.has("apiops/orders/versions/api-value-proposition.couriers@1.toml"));
    let more = place.read("apiops/orders/business-impact.more.toml");
    for said in [
        "from = [\"api-value-proposition.couriers#zab5rr\"]",
        "see = [\"api-value-proposition.couriers@1\"]",
        "superseded_by = \"api-value-proposition.couriers\"",
        "# ours",
    ] {
        assert!(more.contains(said), "{said}: {more}");
    }
    assert!(
        place.read("apiops/orders/api-value-proposition.couriers.toml").contains("api-value-proposition.couriers#")
    );
    assert_eq!(audit, place.read("apiops/orders/api-audit.toml"), "what does not refer stays as it is");
    assert_eq!(place.run(&["check"]).code, Some(0));
}

#[test]
fn a_product_moves_with_its_folder() {
    let place = place();
    place.ok(&["init", "--product", "Billing"]);
    place.ok(&["new", "business-impact", "--product", "billing"]);
    let path = "apiops/billing/business-impact.toml";
    place.write(
        path,
        place.read(path)
            + "\n[notes.expected-benefits.zzzzz1]\ntext = \"x\"\nfrom = [\"orders/api-value-proposition#zab5rr\"]\n",
    );
    place.ok(&["mv", "orders", "parcels"]);
    assert!(place.has("apiops/parcels/product.toml") && !place.has("apiops/orders"));
    assert!(place.read(path).contains("\"parcels/api-value-proposition#zab5rr\""), "{}", place.read(path));
    place.ok(&["mv", "parcels/business-impact.more", "billing/"]);
    let more = place.read("apiops/billing/business-impact.more.toml");
    assert!(more.contains("\"parcels/api-value-proposition#zab5rr\""), "{more}");
    assert_eq!(place.run(&["check"]).code, Some(0), "{:?}", place.run(&["check"]));
}

/// The folder of method files is no product's, however its name is written, and a name that a reference means everywhere is
/// no document's.
#[test]
fn reserved_names_are_refused() {
    let place = place();
    place.write("apiops/orders/evidence/2026-11-20-hub.toml", "format = 1\ntitle = \"Hub\"\ndate = 2026-11-20\n");
    let before = files(&place.inside);
    for name in ["method", "Method", "METHOD", "method/", "ｍｅｔｈｏｄ", "ＭＥＴＨＯＤ", "méthod"] {
        for command in ["mv", "cp"] {
            let err = place.refused(&[command, "orders", name]);
            assert!(err.contains("method-product"), "{command} {name}: {err}");
        }
        if !name.ends_with('/') {
            let err = place.refused(&["init", "--product", "Other", "--id", name]);
            assert!(err.contains("method-product"), "init {name}: {err}");
        }
    }
    assert_eq!(before, files(&place.inside));
    place.ok(&["init", "--product", "Method"]);
    assert!(place.has("apiops/method-product/product.toml") && !place.has("apiops/method"));
}

#[test]
fn nothing_is_moved_or_copied_over_anything() {
    let place = place();
    let before = files(&place.inside);
    for arguments in [
        &["mv", "business-impact.more", "business-impact"][..],
        &["cp", "business-impact.more", "business-impact"],
        &["mv", "business-impact", "business-impact"],
        &["cp", "business-impact", "business-impact"],
        &["mv", "orders", "orders"],
        &["mv", "business-impact", "api-audit"],
        &["mv", "business-impact", "../business-impact.toml"],
        &["mv", "business-impact", "nowhere/business-impact"],
        &["mv", "business-impact", "business-impact.A B"],
        &["mv", "orders", "../orders"],
        &["cp", "orders", "Not An Id"],
        &["mv", "product.toml", "x"],
        &["rm", "stationmaster.toml"],
        &["rm", "."],
        &["rm", ".."],
        &["rm", ""],
    ] {
        place.refused(arguments);
        assert_eq!(before, files(&place.inside), "{arguments:?}");
    }
    let old = place.read("apiops/orders/business-impact.toml");
    let out = place.ok(&["mv", "business-impact.more", "business-impact", "--force"]);
    let kept = out.lines().next().and_then(|line| line.rsplit(' ').next()).expect("a path");
    assert_eq!(std::fs::read_to_string(place.path(kept)).expect("kept"), old, "{out}");
}

/// A word that is the name of a file of another kind, or of the product it is in, is taken for no variant by guess.
#[test]
fn a_name_that_means_another_file_is_no_variant_without_its_dot() {
    let place = place();
    let before = files(&place.inside);
    for name in ["goals", "product", "follow-up", "stationmaster"] {
        for command in ["mv", "cp"] {
            let err = place.refused(&[command, "orders/business-impact", &format!("orders/{name}")]);
            assert!(err.contains(&format!("orders/.{name}")), "{err}");
            let err = place.refused(&[command, "business-impact", name]);
            assert!(err.contains(&format!(" .{name}")), "{err}");
        }
    }
    place.refused(&["mv", "business-impact", "orders"]);
    assert_eq!(before, files(&place.inside));
    place.ok(&["mv", "orders/business-impact", "orders/.goals"]);
    assert!(place.has("apiops/orders/business-impact.goals.toml"));
}

#[test]
fn a_copy_has_ids_of_its_own() {
    let place = place();
    place.ok(&["cp", "business-impact.more", "business-impact.yet"]);
    let copy = place.read("apiops/orders/business-impact.yet.toml");
    assert!(!copy.contains("t7qm4k") && copy.contains("#zab5rr"), "{copy}");
    place.ok(&["cp", "api-value-proposition", "api-value-proposition.couriers"]);
    let copy = place.read("apiops/orders/api-value-proposition.couriers.toml");
    assert!(!copy.contains("zab5rr") && copy.contains("\"api-value-proposition.couriers#"), "{copy}");
    assert_eq!(place.run(&["check", "apiops/orders/api-value-proposition.couriers.toml"]).code, Some(0));
    place.ok(&["cp", "orders", "returns"]);
    assert!(place.read("apiops/returns/product.toml").contains("name = \"Returns\""));
    let found = place.run(&["check", "--json"]);
    assert!(!found.out.contains("duplicate-id"), "{}", found.out);
}

#[test]
fn what_is_removed_is_kept() {
    let place = place();
    let old = place.read("apiops/orders/api-value-proposition.toml");
    let out = place.ok(&["rm", "api-value-proposition"]);
    assert!(out.contains("Changed apiops/orders/business-impact.more.toml"), "{out}");
    assert!(!place.read("apiops/orders/business-impact.more.toml").contains("api-value-proposition"));
    assert!(!place.has("apiops/orders/api-value-proposition.toml"));
    let removed = out.lines().find(|line| line.contains("Removed apiops/orders/api-value")).expect("a line");
    let kept = removed.rsplit(' ').next().expect("a path");
    assert_eq!(std::fs::read_to_string(place.path(kept)).expect("kept"), old);
    place.ok(&["rm", "orders"]);
    assert!(!place.has("apiops/orders"));
}

#[test]
fn a_file_that_cannot_follow_stops_the_move() {
    let place = place();
    let path = "apiops/orders/business-impact.more.toml";
    place.write(path, place.read(path).replace("version = 0", "version = "));
    let before = files(&place.inside);
    let err = place.refused(&["mv", "api-value-proposition", "couriers"]);
    assert!(err.contains("business-impact.more.toml"), "{err}");
    assert_eq!(before, files(&place.inside));
}

/// What a removal takes out is named, and comes back with it, byte for byte.
#[test]
fn what_was_removed_comes_back_with_its_references() {
    let place = place();
    let before = files(&place.inside);
    let out = place.ok(&["rm", "api-value-proposition"]);
    assert!(
        out.contains(
            "Removed from apiops/orders/business-impact.more.toml: from = api-value-proposition#zab5rr, at note"
        ),
        "{out}"
    );
    assert!(out.contains("\"Less typing\""), "{out}");
    assert!(out.contains("superseded_by = api-value-proposition, of the file as a whole"), "{out}");
    assert!(!place.has("apiops/orders/api-value-proposition.toml"));
    assert_ne!(before, files(&place.inside));
    let listed = place.ok(&["rm", "--undo"]);
    assert!(listed.contains("apiops/orders/api-value-proposition.toml") && listed.contains("20"), "{listed}");
    let json = place.json(&["rm", "--undo", "--json"]);
    assert_eq!(json[0]["path"], "apiops/orders/api-value-proposition.toml");
    assert_eq!(keys(&json[0]), set("path title removed key"));
    let out = place.ok(&["rm", "--undo", "api-value-proposition"]);
    assert!(out.contains("Restored apiops/orders/api-value-proposition.toml"), "{out}");
    assert!(out.contains("Restored in apiops/orders/business-impact.more.toml: from"), "{out}");
    assert_eq!(before, files(&place.inside));
    assert!(place.ok(&["rm", "--undo"]).contains("Nothing"));

    let report = place.json(&["rm", "api-value-proposition", "--json"]);
    assert_eq!(keys(&report), set("done references"));
    assert_eq!(keys(&report["references"][0]), set("path key id number text reference"));
    let report = place.json(&["rm", "--undo", "api-value-proposition.toml", "--json"]);
    assert_eq!(keys(&report), set("done references left_out"));
    assert_eq!((&report["done"][0]["deed"], &report["left_out"]), (&"restored".into(), &serde_json::json!([])));
    assert_eq!(before, files(&place.inside));

    place.ok(&["rm", "api-value-proposition"]);
    place.ok(&["rm", "--undo", json[0]["title"].as_str().expect("a title")]);
    assert_eq!(before, files(&place.inside));

    place.ok(&["rm", "orders"]);
    assert!(!place.has("apiops/orders"));
    place.ok(&["rm", "--undo", "orders"]);
    assert_eq!(before, files(&place.inside));
}

/// What changed in the meantime stays as it is, and what could not be put back is told.
#[test]
fn what_changed_since_a_removal_stays() {
    let place = place();
    let more = "apiops/orders/business-impact.more.toml";
    place.ok(&["rm", "api-value-proposition"]);
    let changed = place.read(more).replace("Less typing", "Less writing");
    place.write(more, &changed);
    let out = place.ok(&["rm", "--undo", "api-value-proposition"]);
    let now = place.read(more);
    assert!(now.contains("Less writing") && now.contains("from = [\"api-value-proposition#zab5rr\"]"), "{now}");
    assert!(now.contains("superseded_by = \"api-value-proposition\"") && now.contains("# ours"), "{now}");
    assert!(!out.contains("Not put back"), "{out}");
    assert_eq!(place.run(&["check"]).code, Some(0));

    place.ok(&["rm", "api-value-proposition"]);
    let text = place.read(more);
    place.write(more, &text[..text.find("[notes").expect("a note")]);
    let out = place.ok(&["rm", "--undo", "api-value-proposition"]);
    assert!(
        out.contains("Not restored in apiops/orders/business-impact.more.toml, which has changed since: from"),
        "{out}"
    );
    assert!(!place.read(more).contains("notes"), "a note that somebody deleted does not come back");

    place.ok(&["rm", "business-impact.more"]);
    place.write(more, "mine");
    let err = place.refused(&["rm", "--undo", "business-impact.more"]);
    assert!(err.contains("stationmaster mv"), "{err}");
    assert_eq!(place.read(more), "mine");
}

#[test]
fn names_that_were_not_removed_are_told_with_those_that_were() {
    let place = place();
    place.ok(&["init", "--product", "Billing"]);
    place.ok(&["new", "business-impact", "--product", "billing"]);
    let err = place.refused(&["rm", "--undo", "business-impact"]);
    assert!(err.contains("Nothing"), "{err}");
    place.ok(&["rm", "billing/business-impact"]);
    let err = place.refused(&["rm", "--undo", "nowhere"]);
    assert!(err.contains("apiops/billing/business-impact.toml") && err.contains("nowhere"), "{err}");
    place.ok(&["rm", "orders/business-impact"]);
    let err = place.refused(&["rm", "--undo", "business-impact"]);
    assert!(
        err.contains("apiops/billing/business-impact.toml") && err.contains("apiops/orders/business-impact.toml"),
        "{err}"
    );
    place.ok(&["rm", "--undo", "billing/business-impact"]);
    place.ok(&["rm", "--undo", "business-impact"]);
    assert!(place.has("apiops/orders/business-impact.toml") && place.has("apiops/billing/business-impact.toml"));
    place.refused(&["rm"]);
}

/// A process that ends at any point of its work leaves all of it or nothing, and the next one says what it finished.
#[test]
fn a_command_that_is_killed_anywhere_is_finished_or_was_never_begun() {
    let commands: [&[&str]; 4] = [
        &["mv", "api-value-proposition", "couriers"],
        &["rm", "api-value-proposition"],
        &["cp", "orders", "returns"],
        &["fmt"],
    ];
    for arguments in commands {
        let begin = || {
            let place = place();
            let path = "apiops/orders/business-impact.toml";
            for path in [path, "apiops/orders/api-audit.toml"] {
                place.write(path, place.read(path).replace(" = ", "  = "));
            }
            place
        };
        let outcome = |place: &Place| -> Vec<(String, Vec<u8>)> {
            let all = files(&place.inside).into_iter();
            let all = all
                .map(|(path, bytes)| (path.strip_prefix(&place.inside).expect("below").display().to_string(), bytes));
            all.collect()
        };
        let before = outcome(&begin());
        let mut finished = 0;
        for point in 1.. {
            let place = begin();
            let killed = Ran::of(place.command(arguments).env("STATIONMASTER_KILL_AT", point.to_string()));
            if killed.code.is_some() {
                assert_eq!(killed.code, Some(0), "{killed:?}");
                assert!(point > 5, "{arguments:?}: {point} points");
                break;
            }
            let next = place.run(&["list"]);
            let now = outcome(&place);
            if next.err.contains("was interrupted half way and has now been completed") {
                finished += 1;
                assert_ne!(now, before, "{arguments:?} at {point}");
            }
            if now == before {
                continue;
            }
            // The copy draws ids of its own: it is whole where nothing is wrong with it.
            let wrong = place.run(&["check"]);
            assert_eq!(wrong.code, Some(0), "{arguments:?} at {point}: {wrong:?}");
            let again = place.run(arguments);
            assert!(again.code == Some(2) || arguments == ["fmt"], "{arguments:?} at {point}: {again:?}");
        }
        assert!(finished > 1, "{arguments:?}: {finished}");
    }
}

/// What a kill leaves of the preparation is gone after the next command, and git never sees it.
#[test]
fn preparation_without_an_owner_is_taken_away() {
    let staged = |place: &Place| -> Vec<PathBuf> {
        let all = std::fs::read_dir(place.path("apiops")).expect("listed").flatten().map(|entry| entry.path());
        all.filter(|path| path.to_string_lossy().contains(".stationmaster-batch-")).collect()
    };
    let place = place();
    let killed = Ran::of(place.command(&["cp", "orders", "returns"]).env("STATIONMASTER_KILL_AT", "4"));
    assert_eq!(killed.code, None, "{killed:?}");
    let left = staged(&place);
    assert_eq!(left.len(), 1);
    assert_eq!(std::fs::read_to_string(left[0].join(".gitignore")).expect("there"), "*\n");
    let owner = std::fs::File::open(left[0].join("lock")).expect("there");
    owner.lock().expect("locked");
    place.ok(&["list"]);
    assert_eq!(staged(&place), left, "its owner is at work");
    drop(owner);
    place.ok(&["check"]);
    assert_eq!(staged(&place), Vec::<PathBuf>::new());
}

/// A folder is removed by its own name, whatever other products are called.
#[test]
fn a_title_removes_no_folder() {
    let place = place();
    place.ok(&["init", "--product", "Zeta"]);
    place.ok(&["mv", "zeta", "orders2"]);
    place.ok(&["new", "business-impact", "--product", "orders2"]);
    let before = files(&place.inside);
    for arguments in
        [&["rm", "zeta"][..], &["rm", "Zeta"], &["rm", "zeta/"], &["rm", "business-impact", "--product", "zeta"]]
    {
        let err = place.refused(arguments);
        assert!(err.contains("Did you mean orders2?"), "{arguments:?}: {err}");
        assert_eq!(before, files(&place.inside), "{arguments:?}");
    }
    let removed = place.run_in("apiops", &["rm", "./orders2/"]);
    assert_eq!(removed.code, Some(0), "{removed:?}");
    assert!(!place.has("apiops/orders2"));
}

/// A document is called after its product at first, and the product can be renamed by its name all the same.
#[test]
fn the_name_of_a_product_comes_before_a_title() {
    let place = Place::empty();
    place.ok(&["init", "--product", "Orders"]);
    place.ok(&["new", "customer-journey"]);
    assert!(place.read("apiops/orders/customer-journey.toml").contains("title = \"Orders\""));
    place.ok(&["mv", "orders", "parcels"]);
    place.ok(&["mv", "parcels", "orders"]);
    place.ok(&["cp", "orders", "returns"]);
    place.ok(&["rm", "orders"]);
    assert!(!place.has("apiops/orders") && place.has("apiops/returns/customer-journey.toml"));
}

#[test]
fn a_path_that_was_removed_comes_before_a_title() {
    let place = place();
    let path = "apiops/orders/business-impact.more.toml";
    place.write(path, place.read(path).replace("title = \"More\"", "title = \"Orders\""));
    place.ok(&["rm", "business-impact.more"]);
    let err = place.refused(&["rm", "--undo", "orders"]);
    assert!(err.contains("apiops/orders exists") && !err.contains("business-impact.more"), "{err}");
    place.ok(&["rm", "orders"]);
    place.ok(&["rm", "--undo", "orders"]);
    assert!(place.has("apiops/orders/product.toml") && !place.has(path));
    place.ok(&["rm", "--undo", "business-impact.more"]);
    assert!(place.has(path));
    let err = place.refused(&["rm", "--undo", "business-impact.more"]);
    assert!(err.contains(path) && err.contains("exists") && !err.contains("listed"), "{err}");
    let err = place.refused(&["rm", "--undo", "nowhere"]);
    assert!(!err.contains("listed"), "{err}");
}
