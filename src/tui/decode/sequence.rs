//! The sequences terminals send for keys, the mouse and focus.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// What a sequence between `ESC [` and its last byte means; nothing where it is an answer or not known.
pub fn meaning(body: &[u8], last: u8) -> Option<Event> {
    let body = std::str::from_utf8(body).ok()?;
    if let Some(body) = body.strip_prefix('<') {
        let [buttons, x, y] = three(body)?;
        return mouse(buttons, x, y, last == b'm').map(Event::Mouse);
    }
    let mut parts = body.split(';');
    let (first, held) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let (modifiers, kind) = held_with(held);
    let key = |code| Some(Event::Key(KeyEvent::new_with_kind(code, modifiers, kind)));
    match last {
        b'I' if body.is_empty() => Some(Event::FocusGained),
        b'O' if body.is_empty() => Some(Event::FocusLost),
        b'Z' => Some(Event::Key(KeyEvent::new_with_kind(KeyCode::BackTab, modifiers | KeyModifiers::SHIFT, kind))),
        b'M' => {
            let [buttons, x, y] = three(body)?;
            mouse(buttons.checked_sub(32)?, x, y, false).map(Event::Mouse)
        }
        b'~' => match first.parse().ok()? {
            // The way of xterm to tell of any key with what is held.
            27 => key(of_code(parts.next()?.parse().ok()?, modifiers)?),
            number => key(of_number(number)?),
        },
        b'u' => key(of_code(first.split(':').next()?.parse().ok()?, modifiers)?),
        _ if first.is_empty() || first == "1" => key(function_key(last)?),
        _ => None,
    }
}

/// What is held, and whether the key is pressed, repeats or is let go: `5:3`.
fn held_with(part: &str) -> (KeyModifiers, KeyEventKind) {
    let (mask, kind) = part.split_once(':').unwrap_or((part, ""));
    let mask = mask.parse::<u8>().unwrap_or(1).saturating_sub(1);
    let mut modifiers = KeyModifiers::empty();
    for (bit, modifier) in [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL)] {
        modifiers.set(modifier, mask & bit != 0);
    }
    let kind = match kind {
        "2" => KeyEventKind::Repeat,
        "3" => KeyEventKind::Release,
        _ => KeyEventKind::Press,
    };
    (modifiers, kind)
}

/// The key of a last byte: arrows, Home, End, and F1 to F4.
pub fn function_key(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'M' => KeyCode::Enter,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        _ => return None,
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
        28..=29 => KeyCode::F(number - 15),
        31..=34 => KeyCode::F(number - 17),
        _ => return None,
    })
}

/// The key of a character's code. Codes of the keypad and of keys without a character are not used by this program.
fn of_code(code: u32, modifiers: KeyModifiers) -> Option<KeyCode> {
    Some(match char::from_u32(code)? {
        '\x1b' => KeyCode::Esc,
        '\r' => KeyCode::Enter,
        '\t' if modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        '\t' => KeyCode::Tab,
        '\x7f' | '\x08' => KeyCode::Backspace,
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
pub fn mouse(buttons: u16, x: u16, y: u16, is_release: bool) -> Option<MouseEvent> {
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
        64 => MouseEventKind::ScrollUp,
        65 => MouseEventKind::ScrollDown,
        _ => return None,
    };
    let (column, row) = (x.checked_sub(1)?, y.checked_sub(1)?);
    Some(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
}
