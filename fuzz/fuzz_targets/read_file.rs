//! Any bytes as any kind of file: nothing panics, a valid file is not changed by saving it as it is, and its canonical
//! form says the same and stays as it is.

#![no_main]

use libfuzzer_sys::fuzz_target;
use stationmaster::codec::{FileKind, State, format, read, update};
use stationmaster::method::Method;

fuzz_target!(|bytes: &[u8]| {
    let method = Method::built_in();
    for kind in
        [FileKind::DocumentBody, FileKind::Product, FileKind::of("a/follow-up.toml", method), FileKind::Settings]
    {
        let reading = read(bytes, kind.clone(), method);
        let (State::Valid, Some(content)) = (reading.state, reading.content) else { continue };
        assert_eq!(update(bytes, &content, method).expect("a valid file can be saved"), bytes);
        let formatted = format(bytes, kind.clone(), method).expect("a valid file has a canonical form");
        assert_eq!(format(&formatted, kind.clone(), method).as_deref(), Ok(formatted.as_slice()));
        let again = read(&formatted, kind, method).content.expect("the canonical form is read");
        assert!(again.says_the_same(&content));
    }
});
