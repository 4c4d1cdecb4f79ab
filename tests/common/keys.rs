//! A script of keys on one line: `a Change the address<enter>Return a parcel<esc>`.

use stationmaster::app::Key;

/// The keys of a script: names in angle brackets as [`Key::parse`] reads them, in capitals or not, and everything else a
/// character at a time. An angle bracket that begins no name is itself, and `<lt>` always is.
pub fn keys(script: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = script;
    while let Some(character) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|after| {
            let (name, after) = after.split_once('>')?;
            let key = if name == "lt" { Some(Key::char('<')) } else { named(name) };
            Some((key?, after))
        });
        if let Some((key, after)) = named {
            keys.push(key);
            rest = after;
        } else {
            keys.push(Key::char(character));
            rest = &rest[character.len_utf8()..];
        }
    }
    keys
}

fn named(name: &str) -> Option<Key> {
    let small = name.to_lowercase();
    (small.chars().count() > 1).then(|| Key::parse(name).or_else(|| Key::parse(&small))).flatten()
}

#[test]
fn scripts_are_read_as_people_write_them() {
    let written = |script: &str| keys(script).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    assert_eq!(written("a<Enter>x<ctrl-r><shift-tab>"), "a enter x ctrl-r shift-tab");
    assert_eq!(written("<<lt><nothing>"), "< < < n o t h i n g >");
}
