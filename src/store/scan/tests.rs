//! What is found in folders, and what words mean.

use super::*;

fn workspace(files: &[&str]) -> (tempfile::TempDir, Workspace) {
    let home = tempfile::tempdir().expect("a folder");
    for file in files.iter().copied().chain(["stationmaster.toml"]) {
        let path = home.path().join("apiops").join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, "").expect("written");
    }
    let workspace = Workspace::find(home.path(), None).expect("found");
    (home, workspace)
}

fn paths(scan: &Scan) -> Vec<&str> {
    scan.files().map(|entry| entry.path.as_str()).collect()
}

const FILES: [&str; 14] = [
    "orders/product.toml",
    "orders/follow-up.toml",
    "orders/customer-journey.courier.toml",
    "orders/api-audit.toml",
    "orders/sessions/2026-11-23-value.toml",
    "orders/versions/api-audit@2.toml",
    "orders/.hidden.toml",
    "orders/api-audit.toml~",
    "orders/deeper/x.toml",
    "orders/stationmaster.toml",
    "billing/api-audit.toml",
    "notes/readme.md",
    ".git/x.toml",
    "loose.toml",
];

#[test]
fn products_and_their_files_are_found_in_order() {
    let (_home, workspace) = workspace(&FILES);
    let scan = workspace.scan(Method::built_in()).expect("listed");
    assert_eq!(scan.ids().collect::<Vec<_>>(), ["billing", "orders"]);
    assert_eq!(
        paths(&scan),
        [
            "billing/api-audit.toml",
            "orders/api-audit.toml",
            "orders/customer-journey.courier.toml",
            "orders/follow-up.toml",
            "orders/product.toml",
            "orders/sessions/2026-11-23-value.toml",
            "orders/versions/api-audit@2.toml",
        ]
    );
    let orders = scan.product("orders").expect("there");
    assert_eq!(orders.sheets().map(Entry::template).collect::<Vec<_>>(), ["api-audit", "customer-journey"]);
    assert_eq!(orders.file(Role::Product).map(|entry| entry.stem.as_str()), Some("product"));
    assert!(scan.unread.is_empty(), "{:?}", scan.unread);
}

#[test]
fn the_product_that_is_meant_is_chosen() {
    let (_home, workspace) = workspace(&FILES);
    let scan = workspace.scan(Method::built_in()).expect("listed");
    assert_eq!(scan.choose(Some("billing"), Some("orders")).expect("named").id, "billing");
    assert_eq!(scan.choose(None, Some("orders")).expect("here").id, "orders");
    let both = vec!["billing".to_owned(), "orders".to_owned()];
    assert_eq!(scan.choose(None, None).expect_err("two"), WorkspaceError::WhichProduct(both.clone()));
    assert_eq!(
        scan.choose(Some("oders"), None).expect_err("mistyped"),
        WorkspaceError::UnknownProduct { word: "oders".into(), nearest: Some("orders".into()), known: both }
    );
    assert_eq!(Scan::default().choose(None, None).expect_err("none"), WorkspaceError::NoProduct);
}

#[test]
fn a_word_finds_its_file() {
    let (home, workspace) = workspace(&FILES);
    let scan = workspace.scan(Method::built_in()).expect("listed");
    let here = home.path().join("apiops/orders");
    let find = |word: &str, product| scan.find(&workspace, word, &here, product).map(|entry| entry.path.as_str());
    assert_eq!(find("api-audit.toml", None), Ok("orders/api-audit.toml"));
    assert_eq!(find("billing/api-audit.toml", None), Ok("billing/api-audit.toml"));
    assert_eq!(find("../billing/api-audit.toml", None), Ok("billing/api-audit.toml"));
    assert_eq!(find("billing/api-audit", None), Ok("billing/api-audit.toml"));
    assert_eq!(find("api-audit", Some("billing")), Ok("billing/api-audit.toml"));
    assert_eq!(find("api-audit@2", None), Ok("orders/versions/api-audit@2.toml"));
    assert_eq!(
        find("api-audit", None),
        Err(WorkspaceError::WhichFile {
            word: "api-audit".into(),
            known: vec!["billing/api-audit.toml".into(), "orders/api-audit.toml".into()],
        })
    );
    assert_eq!(
        find("api-audti", Some("orders")),
        Err(WorkspaceError::UnknownFile { word: "api-audti".into(), nearest: Some("billing/api-audit.toml".into()) })
    );
    assert_eq!(find("zebra", None), Err(WorkspaceError::UnknownFile { word: "zebra".into(), nearest: None }));
}

#[cfg(unix)]
#[test]
fn links_are_followed_only_inside() {
    use std::os::unix::fs::symlink;
    let (home, workspace) = workspace(&["orders/product.toml"]);
    fs::create_dir(home.path().join("elsewhere")).expect("made");
    fs::write(home.path().join("elsewhere/api-audit.toml"), "").expect("written");
    let link = |to: &str, at: &str| symlink(to, home.path().join("apiops").join(at)).expect("linked");
    link("../elsewhere", "elsewhere");
    link("../../elsewhere/api-audit.toml", "orders/out.toml");
    link("product.toml", "orders/in.toml");
    link("nowhere.toml", "orders/dangling.toml");
    link("..", "orders/versions");
    link("loop.toml", "orders/loop.toml");
    link("/no/such/folder", "gone");
    // Folders and files that nobody takes for ours.
    fs::create_dir(home.path().join("pictures")).expect("made");
    link("../pictures", "pictures");
    link("../readme.md", "readme.md");
    link("..", "orders/deep");
    let scan = workspace.scan(Method::built_in()).expect("listed");
    assert_eq!(paths(&scan), ["orders/in.toml", "orders/product.toml"]);
    let mut troubles: Vec<IoErrorKind> = scan.unread.iter().map(|error| error.trouble).collect();
    troubles.sort_by_key(|trouble| format!("{trouble:?}"));
    assert_eq!(
        troubles,
        [
            IoErrorKind::LeadsBack,
            IoErrorKind::LeadsNowhere,
            IoErrorKind::LeadsNowhere,
            IoErrorKind::LinkedFolder,
            IoErrorKind::Outside,
            IoErrorKind::Outside
        ]
    );
    let here = home.path().join("apiops");
    let find = |word: &str| scan.find(&workspace, word, &here, None).expect_err("not followed");
    for word in ["orders/out.toml", "orders/out", "out", "elsewhere/api-audit.toml", "orders/loop.toml"] {
        assert!(matches!(find(word), WorkspaceError::Disk(_)), "{word}");
    }
    assert!(matches!(find("orders/beyond"), WorkspaceError::UnknownFile { .. }));
}

/// A pipe or a folder that is called as a document is, is no document; whoever put it there hears of it.
#[test]
#[cfg(unix)]
fn what_is_called_like_a_file_and_is_none_is_told() {
    let (home, workspace) = workspace(&["orders/product.toml"]);
    let apiops = home.path().join("apiops");
    fs::create_dir(apiops.join("orders/domain.toml")).expect("made");
    let pipe = apiops.join("orders/follow-up.toml");
    let mode = rustix::fs::Mode::from_raw_mode(0o600);
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).expect("made");
    let scan = workspace.scan(Method::built_in()).expect("listed");
    assert!(scan.unread.iter().all(|error| error.trouble == IoErrorKind::NotAFile), "{:?}", scan.unread);
    let mut told: Vec<_> = scan.unread.iter().filter_map(|error| error.path.file_name()).collect();
    told.sort();
    assert_eq!(told, ["domain.toml", "follow-up.toml"]);
}
