use std::fs;

use chrono::{DateTime, Utc};

use super::*;
use crate::document::Id;
use crate::store::error::tests::assert_tellable;
use crate::store::{Ids, StateDir};

const JOURNEY: &str = "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"accepted\"\nversion = 2\n\n\
    [notes.tasks.t7qm4k]\ntext = \"One\"\nsee = [\"api-value-proposition#b2h8xd\"]\n\n\
    [notes.tasks.b2h8xd]\ntext = \"Two\"\nunder = \"t7qm4k\"\n\n\
    [[history]]\nversion = 2\ndate = 2026-11-23\nsummary = \"Agreed\"\n";
const IMPACT: &str = "format = 1\ncanvas = \"business-impact\"\ntitle = \"Impact\"\nstatus = \"draft\"\nversion = 0\n\
    superseded_by = \"api-value-proposition\"\n\n\
    # stays\n[notes.availability-risks.k3f9aa]\ntext = \"Three\"\n\
    from = [\"api-value-proposition#t7qm4k\", \"api-value-proposition@2\", \"billing/business-impact#m0m0m0\"]\n";
const FOLLOW_UP: &str =
    "format = 1\n\n[decisions.w3k9ze]\ntext = \"Decided\"\nabout = [\"api-value-proposition#b2h8xd\"]\n";
const PRODUCT: &str = "format = 1\nname = \"Orders\"\ncycle = \"api-productization-cycle\"\nstyles = [\"rest\"]\n";
const BILLING: &str = "format = 1\ncanvas = \"business-impact\"\ntitle = \"Billing\"\nstatus = \"draft\"\nversion = 0\n\n\
    [notes.availability-risks.m0m0m0]\ntext = \"Four\"\nsee = [\"orders/api-value-proposition#t7qm4k\", \"orders/business-impact\"]\n";

struct Desk {
    home: tempfile::TempDir,
    workspace: Workspace,
    state: StateDir,
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).expect("a time")
}

impl Desk {
    fn new() -> Self {
        let home = tempfile::tempdir().expect("a folder");
        for (path, text) in [
            ("stationmaster.toml", "format = 1\n"),
            ("orders/product.toml", PRODUCT),
            ("orders/api-value-proposition.toml", JOURNEY),
            ("orders/business-impact.toml", IMPACT),
            ("orders/follow-up.toml", FOLLOW_UP),
            ("orders/versions/api-value-proposition@2.toml", JOURNEY),
            ("billing/business-impact.toml", BILLING),
        ] {
            let path = home.path().join("apiops").join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        }
        let workspace = Workspace::find(home.path(), None).expect("found");
        let state = StateDir::at(&home.path().join("state")).expect("made");
        Self { home, workspace, state }
    }

    fn files(&self) -> Files<'static> {
        let scan = self.workspace.scan(Method::built_in()).expect("listed");
        Files::read(&self.workspace, &scan, Method::built_in()).expect("read")
    }

    fn ids(&self) -> Ids {
        Ids::of(&self.workspace, &self.workspace.scan(Method::built_in()).expect("listed")).0
    }

    fn apply(&self, plan: &Plan) -> Applied {
        plan.apply(&self.workspace, Some(&self.state), now()).expect("applied")
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.workspace.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn paths(&self) -> Vec<String> {
        self.workspace.scan(Method::built_in()).expect("listed").files().map(|entry| entry.path.clone()).collect()
    }
}

#[test]
fn a_renamed_document_takes_its_references_and_versions_along() {
    let desk = Desk::new();
    let (from, to) = ("orders/api-value-proposition.toml", "orders/api-value-proposition.courier.toml");
    desk.apply(&rename_document(&desk.files(), from, to).expect("planned"));
    let renamed = |text: &str| text.replace("\"api-value-proposition", "\"api-value-proposition.courier");
    assert_eq!(
        desk.text(to),
        JOURNEY.replace("[\"api-value-proposition#", "[\"api-value-proposition.courier#"),
        "its own references follow"
    );
    assert_eq!(desk.text("orders/business-impact.toml"), renamed(IMPACT));
    assert_eq!(desk.text("orders/follow-up.toml"), renamed(FOLLOW_UP));
    assert_eq!(
        desk.text("billing/business-impact.toml"),
        BILLING.replace("orders/api-value-proposition#", "orders/api-value-proposition.courier#")
    );
    assert_eq!(desk.text("orders/versions/api-value-proposition.courier@2.toml"), JOURNEY, "a version never changes");
    assert!(!desk.paths().iter().any(|path| path == from));
}

#[test]
fn a_document_can_go_to_another_product() {
    let desk = Desk::new();
    let (from, to) = ("orders/api-value-proposition.toml", "billing/api-value-proposition.toml");
    desk.apply(&rename_document(&desk.files(), from, to).expect("planned"));
    assert_eq!(desk.text(to), JOURNEY);
    assert!(desk.text("orders/business-impact.toml").contains("\"billing/api-value-proposition#t7qm4k\""));
    assert!(desk.text("orders/business-impact.toml").contains("\"billing/api-value-proposition@2\""));
    assert!(desk.text("orders/business-impact.toml").contains("superseded_by = \"billing/api-value-proposition\""));
    assert_eq!(desk.text("billing/versions/api-value-proposition@2.toml"), JOURNEY);

    let desk = Desk::new();
    let to = "billing/business-impact.orders.toml";
    desk.apply(&rename_document(&desk.files(), "orders/business-impact.toml", to).expect("planned"));
    assert!(desk.text(to).contains("\"orders/api-value-proposition#t7qm4k\""), "{}", desk.text(to));
    assert!(desk.text(to).contains("# stays"));
}

#[test]
fn the_marks_of_a_document_follow_it_and_go_with_it() {
    let desk = Desk::new();
    let mark = "\n[reviewed.api-product-strategy.api-value-proposition]\ndate = 2026-11-23\n";
    let product = format!("{PRODUCT}{mark}");
    fs::write(desk.workspace.path("orders/product.toml"), &product).expect("written");
    let (from, to) = ("orders/api-value-proposition.toml", "orders/api-value-proposition.courier.toml");
    desk.apply(&rename_document(&desk.files(), from, to).expect("planned"));
    let renamed = product.replace(".api-value-proposition]", ".\"api-value-proposition.courier\"]");
    assert_eq!(desk.text("orders/product.toml"), renamed);
    desk.apply(&rename_product(&desk.files(), "orders", "parcels").expect("planned"));
    assert_eq!(desk.text("parcels/product.toml"), renamed);
    desk.apply(&remove_document(&desk.files(), "parcels/api-value-proposition.courier.toml").expect("planned"));
    assert_eq!(desk.text("parcels/product.toml").trim_end(), PRODUCT.trim_end());
}

#[test]
fn names_that_cannot_be_are_refused() {
    let desk = Desk::new();
    let files = desk.files();
    let from = "orders/api-value-proposition.toml";
    for to in [
        "orders/business-impact.second.toml",
        "orders/api-value-proposition..toml",
        "orders/api-value-proposition.A b.toml",
        "nowhere/api-value-proposition.toml",
        "orders/versions/api-value-proposition.toml",
        "api-value-proposition.toml",
        "orders/x",
    ] {
        let error = rename_document(&files, from, to).expect_err(to);
        assert_tellable(&error);
    }
    let error = rename_document(&files, "orders/api-value-propositoin.toml", from).expect_err("mistyped");
    let nearest = Some(from.to_owned());
    let word = "orders/api-value-propositoin.toml".to_owned();
    assert_eq!(error, RefsError::Workspace(WorkspaceError::UnknownFile { word, nearest }));
    assert!(rename_product(&files, "orders", "Or/ders").is_err());
    assert!(rename_product(&files, "oders", "x").is_err());
}

#[test]
fn a_renamed_product_is_followed_everywhere() {
    let desk = Desk::new();
    desk.apply(&rename_product(&desk.files(), "orders", "parcels").expect("planned"));
    assert_eq!(desk.text("parcels/business-impact.toml"), IMPACT);
    assert_eq!(desk.text("billing/business-impact.toml"), BILLING.replace("orders/", "parcels/"));
    assert!(!desk.workspace.path("orders").exists());
    desk.apply(&rename_product(&desk.files(), "billing", "invoices").expect("planned"));
    assert_eq!(desk.text("parcels/business-impact.toml"), IMPACT.replace("billing/", "invoices/"));
}

#[test]
fn what_is_removed_is_referred_to_no_more_and_can_be_found() {
    let desk = Desk::new();
    let path = "orders/api-value-proposition.toml";
    let applied = desk.apply(&remove_document(&desk.files(), path).expect("planned"));
    assert_eq!(applied.removed.len(), 2);
    assert_eq!(fs::read_to_string(&applied.removed[0].1).expect("read"), JOURNEY);
    for file in desk.paths() {
        assert!(!desk.text(&file).contains("api-value-proposition"), "{file}: {}", desk.text(&file));
    }
    assert!(desk.text("orders/business-impact.toml").contains("billing/business-impact#m0m0m0"));
    desk.apply(&remove_product(&desk.files(), "orders").expect("planned"));
    assert_eq!(desk.paths(), ["billing/business-impact.toml"]);
    assert!(!desk.text("billing/business-impact.toml").contains("orders/"));
}

#[test]
fn a_copy_has_ids_of_its_own() {
    let desk = Desk::new();
    let to = "billing/api-value-proposition.copy.toml";
    let plan =
        copy_document(&desk.files(), "orders/api-value-proposition.toml", to, Some("A second one"), &mut desk.ids())
            .expect("planned");
    desk.apply(&plan);
    let files = desk.files();
    let Some(Content::DocumentBody(sheet)) = &files.find(to).expect("there").content else { panic!("a sheet") };
    let canvas = sheet.canvas().expect("a canvas");
    assert_eq!((canvas.head.title.as_str(), canvas.head.version, canvas.history.len()), ("A second one", 0, 0));
    assert_eq!(canvas.head.status, crate::document::Status::Draft);
    let [first, second] = canvas.order("tasks").to_vec()[..] else { panic!("two notes") };
    assert!(![first, second].contains(&Id::new("t7qm4k").expect("an id")));
    assert_eq!(canvas.note(second).expect("there").under, Some(first));
    let see = canvas.note(first).expect("there").related(crate::document::Relation::See);
    assert_eq!(see[0].to_string(), format!("api-value-proposition.copy#{second}"));
}

#[test]
fn a_copied_product_refers_to_itself() {
    let desk = Desk::new();
    let plan = copy_product(&desk.files(), "orders", "returns", Some("Returns"), &mut desk.ids()).expect("planned");
    desk.apply(&plan);
    let copies: Vec<String> = desk.paths().into_iter().filter(|path| path.starts_with("returns/")).collect();
    assert_eq!(
        copies,
        [
            "returns/api-value-proposition.toml",
            "returns/business-impact.toml",
            "returns/follow-up.toml",
            "returns/product.toml"
        ]
    );
    assert_eq!(desk.text("returns/product.toml"), PRODUCT.replace("Orders", "Returns"));
    let impact = desk.text("returns/business-impact.toml");
    assert!(impact.contains("\"orders/api-value-proposition@2\""), "{impact}");
    assert!(impact.contains("\"billing/business-impact#m0m0m0\""), "{impact}");
    assert!(impact.contains("# stays\n[notes.availability-risks."), "{impact}");
    for old in ["t7qm4k", "b2h8xd", "k3f9aa", "w3k9ze"] {
        for copy in &copies {
            assert!(!desk.text(copy).contains(old), "{copy}: {}", desk.text(copy));
        }
    }
    assert_eq!(desk.text("orders/business-impact.toml"), IMPACT);
}

#[test]
fn a_file_that_cannot_be_understood_blocks_only_what_it_may_name() {
    let desk = Desk::new();
    fs::write(desk.workspace.path("billing/api-audit.toml"), "x = [\n\"orders/business-impact\"").expect("written");
    let error = remove_document(&desk.files(), "orders/business-impact.toml").expect_err("blocked");
    assert_eq!(error, RefsError::Blocked("billing/api-audit.toml".into()));
    assert_tellable(&error);
    let to = "orders/api-value-proposition.x.toml";
    desk.apply(&rename_document(&desk.files(), "orders/api-value-proposition.toml", to).expect("planned"));
}

#[test]
fn what_cannot_be_done_whole_is_not_done() {
    let desk = Desk::new();
    let everything = || desk.paths().iter().map(|path| desk.text(path)).collect::<Vec<_>>();
    let before = everything();
    let (from, to) = ("orders/api-value-proposition.toml", "orders/api-value-proposition.courier.toml");
    let plan = rename_document(&desk.files(), from, to).expect("planned");

    let mut impossible = plan.clone();
    impossible.removes.push("orders/not-there.toml".into());
    assert!(impossible.apply(&desk.workspace, Some(&desk.state), now()).is_err());
    assert_eq!(everything(), before);

    let removal = remove_document(&desk.files(), from).expect("planned");
    assert_tellable(&removal.apply(&desk.workspace, None, now()).expect_err("no place for it"));
    assert_eq!(everything(), before);

    fs::write(desk.workspace.path("orders/follow-up.toml"), "format = 1\n").expect("written");
    let error = plan.apply(&desk.workspace, Some(&desk.state), now()).expect_err("changed");
    assert_eq!(error, RefsError::Changed("orders/follow-up.toml".into()));
    assert_tellable(&error);
    assert_eq!(desk.text(from), JOURNEY);

    fs::write(desk.workspace.path("orders/follow-up.toml"), FOLLOW_UP).expect("written");
    fs::write(desk.workspace.path(to), "mine").expect("written");
    let error = plan.apply(&desk.workspace, Some(&desk.state), now()).expect_err("there");
    assert_eq!(error, RefsError::Workspace(WorkspaceError::Exists(desk.workspace.path(to))));
    assert_eq!(desk.text(to), "mine");
    assert!(desk.home.path().exists());
}

#[test]
fn a_planned_session_follows_a_renamed_canvas_and_a_closed_one_stays() {
    let desk = Desk::new();
    let record = |state: &str, block: &str| {
        format!(
            "format = 1\nsession = \"blank\"\ntitle = \"Orders\"\nstate = \"{state}\"\ndate = 2026-11-23\n\
             canvases = [\"business-impact\", \"api-value-proposition\"]\n\n[blocks.{block}]\nkind = \"write\"\n\
             canvas = \"api-value-proposition\"  # ours\nsection = \"tasks\"\nminutes = 7\n"
        )
    };
    let (planned, closed) = ("orders/sessions/2026-11-24-impact.toml", "orders/sessions/2026-11-23-value.toml");
    fs::create_dir_all(desk.workspace.path("orders/sessions")).expect("made");
    fs::write(desk.workspace.path(planned), record("planned", "w2c5kd")).expect("written");
    fs::write(desk.workspace.path(closed), record("closed", "w2c5ke")).expect("written");
    let (from, to) = ("orders/api-value-proposition.toml", "orders/api-value-proposition.courier.toml");
    desk.apply(&rename_document(&desk.files(), from, to).expect("a plan"));
    let wanted = record("planned", "w2c5kd").replace("\"api-value-proposition\"", "\"api-value-proposition.courier\"");
    assert_eq!(desk.text(planned), wanted);
    assert_eq!(desk.text(closed), record("closed", "w2c5ke"));
    // A copy of a product begins without the sessions of the original.
    desk.apply(&copy_product(&desk.files(), "orders", "parcels", None, &mut desk.ids()).expect("a plan"));
    assert!(!desk.paths().iter().any(|path| path.starts_with("parcels/sessions")), "{:?}", desk.paths());
}
