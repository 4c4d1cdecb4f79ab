//! What the program sends to a terminal, taken apart into sequences and text.

/// A piece of what was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Characters that are shown.
    Text(String),
    /// A control sequence, from its escape to its last byte.
    Sequence(String),
    /// A control character on its own.
    Control(char),
}

/// Takes apart what was sent. What is not UTF-8 fails.
pub fn pieces(bytes: &[u8]) -> Vec<Piece> {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let mut pieces = Vec::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '\x1b' {
            let mut sequence = String::from(character);
            if let Some(second) = characters.next() {
                sequence.push(second);
                match second {
                    '[' => {
                        // Parameters and intermediates go on until the byte that says what is meant.
                        for next in characters.by_ref() {
                            sequence.push(next);
                            if ('\x40'..='\x7e').contains(&next) {
                                break;
                            }
                        }
                    }
                    ']' | 'P' | '^' | '_' | 'X' => {
                        for next in characters.by_ref() {
                            sequence.push(next);
                            if next == '\x07' || sequence.ends_with("\x1b\\") {
                                break;
                            }
                        }
                    }
                    _ => {}
                }
            }
            pieces.push(Piece::Sequence(sequence));
        } else if character.is_control() {
            pieces.push(Piece::Control(character));
        } else if let Some(Piece::Text(text)) = pieces.last_mut() {
            text.push(character);
        } else {
            pieces.push(Piece::Text(character.into()));
        }
    }
    pieces
}

/// The control sequences of what was sent.
pub fn sequences(bytes: &[u8]) -> Vec<String> {
    let sequence = |piece| match piece {
        Piece::Sequence(sequence) => Some(sequence),
        _ => None,
    };
    pieces(bytes).into_iter().filter_map(sequence).collect()
}
