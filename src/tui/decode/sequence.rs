//! The sequences terminals send for keys, the mouse and focus: those of xterm, VTE and kitty, of rxvt, and of the Linux
//! console. What is in none of these tables is an answer, or not known, and means nothing.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// What a sequence between `ESC [` and its last byte means.
pub(crate) fn control_sequence(body: &[u8], last: u8) -> Option<Event> {
    let body = std::str::from_utf8(body).ok()?;
    if let Some(body) = body.strip_prefix('<') {
        let [buttons, x, y] = three(body)?;
        return match last {
            b'M' => mouse(buttons, x, y, false).map(Event::Mouse),
            b'm' => mouse(buttons, x, y, true).map(Event::Mouse),
            _ => None,
        };
    }
    let mut parts = body.split(';');
    let (first, held) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let plain = |code, modifiers| Some(Event::Key(KeyEvent::new(code, modifiers)));
    let number = || first.parse().ok().and_then(of_number);
    match last {
        b'I' if body.is_empty() => return Some(Event::FocusGained),
        b'O' if body.is_empty() => return Some(Event::FocusLost),
        b'M' => {
            let [buttons, x, y] = three(body)?;
            return mouse(buttons.checked_sub(32)?, x, y, false).map(Event::Mouse);
        }
        // rxvt tells what is held by the last byte.
        b'a'..=b'd' if body.is_empty() => return plain(arrow(last - b'a' + b'A')?, KeyModifiers::SHIFT),
        b'^' => return plain(number()?, KeyModifiers::CONTROL),
        b'@' => return plain(number()?, KeyModifiers::CONTROL | KeyModifiers::SHIFT),
        _ => {}
    }
    let (modifiers, kind) = held_with(held)?;
    let key = |code, modifiers| Some(Event::Key(KeyEvent::new_with_kind(code, modifiers, kind)));
    let is_letter = first.is_empty() || first == "1";
    match last {
        b'Z' if is_letter => key(KeyCode::BackTab, modifiers | KeyModifiers::SHIFT),
        // The way of xterm to tell of any key with what is held.
        b'~' if first == "27" => key(of_code(parts.next()?.parse().ok()?, modifiers)?, modifiers),
        b'~' => key(number()?, modifiers),
        b'u' => key(of_codes(first, parts.next(), modifiers)?, modifiers),
        // An answer where the cursor stands, unless something is held.
        b'R' if modifiers.is_empty() && !body.is_empty() => None,
        b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S' if is_letter => key(named(last)?, modifiers),
        _ => None,
    }
}

/// What a letter after `ESC O` means, with what is held before it.
pub(crate) fn single_shift(held: &[u8], last: u8) -> Option<KeyEvent> {
    let held = std::str::from_utf8(held).ok()?;
    let (modifiers, kind) = held_with(held.rsplit(';').next().unwrap_or_default())?;
    let key = |code| Some(KeyEvent::new_with_kind(code, modifiers, kind));
    match last {
        b'a'..=b'd' => Some(KeyEvent::new(arrow(last - b'a' + b'A')?, KeyModifiers::CONTROL)),
        b'M' => key(KeyCode::Enter),
        b'I' => key(KeyCode::Tab),
        b' ' => key(KeyCode::Char(' ')),
        b'X' => key(KeyCode::Char('=')),
        // The keypad: `*` to `/` and the digits, in the order of ASCII.
        b'j'..=b'y' => key(KeyCode::Char(char::from(last - 0x40))),
        _ => key(named(last)?),
    }
}

/// The key of a number that rxvt sends with Shift.
pub(crate) fn with_shift(number: &[u8]) -> Option<KeyEvent> {
    let number = std::str::from_utf8(number).ok()?.parse().ok()?;
    Some(KeyEvent::new(of_number(number)?, KeyModifiers::SHIFT))
}

/// What is held, and whether the key is pressed, repeats or is let go: `5:3`. Nothing where something is held with which
/// no key means what it means otherwise.
fn held_with(part: &str) -> Option<(KeyModifiers, KeyEventKind)> {
    let (mask, kind) = part.split_once(':').unwrap_or((part, ""));
    let mask = mask.parse::<u16>().unwrap_or(1).saturating_sub(1);
    // Super, Hyper and Meta. Caps Lock and Num Lock are above them.
    if mask & 0b11_1000 != 0 {
        return None;
    }
    let mut modifiers = KeyModifiers::empty();
    for (bit, modifier) in [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL)] {
        modifiers.set(modifier, mask & bit != 0);
    }
    let kind = match kind {
        "2" => KeyEventKind::Repeat,
        "3" => KeyEventKind::Release,
        _ => KeyEventKind::Press,
    };
    Some((modifiers, kind))
}

fn arrow(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        _ => return None,
    })
}

/// The key of a letter: arrows, Home, End, and F1 to F4.
fn named(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'P'..=b'S' => KeyCode::F(letter - b'P' + 1),
        letter => arrow(letter)?,
    })
}

/// The key of a number before `~`.
fn of_number(number: u8) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(number - 10),
        17..=21 => KeyCode::F(number - 11),
        23..=26 => KeyCode::F(number - 12),
        28..=29 => KeyCode::F(number - 13),
        31..=34 => KeyCode::F(number - 14),
        _ => return None,
    })
}

/// The key of the way of kitty, `97:65;2;65u`: its code, the one it has with Shift, and the text it types.
fn of_codes(codes: &str, text: Option<&str>, modifiers: KeyModifiers) -> Option<KeyCode> {
    let mut codes = codes.split(':');
    let code: u32 = codes.next()?.parse().ok()?;
    let shifted = codes.next().filter(|_| modifiers.contains(KeyModifiers::SHIFT)).and_then(|code| code.parse().ok());
    let is_text = !modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    let typed = text.filter(|_| is_text).and_then(|text| text.parse().ok());
    of_code(typed.or(shifted).unwrap_or(code), modifiers)
}

/// The key of a character's code, or of a key that has none.
fn of_code(code: u32, modifiers: KeyModifiers) -> Option<KeyCode> {
    /// What the keys of a keypad type.
    const KEYPAD: &[u8; 18] = b"0123456789./*-+\r=,";
    /// What they do where they type nothing.
    const MOVES: [KeyCode; 10] = [
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::Insert,
        KeyCode::Delete,
    ];
    Some(match char::from_u32(code)? {
        '\x1b' => KeyCode::Esc,
        '\r' => KeyCode::Enter,
        '\t' if modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        '\t' => KeyCode::Tab,
        '\x7f' | '\x08' => KeyCode::Backspace,
        '\u{e020}'..='\u{e036}' => KeyCode::F(u8::try_from(code - 0xe020 + 13).ok()?),
        '\u{e037}'..='\u{e048}' => return of_code(u32::from(KEYPAD[usize::try_from(code - 0xe037).ok()?]), modifiers),
        '\u{e049}'..='\u{e052}' => MOVES[usize::try_from(code - 0xe049).ok()?],
        '\u{e000}'..='\u{f8ff}' => return None,
        character if character.is_control() => return None,
        character => KeyCode::Char(character),
    })
}

fn three(body: &str) -> Option<[u16; 3]> {
    let mut parts = body.split(';').map(str::parse);
    let mut next = || parts.next()?.ok();
    Some([next()?, next()?, next()?])
}

/// What the mouse did, by the number terminals give it; columns and rows count from 1.
pub(crate) fn mouse(buttons: u16, x: u16, y: u16, is_release: bool) -> Option<MouseEvent> {
    let button = match buttons & 0b11 {
        0 => MouseButton::Left,
        1 => MouseButton::Middle,
        _ => MouseButton::Right,
    };
    let is_moving = buttons & 32 != 0;
    let kind = match buttons & 0b1100_0011 {
        0..=2 if is_release => MouseEventKind::Up(button),
        0..=2 if is_moving => MouseEventKind::Drag(button),
        0..=2 => MouseEventKind::Down(button),
        3 if is_moving => MouseEventKind::Moved,
        // The old way does not say which button it was.
        3 => MouseEventKind::Up(MouseButton::Left),
        64 if !is_release => MouseEventKind::ScrollUp,
        65 if !is_release => MouseEventKind::ScrollDown,
        _ => return None,
    };
    let (column, row) = (x.checked_sub(1)?, y.checked_sub(1)?);
    Some(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
}
