//! What is wrong with the definition of a register.

use std::collections::HashSet;

use super::{Found, PRODUCT_FILE, SETTINGS_FILE};
use crate::method::{Bound, KeyTemplate, KeyedBy, Method, RegisterPlace, RegisterTemplate, TableTemplate, ValueType};

impl Found {
    pub(super) fn register(&mut self, register: &RegisterTemplate, method: &Method) {
        self.format(register.format);
        self.ids([("register".to_owned(), register.id.as_str())]);
        if method.template(&register.id).is_some() {
            self.taken("register", &register.id);
        }
        self.needs("files", "register", register.files.is_empty());
        for (at, pattern) in register.files.iter().enumerate() {
            let parts: Vec<&str> = pattern.split('/').collect();
            let is_name = |part: &&str| !part.is_empty() && !part.starts_with('.') && !part[1..].contains('*');
            let is_right = parts.len() <= 2
                && parts.iter().all(|part| is_name(part) && !part.contains('\\'))
                && pattern.strip_suffix(".toml").is_some()
                && !(parts.len() == 1 && pattern.contains('*'))
                && !(parts.len() == 2 && (parts[0] == "versions" || register.place == RegisterPlace::Workspace))
                && ![PRODUCT_FILE, SETTINGS_FILE].contains(&pattern.as_str());
            if !is_right {
                let what = sentence!("method.problem.files.what", pattern = pattern);
                self.report(&format!("files[{at}]"), what, key!("method.problem.files.help"));
            } else if is_taken(register, pattern, method) {
                self.taken(&format!("files[{at}]"), pattern);
            }
        }
        self.needs("tables", "register", register.tables.is_empty() && register.head.is_empty());
        self.fields("", "head", &register.head, &register.tables);
    }

    /// The keys and tables of one table: each once, in the form of a name.
    fn fields(&mut self, place: &str, list: &str, keys: &[KeyTemplate], tables: &[TableTemplate]) {
        let mut seen: HashSet<&str> = place.is_empty().then_some("format").into_iter().collect();
        for (at, key) in keys.iter().enumerate() {
            let path = format!("{place}{list}[{at}]");
            self.name(&format!("{path}.key"), &key.key, &mut seen);
            self.value(&path, key);
        }
        for (at, table) in tables.iter().enumerate() {
            let path = format!("{place}tables[{at}]");
            self.name(&format!("{path}.name"), &table.name, &mut seen);
            if let Some(value) = &table.holds {
                self.value(&format!("{path}.holds"), value);
                let is_alone = table.keys.is_empty() && table.tables.is_empty() && table.by != KeyedBy::Single;
                if !is_alone {
                    let what = sentence!("method.problem.holds.what", table = &table.name);
                    self.report(&format!("{path}.holds"), what, key!("method.problem.holds.help"));
                }
            } else {
                self.needs("keys", &path, table.keys.is_empty() && table.tables.is_empty());
                self.fields(&format!("{path}."), "keys", &table.keys, &table.tables);
            }
        }
    }

    fn name<'t>(&mut self, path: &str, name: &'t str, seen: &mut HashSet<&'t str>) {
        // Keys of files join their words by lines under the letters.
        self.ids([(path.to_owned(), name.replace('_', "-").as_str())]);
        if !seen.insert(name) {
            let what = sentence!("method.problem.twice.what", id = name);
            self.report(path, what, key!("method.problem.twice.help"));
        }
    }

    fn value(&mut self, path: &str, key: &KeyTemplate) {
        self.needs("words", path, key.has_words() && key.words.is_empty());
        if let Some(default) = &key.default {
            let fits = match key.kind {
                ValueType::Text => true,
                ValueType::Word => key.words.contains(default),
                _ => false,
            };
            if !fits {
                let what = sentence!("method.problem.default.what", key = &key.key, default = default);
                self.report(&format!("{path}.default"), what, key!("method.problem.default.help"));
            }
        }
        let limits = [key.min, key.max].into_iter().flatten();
        if let (Some(Bound(min)), Some(Bound(max))) = (key.min, key.max)
            && (min > max || min.is_nan() || max.is_nan())
        {
            let what = sentence!("method.problem.limits.what", min = min, max = max);
            self.report(&format!("{path}.min"), what, key!("method.problem.limits.help"));
        } else if !key.has_numbers() && (limits.count() > 0 || key.whole) {
            let what = sentence!("method.problem.no-number.what", key = &key.key);
            self.report(path, what, key!("method.problem.no-number.help"));
        }
    }
}

/// Whether files of that name are something else already: canvases, checklists, or another register.
fn is_taken(register: &RegisterTemplate, pattern: &str, method: &Method) -> bool {
    let of_documents =
        !pattern.contains('/') && pattern.split('.').next().is_some_and(|id| method.template(id).is_some());
    let mut others = method.registers().iter().filter(|other| other.id != register.id && other.place == register.place);
    of_documents || others.any(|other| other.files.iter().any(|file| file == pattern))
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use crate::i18n::SentenceKey;
    use crate::method::{Method, built_in_file};

    fn problems(text: &str) -> Vec<(SentenceKey, usize)> {
        let (_, problems) = read(text, Method::built_in());
        problems.iter().map(|problem| (problem.what.key, problem.place.line)).collect()
    }

    /// What a name means already it means for good: no definition takes it over.
    #[test]
    fn a_register_takes_no_name_of_something_else() {
        let definition = |id: &str, files: &str| {
            format!(
                "format = 1\nregister = \"{id}\"\nfiles = [{files}]\ntitle = \"T\"\npurpose = \"p\"\n\n[[tables]]\n\
                 name = \"risks\"\ntitle = \"Risks\"\nkeys = [\n  {{ key = \"by\", type = \"text\", title = \"By\" }},\n]\n"
            )
        };
        let taken = key!("method.problem.taken.what");
        assert_eq!(problems(&definition("risks", "\"risks.toml\", \"risks/*.toml\"")), []);
        assert_eq!(problems(&definition("domain", "\"risks.toml\"")), [(taken, 2)]);
        assert_eq!(problems(&definition("api-audit", "\"risks.toml\"")), [(taken, 2)]);
        for file in ["domain.toml", "api-audit.toml", "domain.peak.toml", "follow-up.toml"] {
            assert_eq!(problems(&definition("risks", &format!("\"{file}\""))), [(taken, 3)], "{file}");
        }
        let right = built_in_file("registers/follow-up.toml").expect("built in");
        assert_eq!(problems(right), [], "in its own place");
    }

    #[test]
    fn a_text_and_one_of_the_words_can_stand_in_a_new_file() {
        let with = |key: &str| {
            problems(&format!(
                "format = 1\nregister = \"risks\"\nfiles = [\"risks.toml\"]\ntitle = \"T\"\npurpose = \"p\"\nhead = [\n  \
                 {{ key = \"by\", title = \"By\", {key} }},\n]\n"
            ))
        };
        for right in ["type = \"text\", default = \"us\"", "type = \"word\", words = [\"a\", \"b\"], default = \"b\""] {
            assert_eq!(with(right), [], "{right}");
        }
        let wrong = key!("method.problem.default.what");
        for key in ["type = \"word\", words = [\"a\"], default = \"b\"", "type = \"number\", default = \"1\""] {
            assert_eq!(with(key), [(wrong, 7)], "{key}");
        }
    }

    #[test]
    fn a_right_definition_has_no_problem_and_each_slip_is_named() {
        let right = built_in_file("registers/follow-up.toml").expect("built in");
        assert_eq!(problems(right), []);
        let text = "format = 1\nregister = \"Our Risks\"\nfiles = [\"product.toml\", \"*.toml\"]\ntitle = \"Risks\"\n\
                    head = [\n  { key = \"format\", type = \"text\", title = \"Format\" },\n]\n\n[[tables]]\n\
                    name = \"risks\"\ntitle = \"Risks\"\nholds = { type = \"word\", title = \"Weight\" }\nkeys = [\n  \
                    { key = \"by\", type = \"text\", title = \"By\" },\n]\n";
        let found = problems(text);
        assert_eq!(
            found,
            [
                (key!("method.problem.id.what"), 2),
                (key!("method.problem.files.what"), 3),
                (key!("method.problem.files.what"), 3),
                (key!("method.problem.twice.what"), 6),
                (key!("method.problem.none.what"), 12),
                (key!("method.problem.holds.what"), 12),
            ]
        );
    }
}
