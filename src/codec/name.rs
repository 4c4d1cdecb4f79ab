//! Names of files and folders: which are ours, which id a product's name gives, which word a mistyped one was meant
//! to be.

use crate::i18n::letters::fold_char;

/// The folder of method files, in a workspace and in the user's data folder, which is no product's.
pub const METHOD: &str = "method";

/// What a product is called whose name has no letter the table below knows.
const NAMELESS: &str = "product";

/// How long an id made from a name may be.
const MAX_ID_BYTES: usize = 48;

/// Names that Windows keeps for devices, whatever follows them after a dot.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Names of files that a reference means wherever it stands: those of a product, of its settings, and of the workspace.
const RESERVED: [&str; 4] = ["goals", "product", "follow-up", "stationmaster"];

/// The id that a product's name gives: small ASCII letters and digits, words joined by hyphens. Never empty, and never a
/// name that a system keeps for itself.
#[must_use]
pub fn id_from(name: &str) -> String {
    spelt_id(name).unwrap_or_else(|| NAMELESS.to_owned())
}

/// The same; nothing where no letter of the name is known and it has no digit.
#[must_use]
pub fn spelt_id(name: &str) -> Option<String> {
    let mut id = String::with_capacity(name.len());
    for character in name.chars() {
        let mut is_mark = character.is_ascii_punctuation() && character == '\'';
        let mut spelt = plain(character);
        if spelt.is_empty() {
            // What the table does not know by itself is taken apart first: full width, ligatures, marks, syllables.
            is_mark |= character != '-' && !character.is_whitespace();
            fold_char(character, |part| {
                is_mark &= matches!(part, '\'' | '\u{3099}' | '\u{309a}');
                if character.is_alphanumeric() {
                    spelt.push_str(&spell(part));
                }
            });
        }
        if !spelt.is_empty() {
            id.push_str(&spelt);
        } else if !is_mark && !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    if id.len() > MAX_ID_BYTES {
        let cut = id[..MAX_ID_BYTES].rfind('-').filter(|cut| *cut > MAX_ID_BYTES / 2).unwrap_or(MAX_ID_BYTES);
        id.truncate(cut);
    }
    let id = id.trim_matches('-');
    match id {
        "" => None,
        // The folder for method files is no product's.
        _ if DEVICES.contains(&id) || id == METHOD => Some(format!("{id}-{NAMELESS}")),
        _ => Some(id.to_owned()),
    }
}

/// The letters that a part of a character stands for: those of the table, or of the Korean alphabet.
fn spell(part: char) -> String {
    const FIRST: [&str; 19] =
        ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];
    const MIDDLE: [&str; 21] = [
        "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu",
        "eu", "ui", "i",
    ];
    const LAST: [&str; 27] = [
        "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t",
        "t", "k", "t", "p", "t",
    ];
    let of = |table: &[&str], first: u32| table.get((u32::from(part) - first) as usize).copied().map(str::to_owned);
    let jamo = match part {
        '\u{1100}'..='\u{1112}' => of(&FIRST, 0x1100),
        '\u{1161}'..='\u{1175}' => of(&MIDDLE, 0x1161),
        '\u{11a8}'..='\u{11c2}' => of(&LAST, 0x11a8),
        _ => None,
    };
    jamo.unwrap_or_else(|| plain(part))
}

/// The letters a character stands for in an id: none where it parts words.
#[allow(clippy::match_same_arms, reason = "one block an alphabet is easier to check")]
fn plain(character: char) -> String {
    if character.is_ascii_alphanumeric() {
        return character.to_ascii_lowercase().to_string();
    }
    if !character.is_alphabetic() {
        return String::new();
    }
    let lower = character.to_lowercase().next().unwrap_or(character);
    let letters = match lower {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ' | 'ả' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ð' | 'ď' | 'đ' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ' | 'ế' | 'ệ' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ' | 'ộ' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        // Cyrillic and Greek as they are commonly spelt in Latin letters.
        'а' | 'α' | 'ά' => "a",
        'б' => "b",
        'в' | 'β' => "v",
        'г' | 'ґ' | 'γ' => "g",
        'д' | 'δ' => "d",
        'е' | 'э' | 'ё' | 'ε' | 'έ' => "e",
        'є' => "ye",
        'ж' => "zh",
        'з' | 'ζ' => "z",
        'и' | 'і' | 'ι' | 'ί' | 'η' | 'ή' => "i",
        'й' | 'υ' | 'ύ' | 'ы' => "y",
        'ї' => "yi",
        'к' | 'κ' => "k",
        'л' | 'λ' => "l",
        'м' | 'μ' => "m",
        'н' | 'ν' => "n",
        'о' | 'ο' | 'ό' | 'ω' | 'ώ' => "o",
        'п' | 'π' => "p",
        'р' | 'ρ' => "r",
        'с' | 'σ' | 'ς' => "s",
        'т' | 'τ' => "t",
        'у' => "u",
        'ф' | 'φ' => "f",
        'х' => "kh",
        'χ' => "ch",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ю' => "yu",
        'я' => "ya",
        'ξ' => "x",
        'θ' => "th",
        'ψ' => "ps",
        _ => "",
    };
    letters.to_owned()
}

/// The id, or the id with the first number that makes it a new one.
pub fn free_id(id: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut free = id.to_owned();
    let mut number = 1_u32;
    while is_taken(&free) {
        number += 1;
        free = format!("{id}-{number}");
    }
    free
}

/// Whether a word can be the id of a product: an id that the program does not keep for itself.
#[must_use]
pub fn is_product_id(word: &str) -> bool {
    is_id(word) && word != METHOD
}

/// Whether a document in a folder of a product cannot be called so: a reference by that name means another file.
#[must_use]
pub fn is_reserved_stem(stem: &str) -> bool {
    RESERVED.contains(&stem)
}

/// Whether a word can be the id of a product or the variant of a document: what the system takes for one file name, on
/// every system.
#[must_use]
pub fn is_id(word: &str) -> bool {
    !word.is_empty()
        && word.len() <= 64
        && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_')
        && !DEVICES.contains(&word)
}

/// Whether a word can be the id of something in a method file: lower-case words joined by hyphens.
#[must_use]
pub fn is_method_id(word: &str) -> bool {
    let is_word =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    word.split('-').all(is_word)
}

/// Whether a file of that name can be one of ours: TOML, and neither hidden nor a copy that an editor or a merge tool
/// made.
#[must_use]
pub fn is_ours(name: &str) -> bool {
    let Some(stem) = name.strip_suffix(".toml") else { return false };
    let is_copy = ["_BACKUP_", "_BASE_", "_LOCAL_", "_REMOTE_"]
        .iter()
        .any(|mark| stem.rsplit_once(mark).is_some_and(|(_, number)| number.bytes().all(|byte| byte.is_ascii_digit())));
    !stem.is_empty() && !stem.starts_with(['.', '#', '~']) && !is_copy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_give_ids() {
        for (name, id) in [
            ("Orders", "orders"),
            ("Bestellungen & Rückgaben", "bestellungen-ruckgaben"),
            ("  Straße №5 ", "strasse-5"),
            ("Kunden's Łódź", "kundens-lodz"),
            ("Заказы", "zakazy"),
            ("注文", "product"),
            ("日本語", "product"),
            ("İstanbul", "istanbul"),
            ("ＡＰＩ ２", "api-2"),
            ("ﬁnance", "finance"),
            ("서울", "seoul"),
            ("Việt Nam", "viet-nam"),
            ("Shop’s own", "shops-own"),
            ("pro\u{ad}duct line", "product-line"),
            ("", "product"),
            ("../../etc", "etc"),
            ("CON", "con-product"),
            ("e\u{301}tat", "etat"),
        ] {
            assert_eq!(id_from(name), id, "{name}");
        }
        let long = id_from(&"parcel delivery ".repeat(20));
        assert!(long.len() <= MAX_ID_BYTES && !long.ends_with('-'), "{long}");
        assert!(is_id(&long));
    }

    #[test]
    fn a_taken_id_gets_a_number() {
        assert_eq!(free_id("orders", |_| false), "orders");
        assert_eq!(free_id("orders", |id| ["orders", "orders-2"].contains(&id)), "orders-3");
    }

    #[test]
    fn copies_and_hidden_files_are_not_ours() {
        for name in ["a.toml", "api-audit.second.toml", "api-value-proposition@2.toml", "A_LOCAL.toml"] {
            assert!(is_ours(name), "{name}");
        }
        for name in [
            "a.toml~",
            ".a.toml",
            ".#a.toml",
            "#a.toml#",
            "a.toml.swp",
            "a.txt",
            ".toml",
            "a_LOCAL_123.toml",
            ".stationmaster-x1y2.tmp",
        ] {
            assert!(!is_ours(name), "{name}");
        }
    }
}
