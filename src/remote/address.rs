//! What a person types elsewhere to come to this machine.

use std::env;

/// The line to pass on to those who join: how this machine is reached over ssh. Nothing is looked up for it.
#[must_use]
pub fn join_line() -> String {
    let given = |name: &str| env::var(name).ok();
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    line_of(given("STATIONMASTER_HOST").as_deref(), given("SSH_CONNECTION").as_deref(), &name)
}

fn line_of(named: Option<&str>, connection: Option<&str>, machine: &str) -> String {
    let named = named.map(str::trim).filter(|name| !name.is_empty());
    // Whoever drives came over ssh: its own address and port, then ours.
    let address = connection.and_then(|connection| connection.split_whitespace().nth(2));
    let host = named.or(address).unwrap_or(machine);
    format!("ssh -t {host} stationmaster join")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machine_is_called_as_it_was_said_or_as_it_was_reached() {
        let connection = Some("192.0.2.7 51234 192.0.2.1 22");
        assert_eq!(line_of(Some("build.example"), connection, "b"), "ssh -t build.example stationmaster join");
        assert_eq!(line_of(Some(" "), connection, "b"), "ssh -t 192.0.2.1 stationmaster join");
        assert_eq!(line_of(None, None, "b"), "ssh -t b stationmaster join");
        assert_eq!(line_of(None, Some("x"), "b"), "ssh -t b stationmaster join");
    }
}
