//! Lines out of bytes, as they come.

use std::time::{Duration, Instant};

/// How long half a line may wait for its end.
const HALF_A_LINE: Duration = Duration::from_mins(1);

/// What came that is no whole line yet, within a limit.
#[derive(Debug)]
pub(super) struct Lines {
    limit: usize,
    bytes: Vec<u8>,
    /// How many of them were looked at for the end of a line.
    looked: usize,
    /// Since when half a line is waiting.
    since: Option<Instant>,
}

/// A line is longer than it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LineTooLong;

impl Lines {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, bytes: Vec::new(), looked: 0, since: None }
    }

    /// More came.
    pub(super) fn push(&mut self, bytes: &[u8], now: Instant) {
        self.bytes.extend_from_slice(bytes);
        self.since.get_or_insert(now);
    }

    /// The next whole line, without its end.
    ///
    /// # Errors
    /// Where a line is too long, whole or not.
    pub(super) fn next(&mut self, now: Instant) -> Result<Option<Vec<u8>>, LineTooLong> {
        let end = self.bytes[self.looked..].iter().position(|byte| *byte == b'\n').map(|end| self.looked + end);
        let length = end.unwrap_or(self.bytes.len());
        if length > self.limit {
            return Err(LineTooLong);
        }
        let Some(end) = end else {
            self.looked = self.bytes.len();
            if self.bytes.is_empty() {
                self.since = None;
            }
            return Ok(None);
        };
        let rest = self.bytes.split_off(end + 1);
        let mut line = std::mem::replace(&mut self.bytes, rest);
        line.truncate(end);
        (self.looked, self.since) = (0, Some(now));
        Ok(Some(line))
    }

    /// When half a line has waited too long; nothing where none waits.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.since.map(|since| since + HALF_A_LINE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_whole_however_their_bytes_come() {
        let now = Instant::now();
        let mut lines = Lines::new(5);
        let mut found = Vec::new();
        for byte in b"ab\n\ncdefg\nh" {
            lines.push(&[*byte], now);
            while let Ok(Some(line)) = lines.next(now) {
                found.push(String::from_utf8(line).expect("text"));
            }
        }
        assert_eq!(found, ["ab", "", "cdefg"]);
        assert_eq!(lines.deadline(), Some(now + HALF_A_LINE));
        let later = now + Duration::from_secs(9);
        lines.push(b"i\n", later);
        assert_eq!(lines.next(later), Ok(Some(b"hi".to_vec())));
        assert_eq!((lines.next(later), lines.deadline()), (Ok(None), None));
    }

    #[test]
    fn a_line_that_is_too_long_is_not_waited_for() {
        let now = Instant::now();
        let mut lines = Lines::new(5);
        lines.push(b"abcde", now);
        assert_eq!(lines.next(now), Ok(None));
        lines.push(b"f", now);
        assert_eq!(lines.next(now), Err(LineTooLong));
    }

    #[test]
    fn bytes_that_trickle_do_not_keep_half_a_line_alive() {
        let now = Instant::now();
        let mut lines = Lines::new(500);
        for second in 0..59 {
            lines.push(b"x", now + Duration::from_secs(second));
            assert_eq!(lines.next(now), Ok(None));
        }
        assert_eq!(lines.deadline(), Some(now + HALF_A_LINE));
    }
}
