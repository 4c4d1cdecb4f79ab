//! Flushing the journal beside the loop, so that what was typed outlives a loss of power and no key waits for a disk.
//!
//! A flush takes some milliseconds and may take seconds. It comes soon after the first record that is not flushed yet, and
//! takes with it all that have come until then: a burst costs one. While nothing is written, the thread sleeps.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

/// How long a record may wait for its flush to begin. What was done has to be safe within half a second.
pub(crate) const FLUSH_DELAY: Duration = Duration::from_millis(400);

/// The thread. Dropping it flushes what waits.
#[derive(Debug)]
pub(crate) struct Flusher {
    calls: Option<Sender<()>>,
    /// Whether a flush is on its way that will take with it what is written now.
    is_called: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Flusher {
    /// Starts the thread; `flush` is called on it.
    ///
    /// # Errors
    /// Where the system has no thread left.
    pub(crate) fn start(flush: impl Fn() + Send + 'static) -> io::Result<Self> {
        let (calls, called) = channel::<()>();
        let is_called = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&is_called);
        let work = move || {
            while called.recv().is_ok() {
                // Nobody calls again before the flag is taken back: this ends with the time, or with the program.
                let _ = called.recv_timeout(FLUSH_DELAY);
                flag.store(false, Ordering::SeqCst);
                flush();
            }
        };
        let thread = Builder::new().name("flusher".into()).spawn(work)?;
        Ok(Self { calls: Some(calls), is_called, thread: Some(thread) })
    }

    /// Something was written that is to be flushed. Never waits.
    pub(crate) fn call(&self) {
        if !self.is_called.swap(true, Ordering::SeqCst)
            && let Some(calls) = &self.calls
        {
            // A thread that is gone flushes no more; what was written outlives the program all the same.
            let _ = calls.send(());
        }
    }
}

impl Drop for Flusher {
    fn drop(&mut self) {
        self.calls = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    /// Longer than any machine needs.
    const LONG: Duration = Duration::from_secs(20);

    #[test]
    fn a_burst_is_flushed_once_and_soon_and_nothing_while_idle() {
        let (report, flushes) = channel();
        let worker = Flusher::start(move || report.send(Instant::now()).expect("awaited")).expect("started");
        assert!(flushes.recv_timeout(FLUSH_DELAY * 2).is_err(), "nothing was written");
        for _ in 0..2 {
            let written = Instant::now();
            (0..1_000).for_each(|_| worker.call());
            assert!(written.elapsed() < FLUSH_DELAY, "a call waits for nothing");
            let when = flushes.recv_timeout(LONG).expect("flushed");
            assert!(when - written >= FLUSH_DELAY);
            assert!(flushes.recv_timeout(FLUSH_DELAY * 2).is_err(), "once is enough");
        }
        assert!(FLUSH_DELAY < Duration::from_millis(500));
    }

    #[test]
    fn what_waits_is_flushed_at_the_end_without_waiting() {
        let (report, flushes) = channel();
        let worker = Flusher::start(move || report.send(()).expect("awaited")).expect("started");
        worker.call();
        drop(worker);
        assert_eq!(flushes.try_iter().count(), 1);
    }
}
