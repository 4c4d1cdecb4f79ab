//! Other words for a data file of the method: texts are replaced, everything else stays as it is.

use toml_edit::{Array, DocumentMut, InlineTable, Item, TableLike, Value};

use crate::method::Text;

/// Words for one place of a data file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The list and the id of the entry in it that has the key; nothing where the key stands at the top.
    pub entry: Option<(&'static str, String)>,
    /// The key.
    pub key: &'static str,
    /// The words.
    pub words: Words,
}

/// What a key of a data file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// One text.
    One(Text),
    /// Several, one after another.
    Several(Vec<Text>),
}

/// The text of a data file with other words in it. A place that the file does not have is left out.
///
/// # Errors
/// Where the text is no TOML.
pub fn reword(text: &str, wordings: &[Wording]) -> Result<String, String> {
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
    for Wording { entry, key, words } in wordings {
        let table = match entry {
            None => Some(document.as_table_mut() as &mut dyn TableLike),
            Some((list, id)) => document.get_mut(list).and_then(|list| find(list, id)),
        };
        if let Some(table) = table {
            put(table, key, words);
        }
    }
    Ok(document.to_string())
}

/// The entry of a list with that id; the list may be written as `[[list]]` or as `list = [{ … }]`.
fn find<'a>(list: &'a mut Item, id: &str) -> Option<&'a mut dyn TableLike> {
    let has = |table: &dyn TableLike| table.get("id").and_then(Item::as_str) == Some(id);
    match list {
        Item::ArrayOfTables(list) => list.iter_mut().find(|table| has(*table)).map(|table| table as &mut dyn TableLike),
        Item::Value(Value::Array(list)) => list
            .iter_mut()
            .filter_map(Value::as_inline_table_mut)
            .find(|table| has(*table))
            .map(|table| table as &mut dyn TableLike),
        _ => None,
    }
}

fn put(table: &mut dyn TableLike, key: &str, words: &Words) {
    let mut value = match words {
        Words::One(text) => value_of(text),
        Words::Several(texts) => {
            let mut array: Array = texts.iter().map(value_of).collect();
            array.iter_mut().for_each(|value| value.decor_mut().set_prefix("\n  "));
            array.set_trailing_comma(true);
            array.set_trailing("\n");
            Value::Array(array)
        }
    };
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        None => {
            table.insert(key, Item::Value(value));
        }
    }
}

fn value_of(text: &Text) -> Value {
    match text {
        Text::One(text) => Value::from(text.as_str()),
        Text::Many(texts) => {
            let table: InlineTable = texts.iter().map(|(language, text)| (language.as_str(), text.as_str())).collect();
            Value::InlineTable(table)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn many(texts: &[(&str, &str)]) -> Text {
        Text::Many(texts.iter().map(|(language, text)| ((*language).to_owned(), (*text).to_owned())).collect())
    }

    #[test]
    fn words_change_and_everything_else_stays() {
        let text = "# mine\ntitle  = \"A\" # said\norder  = 3\n\n[[steps]]\nid   = \"x\"\ntext = { en = \"One\" }\n\n\
                    [[steps]]\nid   = \"y\"\ntext = \"Two\"\nall  = [\"a\"]\n";
        let inline = "kinds = [\n  { id = \"x\", text = \"One\" },\n  { id = \"y\", text = \"Two\" },\n]\n";
        let other = Wording { entry: Some(("kinds", "y".to_owned())), key: "text", words: Words::One("Other".into()) };
        assert_eq!(reword(inline, &[other]), Ok(inline.replace("Two", "Other")));
        let wordings = [
            Wording { entry: None, key: "title", words: Words::One("A \"new\" one".into()) },
            Wording {
                entry: Some(("steps", "y".to_owned())),
                key: "text",
                words: Words::One(many(&[("en", "Other"), ("fi", "Muu")])),
            },
            Wording {
                entry: Some(("steps", "y".to_owned())),
                key: "all",
                words: Words::Several(vec!["b".into(), many(&[("fi", "c")])]),
            },
            Wording { entry: Some(("steps", "z".to_owned())), key: "text", words: Words::One("nowhere".into()) },
            Wording { entry: Some(("steps", "x".to_owned())), key: "more", words: Words::One("added".into()) },
        ];
        let wanted = "# mine\ntitle  = 'A \"new\" one' # said\norder  = 3\n\n[[steps]]\nid   = \"x\"\ntext = { en = \"One\" }\n\
                      more = \"added\"\n\n[[steps]]\nid   = \"y\"\ntext = { en = \"Other\", fi = \"Muu\" }\n\
                      all  = [\n  \"b\",\n  { fi = \"c\" },\n]\n";
        assert_eq!(reword(text, &wordings).as_deref(), Ok(wanted));
        assert_eq!(reword(text, &[]).as_deref(), Ok(text));
        assert!(reword("title = ", &[]).is_err());
    }
}
