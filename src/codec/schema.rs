//! What a file may say, as a JSON Schema (2020-12) for editors that understand TOML.
//!
//! It is made from the same tables and words the reader uses. It is as strict as `check` is about keys and words; what
//! takes more than one place to see, such as an id used twice, no schema can say.

use serde_json::{Map, Value, json};

use super::table_model;
use crate::document::{Basis, Names, Reply, RoundVerdict, SectionState, Status, Style, Verdict};
use crate::i18n::Catalogue;
use crate::method::{CanvasTemplate, ChecklistTemplate, Kind, Method};

/// What a schema can be of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Subject<'a> {
    /// Canvases; of one template, where it is named.
    Canvas(Option<&'a CanvasTemplate>),
    /// Checklists; of one template, where it is named.
    Checklist(Option<&'a ChecklistTemplate>),
    /// `product.toml`
    Product,
    /// `follow-up.toml`
    FollowUp,
    /// `stationmaster.toml`
    Workspace,
}

/// An id of a note, a decision, an action or a parked topic.
const ID: &str = "^[0-9a-hjkmnp-tv-z]{6}$";
/// A reference to a note, a document or a published version.
const REFERENCE: &str = "^([^/#@]+/)?[^/#@]+(@[0-9]+)?(#[0-9a-hjkmnp-tv-z]{6})?$";

/// The schema of a kind of file, with descriptions in the catalogue's language.
#[must_use]
pub fn schema(subject: Subject<'_>, method: &Method, words: &Catalogue) -> Value {
    let maker = Maker { method, words };
    let (title, mut schema) = match subject {
        Subject::Canvas(template) => {
            (template.map(|template| template.title.get(words.code())), maker.canvas(template))
        }
        Subject::Checklist(template) => {
            (template.map(|template| template.title.get(words.code())), maker.checklist(template))
        }
        Subject::Product => (None, maker.product()),
        Subject::FollowUp => (None, maker.follow_up()),
        Subject::Workspace => (None, maker.workspace()),
    };
    let name = match subject {
        Subject::Canvas(_) => key!("schema.title.canvas"),
        Subject::Checklist(_) => key!("schema.title.checklist"),
        Subject::Product => key!("schema.title.product"),
        Subject::FollowUp => key!("schema.title.follow-up"),
        Subject::Workspace => key!("schema.title.workspace"),
    };
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!(title.unwrap_or(words.say(name)));
    schema
}

struct Maker<'a> {
    method: &'a Method,
    words: &'a Catalogue,
}

impl Maker<'_> {
    /// A table with these keys and no others, each with its description.
    fn table(&self, keys: &[&str], required: &[&str], of: impl Fn(&str) -> Value) -> Value {
        let mut properties = Map::new();
        for key in keys {
            let mut value = of(key);
            if let Some(text) = self.words.find(&format!("schema.key.{key}"))
                && value.get("description").is_none()
            {
                value["description"] = json!(text);
            }
            properties.insert((*key).to_owned(), value);
        }
        json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
    }

    fn head(&self, key: &str, list: Option<&ChecklistTemplate>) -> Value {
        match key {
            "format" => json!({ "const": 1 }),
            "status" => one_of(Status::ALL.map(Status::word)),
            "version" => json!({ "type": "integer", "minimum": 0 }),
            "review_by" => date(),
            "title" => json!({ "type": "string", "minLength": 1 }),
            "history" => json!({ "type": "array", "items": self.history() }),
            "profile" => match list {
                Some(list) if !list.profiles.is_empty() => {
                    one_of(list.profiles.iter().map(|profile| profile.id.as_str()))
                }
                _ => text(),
            },
            _ => text(),
        }
    }

    fn history(&self) -> Value {
        self.table(table_model::HISTORY_KEYS, &["version", "date"], |key| match key {
            "version" => json!({ "type": "integer", "minimum": 1 }),
            "date" => date(),
            "digest" => json!({ "type": "string", "pattern": "^sha256:" }),
            _ => text(),
        })
    }

    fn canvas(&self, template: Option<&CanvasTemplate>) -> Value {
        let language = self.words.code();
        let required = ["format", "canvas", "title"];
        self.table(table_model::CANVAS_KEYS, &required, |key| match key {
            "canvas" => match template {
                Some(template) => json!({ "const": template.id }),
                None => one_of(self.method.canvases().iter().map(|canvas| canvas.id.as_str())),
            },
            "notes" => Self::of_sections(template, |kind| self.notes(kind), language),
            "sections" => Self::of_sections(template, |_| self.mark(), language),
            _ => self.head(key, None),
        })
    }

    /// A table with one table a section: those of the template, or any where none is named.
    fn of_sections(template: Option<&CanvasTemplate>, of: impl Fn(Kind) -> Value, language: &str) -> Value {
        let Some(template) = template else {
            return json!({ "type": "object", "additionalProperties": of(Kind::default()) });
        };
        let mut properties = Map::new();
        for section in &template.sections {
            let mut value = of(section.default_kind);
            value["title"] = json!(section.title.get(language));
            value["description"] = json!(section.question.get(language));
            properties.insert(section.id.clone(), value);
        }
        json!({ "type": "object", "properties": properties, "additionalProperties": false })
    }

    fn notes(&self, kind: Kind) -> Value {
        let note = self.table(table_model::NOTE_KEYS, &["text"], |key| match key {
            "text" => json!({ "type": "string", "minLength": 1 }),
            "kind" => {
                let mut words = one_of(Kind::ALL.map(Kind::word));
                words["default"] = json!(kind.word());
                words
            }
            "color" => json!({ "type": "string", "pattern": "^#[0-9A-Fa-f]{6}$" }),
            "under" => json!({ "type": "string", "pattern": ID }),
            "basis" => one_of(Basis::ALL.map(Basis::word)),
            "from" | "serves" | "relieves" | "realises" | "see" => references(),
            _ => text(),
        });
        by_id(&note)
    }

    fn mark(&self) -> Value {
        let mut mark = self.table(table_model::MARK_KEYS, &["state"], |key| match key {
            "state" => one_of(SectionState::ALL.map(SectionState::word)),
            _ => text(),
        });
        mark["if"] = is("state", SectionState::NotApplicable.word());
        mark["then"] = json!({ "required": ["reason"] });
        mark
    }

    fn checklist(&self, template: Option<&ChecklistTemplate>) -> Value {
        let language = self.words.code();
        self.table(table_model::CHECKLIST_KEYS, &["format", "checklist", "title"], |key| match (key, template) {
            ("checklist", Some(template)) => json!({ "const": template.id }),
            ("checklist", None) => one_of(self.method.checklists().iter().map(|list| list.id.as_str())),
            ("items", None) => json!({ "type": "object", "additionalProperties": self.answer() }),
            ("items", Some(template)) => {
                let mut properties = Map::new();
                for item in &template.items {
                    let mut answer = self.answer();
                    answer["description"] = json!(item.text.get(language));
                    properties.insert(item.id.clone(), answer);
                }
                json!({ "type": "object", "properties": properties, "additionalProperties": false })
            }
            _ => self.head(key, template),
        })
    }

    fn answer(&self) -> Value {
        let mut answer = self.table(table_model::ANSWER_KEYS, &[], |key| match key {
            "verdict" => one_of(Verdict::ALL.map(Verdict::word)),
            "date" => date(),
            "evidence" => texts(),
            "waiver" => self.table(table_model::WAIVER_KEYS, &["reason", "until"], |key| match key {
                "until" => date(),
                _ => text(),
            }),
            _ => text(),
        });
        answer["if"] = is("verdict", Verdict::NotApplicable.word());
        answer["then"] = json!({ "required": ["reason"] });
        answer
    }

    fn criteria(&self) -> Value {
        let answer = self.table(table_model::CRITERION_KEYS, &["answer"], |key| match key {
            "answer" => one_of(Reply::ALL.map(Reply::word)),
            "evidence" => texts(),
            "date" => date(),
            _ => text(),
        });
        let language = self.words.code();
        let mut properties = Map::new();
        for criterion in self.method.criteria() {
            let mut one = answer.clone();
            one["description"] = json!(criterion.text.get(language));
            properties.insert(criterion.id.clone(), one);
        }
        json!({ "type": "object", "properties": properties, "additionalProperties": false })
    }

    fn product(&self) -> Value {
        self.table(table_model::PRODUCT_KEYS, &["format", "name", "cycle"], |key| match key {
            "format" => json!({ "const": 1 }),
            "cycle" => one_of(self.method.cycles().iter().map(|cycle| cycle.id.as_str())),
            "styles" => json!({ "type": "array", "items": one_of(Style::ALL.map(Style::word)), "uniqueItems": true }),
            "team" => {
                let people = self.method.people().iter().map(|person| (person.id.clone(), text()));
                json!({ "type": "object", "properties": people.collect::<Map<_, _>>(), "additionalProperties": false })
            }
            "criteria" => self.criteria(),
            "reviewed" => self.reviewed(),
            "rounds" => by_id(&self.round()),
            _ => text(),
        })
    }

    fn round(&self) -> Value {
        self.table(table_model::ROUND_KEYS, &["number", "verdict", "reason"], |key| match key {
            "number" => json!({ "type": "integer", "minimum": 1 }),
            "date" => date(),
            "verdict" => one_of(RoundVerdict::ALL.map(RoundVerdict::word)),
            "criteria" => self.criteria(),
            "reviewed" => self.reviewed(),
            _ => text(),
        })
    }

    /// One table a station, in it one a document.
    fn reviewed(&self) -> Value {
        let mark = self.table(table_model::REVIEWED_KEYS, &[], |key| if key == "date" { date() } else { text() });
        let marks = json!({ "type": "object", "additionalProperties": mark });
        let stations = self.method.cycles().iter().flat_map(|cycle| &cycle.stations);
        let stations = stations.map(|station| (station.id.clone(), marks.clone()));
        json!({ "type": "object", "properties": stations.collect::<Map<_, _>>(), "additionalProperties": false })
    }

    fn follow_up(&self) -> Value {
        let entry = |key: &str| match key {
            "date" | "due" | "done" => date(),
            "rejected" => texts(),
            "about" => references(),
            _ => text(),
        };
        self.table(table_model::FOLLOW_UP_KEYS, &["format"], |key| match key {
            "decisions" => by_id(&self.table(table_model::DECISION_KEYS, &["text"], entry)),
            "actions" => by_id(&self.table(table_model::ACTION_KEYS, &["text"], entry)),
            "parked" => by_id(&self.table(table_model::PARKED_KEYS, &["text"], entry)),
            _ => json!({ "const": 1 }),
        })
    }

    fn workspace(&self) -> Value {
        self.table(table_model::SETTINGS_KEYS, &["format"], |key| match key {
            "format" => json!({ "const": 1 }),
            "names" => one_of(Names::ALL.map(Names::word)),
            "policy" => json!({
                "type": "object",
                "additionalProperties": one_of(["off", "note", "warning", "error"]),
            }),
            _ => text(),
        })
    }
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn texts() -> Value {
    json!({ "type": "array", "items": { "type": "string" } })
}

/// A date; editors hand over a date of TOML as its text.
fn date() -> Value {
    json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
}

fn references() -> Value {
    json!({ "type": "array", "items": { "type": "string", "pattern": REFERENCE } })
}

fn one_of<'w>(words: impl IntoIterator<Item = &'w str>) -> Value {
    json!({ "enum": words.into_iter().collect::<Vec<_>>() })
}

fn by_id(entry: &Value) -> Value {
    json!({ "type": "object", "patternProperties": { ID: entry }, "additionalProperties": false })
}

fn is(key: &str, word: &str) -> Value {
    json!({ "properties": { key: { "const": word } }, "required": [key] })
}
