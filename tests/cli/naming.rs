//! What a person reads of what is named: notes, items, criteria and sections by number, words and id.

use crate::support::Place;

fn lines<'a>(text: &'a str, wanted: &str) -> Vec<&'a str> {
    text.lines().map(str::trim).filter(|line| line.contains(wanted)).collect()
}

/// Everything on one line, for texts that are broken where a line ends.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn show_says_what_a_note_is_related_to() {
    let place = Place::demo();
    let shown = flat(&place.ok(&["show", "api-value-proposition"]));
    for wanted in [
        "1 Tasks * (tasks)",
        "1.1 > Book today's parcels from the shop system (zab5rr)",
        "Serves: 1.1 Book today's parcels from the shop system (api-value-proposition#zab5rr)",
        "Relieves: 1.2 Every address is copied by hand into our web form (api-value-proposition#b146vh)",
        // Several, each in words of its own, and one of another canvas.
        "(customer-journey#f5kznw)",
        "From: 4.1 Book today's parcels with the carrier (customer-journey#7e3s3e)",
        "(api-value-proposition#4sxwf6)",
    ] {
        assert!(shown.contains(wanted), "{wanted}: {shown}");
    }
    assert!(!shown.contains("nowhere"), "{shown}");
}

#[test]
fn show_says_what_leads_nowhere_and_finds_what_was_renamed() {
    let place = Place::demo();
    let path = "apiops/orders/api-value-proposition.toml";
    let text = place
        .read(path)
        .replace("serves = [\"api-value-proposition#zab5rr\"]", "serves = [\"api-value-proposition#zzzzzz\"]")
        .replace("from = [\"customer-journey#7e3s3e\"]", "from = [\"old-name#7e3s3e\"]")
        .replace("from = [\"customer-journey#28jt97\"]", "from = [\"broken#zzzzz0\"]")
        .replace("owner = \"API product owner\"\n", "owner = \"API product owner\"\nsuperseded_by = \"domain\"\n");
    place.write(path, text);
    place.write("apiops/orders/broken.toml", "canvas = ");
    let shown = flat(&place.ok(&["show", "api-value-proposition"]));
    assert!(shown.contains("Serves: broken reference (api-value-proposition#zzzzzz)"), "{shown}");
    assert!(shown.contains("From: in a file that cannot be read (broken#zzzzz0)"), "{shown}");
    let renamed = shown.find("(old-name#7e3s3e)").map(|at| &shown[at - 40..at]).expect("there");
    assert!(!renamed.contains("nowhere"), "{renamed}");
    assert!(shown.contains("Superseded by: Domain: Orders (domain)"), "{shown}");
}

#[test]
fn show_says_what_a_decision_is_about() {
    let place = Place::demo();
    let shown = flat(&place.ok(&["show", "follow-up"]));
    let about = "About: 3.4 Answer to a booking states the latest time for changes (api-value-proposition#pdmx9q)";
    assert!(shown.contains(about), "{shown}");
    assert!(shown.contains("About: API Audit: Orders (api-audit)"), "{shown}");
    assert!(shown.contains("A shipment can be changed until it is scanned onto a van (1zz8wn)"), "{shown}");
}

#[test]
fn show_numbers_the_items_of_a_checklist() {
    let place = Place::demo();
    let path = "apiops/orders/api-audit.toml";
    let evidence = "evidence = [\"https://git.northbound-parcels.example/orders/reviews/61\"]";
    place.write(path, place.read(path).replace(evidence, "evidence = [\"follow-up#1zz8wn\"]"));
    let out = place.ok(&["show", "api-audit"]);
    let items = place.json(&["show", "api-audit", "--json"])["items"].as_array().expect("items").clone();
    let shown = flat(&out);
    for item in items {
        let (id, text) = (item["id"].as_str().expect("an id"), item["text"].as_str().expect("a text"));
        let at = shown.find(&format!("{} ({id})", flat(text))).unwrap_or_else(|| panic!("{id}: {out}"));
        assert!(shown[..at].trim_end().ends_with(|last: char| last.is_ascii_digit()), "{id} has a number: {out}");
    }
    let decision = "Evidence: A shipment can be changed until it is scanned onto a van (follow-up#1zz8wn)";
    assert!(shown.contains(decision), "{out}");
}

#[test]
fn start_asks_in_words_and_gate_answers_in_words() {
    let place = Place::empty();
    place.ok(&["init", "--product", "Orders"]);
    let json = place.json(&["start", "--json"]);
    let because = json["because"].as_str().expect("a sentence");
    let question = "Do we have evidence that this is worth doing: signals from the market, feedback, or figures from \
                    operations? (metrics-feedback-available)";
    assert!(because.contains(&format!("3 {question}; 4 ")), "{because}");
    assert!(json["stations"][0]["unsure"].as_array().expect("ids").contains(&"business-goals-defined".into()));
    let out = place.ok(&["start"]);
    assert!(out.contains(&format!("not answered  3 {question}\n")), "{out}");
    let gate = place.run(&["gate", "api-product-strategy"]);
    assert!(gate.out.contains(&format!("not answered  3 {question}\n")), "{gate:?}");

    let place = Place::demo();
    let path = "apiops/orders/api-audit.toml";
    let text = place.read(path);
    let list = place.json(&["show", "api-audit", "--json"]);
    let ids = list["items"].as_array().expect("items").iter().map(|item| item["id"].as_str().expect("an id"));
    // Every item is judged, so that some say otherwise than the answers.
    let head = text.split("\n[items.").next().expect("a head");
    let items = ids.map(|id| format!("\n[items.{id}]\nverdict = \"gap\"\nreason = \"r\"\n"));
    place.write(path, format!("{head}{}", items.collect::<String>()));
    let gate = place.run(&["gate", "api-product-strategy"]);
    let said = lines(&gate.out, "orders/api-audit.toml says gap: ");
    assert!(!said.is_empty(), "{gate:?}");
    for line in said {
        let rest = line.trim_start_matches("orders/api-audit.toml says gap: ");
        let (number, text) = rest.split_once(' ').expect("a number");
        assert!(number.parse::<usize>().is_ok() && text.contains(" (") && text.ends_with(')'), "{line}");
    }
}

#[test]
fn list_tells_documents_of_one_title_apart() {
    let place = Place::demo();
    place.ok(&["new", "customer-journey", "--variant", "courier"]);
    let out = place.ok(&["list"]);
    for kind in ["API Value Proposition  ", "API Audit  ", "Customer Journey  ", "Customer Journey (courier)  "] {
        let lines = lines(&out, kind);
        assert_eq!(lines.len(), 1, "{kind}: {out}");
        assert!(lines[0].ends_with("Orders"), "{out}");
    }
    assert!(out.contains("Next: "), "{out}");
}

#[test]
fn the_next_step_says_where() {
    let place = Place::empty();
    place.ok(&["init", "--product", "Orders"]);
    place.ok(&["new", "customer-journey"]);
    let out = place.ok(&["list"]);
    assert!(out.contains("Next: Fill in Persona in customer-journey; it is empty (section 1, persona)"), "{out}");
}
