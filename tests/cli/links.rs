//! Links in a workspace: those that stay inside lead to their file, the others are named and never followed.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;

use crate::support::{Place, Ran};

/// The example, with a canvas of somebody else beside it.
fn place() -> Place {
    let place = Place::demo();
    let canvas = place.read("apiops/orders/domain.toml");
    place.write("elsewhere/domain.toml", &canvas);
    place.write("elsewhere/shop/product.toml", "format = 1\nname = \"Shop\"\ncycle = \"automation-cycle\"\n");
    place.write("elsewhere/shop/domain.toml", &canvas);
    place
}

fn link(place: &Place, to: &str, at: &str) {
    symlink(to, place.path(at)).expect("linked");
}

fn assert_said(place: &Place, runs: &[&[&str]], said: &str) {
    for arguments in runs {
        let ran = place.run(arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?} {ran:?}");
        assert!(ran.err.contains(said), "{arguments:?} {ran:?}");
        assert!(!ran.err.contains("There is no document"), "{arguments:?} {ran:?}");
    }
}

#[test]
fn a_file_that_is_linked_out_is_named_and_not_followed() {
    let place = place();
    link(&place, "../../elsewhere/domain.toml", "apiops/orders/domain.far.toml");
    let before = place.read("elsewhere/domain.toml");
    let runs: [&[&str]; 10] = [
        &["show", "domain.far"],
        &["show", "orders/domain.far"],
        &["show", "apiops/orders/domain.far.toml"],
        &["open", "domain.far", "--linear"],
        &["list"],
        &["check"],
        &["check", "apiops/orders/domain.far.toml"],
        &["fmt", "apiops/orders/domain.far.toml"],
        &["mv", "domain.far", "domain.near"],
        &["cp", "domain.far", "domain.near"],
    ];
    assert_said(&place, &runs, "is a link out of the workspace");
    assert_eq!(place.read("elsewhere/domain.toml"), before);
    // Everything else is there all the same.
    assert!(place.run(&["list"]).out.contains("orders/domain.toml"));
}

#[test]
fn a_folder_that_is_linked_is_named_and_not_followed() {
    let place = place();
    link(&place, "../elsewhere/shop", "apiops/shop");
    let runs: [&[&str]; 5] = [
        &["list"],
        &["check"],
        &["show", "shop/domain"],
        &["show", "apiops/shop/domain.toml"],
        &["start", "--product", "shop"],
    ];
    assert_said(&place, &runs[..4], "is a link out of the workspace");
    assert_eq!(place.run(runs[4]).code, Some(2));
    fs::remove_file(place.path("apiops/shop")).expect("removed");
    link(&place, "orders", "apiops/twin");
    assert_said(&place, &[&["list"], &["show", "twin/domain"]], "only links to files are followed");
    fs::remove_file(place.path("apiops/twin")).expect("removed");
    // A folder in which nothing of ours lies is nobody's business.
    fs::create_dir(place.path("elsewhere/pictures")).expect("made");
    link(&place, "../elsewhere/pictures", "apiops/pictures");
    link(&place, "../../elsewhere/pictures", "apiops/orders/pictures");
    place.ok(&["list"]);
}

#[test]
fn a_link_to_nothing_or_to_itself_is_named() {
    let place = place();
    link(&place, "gone.toml", "apiops/orders/domain.old.toml");
    let runs: [&[&str]; 4] =
        [&["list"], &["check"], &["show", "domain.old"], &["check", "apiops/orders/domain.old.toml"]];
    assert_said(&place, &runs, "link to something that does not exist");
    fs::remove_file(place.path("apiops/orders/domain.old.toml")).expect("removed");
    link(&place, "domain.loop.toml", "apiops/orders/domain.loop.toml");
    let runs: [&[&str]; 3] = [&["list"], &["show", "domain.loop"], &["check", "apiops/orders/domain.loop.toml"]];
    assert_said(&place, &runs, "points back to itself");
}

#[test]
fn a_link_within_the_workspace_leads_to_its_file() {
    let place = place();
    fs::rename(place.path("apiops/orders/domain.toml"), place.path("apiops/kept.txt")).expect("moved");
    link(&place, "../kept.txt", "apiops/orders/domain.toml");
    let shown = place.ok(&["show", "domain"]);
    assert!(shown.contains("Domain"), "{shown}");
    assert_eq!(place.run(&["list"]).code, Some(0));
    assert_eq!(place.run(&["check"]).code, Some(0));
    assert_eq!(Ran::of(&mut place.command(&["open", "domain", "--linear"])).code, Some(0));
}

/// Method files, too: where one leads out it is left out, and said to lead out.
#[test]
fn a_method_file_that_is_linked_out_is_named() {
    let place = place();
    place.ok(&["method", "new", "canvas", "risks"]);
    let path = "apiops/method/risks.toml";
    let filled = place.read(path).replace("\"<", "\"").replace(">\"", "\"");
    fs::remove_file(place.path(path)).expect("removed");
    place.write("elsewhere/risks.toml", filled);
    link(&place, "../../elsewhere/risks.toml", path);
    let err = place.refused(&["method", "check", path]);
    assert!(err.contains("is a link out of the workspace"), "{err}");
    assert!(place.run(&["list"]).err.contains("apiops/method/risks.toml"));
    place.ok(&["method", "check", "elsewhere/risks.toml"]);
}

/// A pipe, a device, a socket, a folder: said at once, and never waited for.
#[test]
fn what_is_no_file_is_said_and_never_waited_for() {
    let place = Place::demo();
    let pipe = place.path("pipe.toml");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("ran").success());
    fs::copy(place.path("apiops/orders/domain.toml"), place.path("kept.toml")).expect("copied");
    let _socket = std::os::unix::net::UnixListener::bind(place.path("socket.toml")).expect("bound");
    for path in ["pipe.toml", "socket.toml", "/dev/zero", "apiops/orders"] {
        for arguments in
            [&["show", path][..], &["open", path, "--linear"], &["method", "check", path], &["themes", "check", path]]
        {
            let ran = place.run(arguments);
            assert_eq!(ran.code, Some(2), "{arguments:?} {ran:?}");
            assert!(ran.err.contains("not a regular file"), "{arguments:?} {ran:?}");
        }
        if path != "apiops/orders" {
            for command in ["check", "fmt"] {
                let ran = place.run(&[command, path]);
                assert_eq!(ran.code, Some(2), "{command} {path} {ran:?}");
                assert!(ran.err.contains("not a regular file"), "{command} {path} {ran:?}");
            }
        }
    }
    for at in ["apiops/orders/follow-up.toml", "apiops/orders/product.toml", "apiops/stationmaster.toml"] {
        fs::remove_file(place.path(at)).expect("removed");
        assert!(std::process::Command::new("mkfifo").arg(place.path(at)).status().expect("ran").success());
        for arguments in [&["list"][..], &["check"], &["start"], &["show", "domain"], &["gate", "api-design"]] {
            let ran = place.run(arguments);
            assert!(ran.code.is_some(), "{at} {arguments:?} {ran:?}");
        }
    }
}
