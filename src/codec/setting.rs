//! One value of a file of plain settings, changed in place.

use toml_edit::{DocumentMut, Item, Key, Value};

use super::places::BOM;

/// The text of a file with the value of one key at its top changed or added. `true` and `false` are written as such,
/// everything else as text. Comments and everything else stay as they are.
///
/// # Errors
/// Where the text is no TOML; it is for the person to fix first.
pub fn set_value(text: &str, key: &str, value: &str) -> Result<String, String> {
    let body = text.strip_prefix(BOM).unwrap_or(text);
    let mut document: DocumentMut = body.parse().map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
    let mut new = value.parse::<bool>().map_or_else(|_| Value::from(value), Value::from);
    let is_empty = document.is_empty();
    match document.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            *new.decor_mut() = old.decor().clone();
            *old = new;
        }
        None if is_empty => {
            // What stands in a file without a value are comments; they stay above.
            let before = document.trailing().as_str().unwrap_or_default().to_owned();
            let gap = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
            let mut key = Key::new(key);
            key.leaf_decor_mut().set_prefix(format!("{before}{gap}"));
            document.insert_formatted(&key, Item::Value(new));
            document.set_trailing("");
        }
        None => {
            document.insert(key, Item::Value(new));
        }
    }
    let changed = document.to_string();
    let changed = if body.contains("\r\n") { changed.replace("\r\n", "\n").replace('\n', "\r\n") } else { changed };
    Ok(format!("{}{changed}", &text[..text.len() - body.len()]))
}

#[cfg(test)]
mod tests {
    use super::set_value as change;

    #[test]
    fn one_value_changes_and_every_comment_stays() {
        let text = "# mine\ntheme = \"dark\" # calm\n\n[keys.canvas]\n# a\nadd-note = \"b\"\n";
        assert_eq!(change(text, "theme", "light").expect("changed"), text.replace("dark", "light"));
        let text = "# mine\nmouse = false\n\n[keys.canvas]\nadd-note = \"b\"\n";
        let changed = change(text, "theme", "light").expect("changed");
        assert_eq!(changed, "# mine\nmouse = false\ntheme = \"light\"\n\n[keys.canvas]\nadd-note = \"b\"\n");
        assert_eq!(change("", "theme", "light").expect("changed"), "theme = \"light\"\n");
        assert_eq!(change("# x\n", "theme", "light").expect("changed"), "# x\ntheme = \"light\"\n");
        assert_eq!(change("# x\r\nmouse = true\r\n", "mouse", "false").expect("changed"), "# x\r\nmouse = false\r\n");
        assert!(change("theme = ", "theme", "light").is_err());
    }
}
