//! What a file may say, as a JSON Schema (2020-12) for editors that understand TOML.
//!
//! It is made from the grammar the reader uses. It is as strict as `check` is about keys and words; what
//! takes more than one place to see, such as an id used twice, no schema can say.

use serde_json::{Map, Value, json};

use super::grammar::{self, By, Each, Key, Known, Table, Type, files};
use super::vocabulary::Vocabulary;
use crate::i18n::Catalogue;
use crate::method::{CanvasTemplate, ChecklistTemplate, Kind, Limits, Method, RegisterTemplate, SectionTemplate};

/// What a schema can be of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Subject<'a> {
    /// Canvases; of one template, where it is named.
    Canvas(Option<&'a CanvasTemplate>),
    /// Checklists; of one template, where it is named.
    Checklist(Option<&'a ChecklistTemplate>),
    /// `product.toml`
    Product,
    /// A kind of register.
    Register(&'a RegisterTemplate),
    /// `stationmaster.toml`
    Workspace,
}

/// An id of a note, a decision, an action or a parked topic.
const ID: &str = "^[0-9a-hjkmnp-tv-z]{6}$";
/// A reference to a note, a document or a published version.
const REFERENCE: &str = "^([^/#@]+/)?[^/#@]+(@[0-9]+)?(#[0-9a-hjkmnp-tv-z]{6})?$";

/// A day.
const DAY: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

/// The schema of a kind of file, with descriptions in the catalogue's language.
#[must_use]
pub fn schema(subject: Subject<'_>, method: &Method, words: &Catalogue) -> Value {
    let mut vocabulary = Vocabulary::new(method);
    let register;
    let (name, grammar, title) = match subject {
        Subject::Canvas(template) => {
            vocabulary.canvas = template;
            let title = template.map(|template| template.title.get(words.code()));
            (Some(key!("schema.title.canvas")), &files::CANVAS, title)
        }
        Subject::Checklist(template) => {
            vocabulary.checklist = template;
            let title = template.map(|template| template.title.get(words.code()));
            (Some(key!("schema.title.checklist")), &files::CHECKLIST, title)
        }
        Subject::Product => (Some(key!("schema.title.product")), &files::PRODUCT, None),
        Subject::Register(template) => {
            register = grammar::register::of(template);
            (None, &register, Some(template.purpose.as_ref().unwrap_or(&template.title).get(words.code())))
        }
        Subject::Workspace => (Some(key!("schema.title.workspace")), &files::SETTINGS, None),
    };
    let mut schema = Maker { vocabulary, words }.table(grammar, Kind::default());
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!(title.or(name.map(|name| words.say(name))).unwrap_or_default());
    schema
}

/// Goes through a grammar. The kind is the one of the notes of a section, where they have none of their own.
struct Maker<'a> {
    vocabulary: Vocabulary<'a>,
    words: &'a Catalogue,
}

impl Maker<'_> {
    /// A table with its keys and no others, each with its description.
    fn table(&self, table: &Table, kind: Kind) -> Value {
        let mut properties = Map::new();
        for key in &*table.keys {
            let mut value = self.key(key, kind);
            let title = key.title.as_ref().map(|title| title.get(self.words.code()));
            if let Some(text) = self.words.find(&format!("schema.key.{}", key.name)).or(title)
                && value.get("description").is_none()
            {
                value["description"] = json!(text);
            }
            properties.insert(key.name.clone().into_owned(), value);
        }
        let required: Vec<&str> = table.keys.iter().filter(|key| key.is_required).map(|key| &*key.name).collect();
        let mut schema = json!({
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        });
        if let Some(condition) = table.condition {
            schema["if"] = json!({
                "properties": { condition.key: { "const": condition.word } },
                "required": [condition.key],
            });
            schema["then"] = json!({ "required": [condition.needs] });
        }
        schema
    }

    fn key(&self, key: &Key, kind: Kind) -> Value {
        let mut value = self.value(&key.of, kind);
        if key.is_filled {
            value["minLength"] = json!(1);
        }
        value
    }

    fn value(&self, of: &Type, kind: Kind) -> Value {
        match of {
            Type::Text | Type::DateOrText => text(),
            Type::Id => pattern(ID),
            Type::Reference => pattern(REFERENCE),
            Type::Color => pattern("^#[0-9A-Fa-f]{6}$"),
            Type::Digest => pattern("^sha256:"),
            Type::Kind => {
                let mut words = one_of(Kind::ALL.map(Kind::word));
                words["default"] = json!(kind.word());
                words
            }
            Type::Word(words) => one_of(words.iter()),
            Type::Known(known) => self.known(*known),
            Type::Format => json!({ "const": 1 }),
            Type::Integer(least) => json!({ "type": "integer", "minimum": least }),
            Type::Number(limits) => number(*limits),
            Type::Bool => json!({ "type": "boolean" }),
            // Editors hand over a date of TOML as its text.
            Type::Date => json!({ "type": "string", "format": "date", "pattern": DAY }),
            Type::Time => json!({ "type": "string", "format": "time" }),
            Type::List(list) => {
                let mut array = json!({ "type": "array", "items": self.value(&list.of, kind) });
                if list.is_set {
                    array["uniqueItems"] = json!(true);
                }
                array
            }
            Type::Table(table) => self.table(table, kind),
            Type::Each(each) => self.each(each, kind),
            Type::Rows(table) => json!({ "type": "array", "items": self.table(table, kind) }),
        }
    }

    /// What the method has: all of it, but of the template the file follows.
    fn known(&self, known: Known) -> Value {
        let Vocabulary { canvas, checklist, .. } = self.vocabulary;
        match (known, canvas, checklist) {
            (Known::Canvas, Some(template), _) => json!({ "const": template.id }),
            (Known::Checklist, _, Some(template)) => json!({ "const": template.id }),
            (Known::Profile, _, Some(template)) if template.profiles.is_empty() => text(),
            // An empty list would allow no cycle at all, as `check` does.
            (Known::Cycle, ..) => one_of(self.vocabulary.ids(known).unwrap_or_default()),
            _ => self.vocabulary.ids(known).map_or_else(text, one_of),
        }
    }

    /// A table that holds the same under every key.
    fn each(&self, each: &Each, kind: Kind) -> Value {
        let of = |kind: Kind| self.value(&each.of, kind);
        let Vocabulary { method, canvas, checklist, .. } = self.vocabulary;
        let language = self.words.code();
        let described = |(id, description): (&String, &str)| {
            let mut value = of(kind);
            value["description"] = json!(description);
            (id.clone(), value)
        };
        let properties: Map<String, Value> = match (each.by, canvas, checklist) {
            (By::Id, ..) => return keyed(ID, &of(kind)),
            (By::Date, ..) => return keyed(DAY, &of(kind)),
            (By::Section, Some(template), _) => {
                let section = |section: &SectionTemplate| {
                    let mut value = of(section.default_kind);
                    value["title"] = json!(section.title.get(language));
                    value["description"] = json!(section.question.get(language));
                    (section.id.clone(), value)
                };
                template.sections.iter().map(section).collect()
            }
            (By::Item, _, Some(template)) => {
                template.items.iter().map(|item| (&item.id, item.text.get(language))).map(described).collect()
            }
            (By::Criterion, ..) => {
                let criteria = method.criteria().iter();
                criteria.map(|criterion| (&criterion.id, criterion.text.get(language))).map(described).collect()
            }
            (By::Person, ..) => method.people().iter().map(|person| (person.id.clone(), of(kind))).collect(),
            (By::Station, ..) => {
                let stations = method.cycles().iter().flat_map(|cycle| &cycle.stations);
                stations.map(|station| (station.id.clone(), of(kind))).collect()
            }
            (By::Section | By::Item | By::Stem | By::Rule, ..) => {
                return json!({ "type": "object", "additionalProperties": of(kind) });
            }
        };
        json!({ "type": "object", "properties": properties, "additionalProperties": false })
    }
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn number(limits: Limits) -> Value {
    let mut number = json!({ "type": if limits.is_whole { "integer" } else { "number" } });
    for (word, bound) in [("minimum", limits.min), ("maximum", limits.max)] {
        if let Some(bound) = bound {
            // What is whole is written without a fraction.
            number[word] = serde_json::from_str(&bound.0.to_string()).unwrap_or_else(|_| json!(bound.0));
        }
    }
    number
}

fn pattern(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

fn one_of<'w>(words: impl IntoIterator<Item = &'w str>) -> Value {
    json!({ "enum": words.into_iter().collect::<Vec<_>>() })
}

fn keyed(pattern: &str, entry: &Value) -> Value {
    json!({ "type": "object", "patternProperties": { pattern: entry }, "additionalProperties": false })
}
