//! Groups by number, as a room speaks them: `5 9 12>2` puts three under one, `9<` takes one out.

/// What a line asks for, its numbers as they were typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Regrouping {
    /// These come under that one.
    Under {
        /// What comes under it.
        members: Vec<String>,
        /// What it comes under.
        head: String,
    },
    /// These come out of their group; of the first of a group, all that is under it does.
    Out(Vec<String>),
}

/// Why a line cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// There is something that is no number.
    NoNumber(String),
    /// Numbers of which nothing is said.
    Left(Vec<String>),
    /// A sign with nothing before it.
    NothingBefore(char),
    /// Nothing says what they come under.
    NoHead(Vec<String>),
}

/// Reads a line. Numbers stand between blanks and commas; `>` and `<` need none around them.
///
/// # Errors
/// What of it cannot be read.
pub fn read(line: &str) -> Result<Vec<Regrouping>, Unreadable> {
    let (mut all, mut numbers): (Vec<Regrouping>, Vec<String>) = (Vec::new(), Vec::new());
    let mut under: Option<Vec<String>> = None;
    for word in words(line) {
        match word {
            ">" | "<" if numbers.is_empty() => {
                return Err(match under {
                    Some(members) => Unreadable::NoHead(members),
                    None => Unreadable::NothingBefore(if word == ">" { '>' } else { '<' }),
                });
            }
            ">" => under = Some(std::mem::take(&mut numbers)),
            "<" => all.push(Regrouping::Out(std::mem::take(&mut numbers))),
            number if !is_number(number) => return Err(Unreadable::NoNumber(number.to_owned())),
            number => match under.take() {
                Some(members) => all.push(Regrouping::Under { members, head: number.to_owned() }),
                None => numbers.push(number.to_owned()),
            },
        }
    }
    match (under, numbers.is_empty()) {
        (Some(members), _) => Err(Unreadable::NoHead(members)),
        (None, false) => Err(Unreadable::Left(numbers)),
        (None, true) => Ok(all),
    }
}

/// Whether it is `5` or `1.5`.
fn is_number(word: &str) -> bool {
    let is_digits = |part: &str| !part.is_empty() && part.chars().all(|sign| sign.is_ascii_digit());
    match word.split_once('.') {
        Some((section, place)) => is_digits(section) && is_digits(place),
        None => is_digits(word),
    }
}

/// The words and signs of a line.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let parts = line.split(|sign: char| sign.is_whitespace() || sign == ',').filter(|word| !word.is_empty());
    parts.flat_map(|word| word.split_inclusive(['<', '>'])).flat_map(|part| {
        let cut = part.strip_suffix(['<', '>']).map_or(part.len(), str::len);
        let (word, sign) = part.split_at(cut);
        [word, sign].into_iter().filter(|part| !part.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn under(members: &[&str], head: &str) -> Regrouping {
        Regrouping::Under { members: members.iter().map(|&word| word.to_owned()).collect(), head: head.to_owned() }
    }

    #[test]
    fn a_line_is_read_as_the_room_says_it() {
        assert_eq!(read("5 9 12>2"), Ok(vec![under(&["5", "9", "12"], "2")]));
        assert_eq!(read("5, 9 > 2 1.7>1.3"), Ok(vec![under(&["5", "9"], "2"), under(&["1.7"], "1.3")]));
        assert_eq!(read("9< 5>2"), Ok(vec![Regrouping::Out(vec!["9".into()]), under(&["5"], "2")]));
        assert_eq!(read("3 4 <"), Ok(vec![Regrouping::Out(vec!["3".into(), "4".into()])]));
        assert_eq!(read(" "), Ok(vec![]));
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        assert_eq!(read("5 9"), Err(Unreadable::Left(vec!["5".into(), "9".into()])));
        assert_eq!(read("5>"), Err(Unreadable::NoHead(vec!["5".into()])));
        assert_eq!(read("5>>2"), Err(Unreadable::NoHead(vec!["5".into()])));
        assert_eq!(read(">2"), Err(Unreadable::NothingBefore('>')));
        assert_eq!(read("<"), Err(Unreadable::NothingBefore('<')));
        for wrong in ["x>2", "1.>2", ".5>2", "1.2.3>4", "漢>1"] {
            assert!(matches!(read(wrong), Err(Unreadable::NoNumber(_))), "{wrong}");
        }
    }
}
