//! Who may use what: the table of `docs/architecture.md`, for a machine.

/// A room: a folder of `src/`.
pub struct Room {
    pub name: &'static str,
    /// The rooms it may use.
    pub uses: &'static [&'static str],
    /// Whether it may touch nothing outside: no file, no clock, no terminal, no environment, no thread.
    pub pure: bool,
}

/// The rooms from the top down. `src/main.rs` counts as one.
pub const ROOMS: &[Room] = &[
    Room { name: "main", uses: &["cli"], pure: false },
    Room {
        name: "cli",
        uses: &[
            "tui",
            "linear",
            "app",
            "layout",
            "theme",
            "workspace",
            "remote",
            "store",
            "exchange",
            "audit",
            "workshop",
            "assess",
            "merge",
            "journal",
            "codec",
            "document",
            "diagnostic",
            "method",
            "i18n",
        ],
        pure: false,
    },
    Room {
        name: "tui",
        uses: &[
            "linear",
            "ui",
            "app",
            "layout",
            "theme",
            "workspace",
            "remote",
            "store",
            "exchange",
            "audit",
            "workshop",
            "assess",
            "merge",
            "journal",
            "codec",
            "document",
            "diagnostic",
            "method",
            "i18n",
        ],
        pure: false,
    },
    Room {
        name: "workspace",
        uses: &[
            "app",
            "remote",
            "store",
            "layout",
            "theme",
            "exchange",
            "audit",
            "workshop",
            "assess",
            "merge",
            "journal",
            "codec",
            "document",
            "diagnostic",
            "method",
            "i18n",
        ],
        pure: false,
    },
    Room {
        name: "linear",
        uses: &[
            "app",
            "layout",
            "theme",
            "exchange",
            "audit",
            "workshop",
            "assess",
            "merge",
            "journal",
            "codec",
            "document",
            "diagnostic",
            "method",
            "i18n",
        ],
        pure: true,
    },
    Room {
        name: "ui",
        uses: &[
            "app",
            "layout",
            "theme",
            "exchange",
            "audit",
            "workshop",
            "assess",
            "merge",
            "journal",
            "codec",
            "document",
            "diagnostic",
            "method",
            "i18n",
        ],
        pure: true,
    },
    Room {
        name: "app",
        uses: &[
            "layout",
            "theme",
            "exchange",
            "audit",
            "workshop",
            "assess",
            "merge",
            "journal",
            "codec",
            "document",
            "diagnostic",
            "method",
            "i18n",
        ],
        pure: true,
    },
    Room {
        name: "store",
        uses: &["assess", "merge", "journal", "codec", "document", "diagnostic", "method", "i18n"],
        pure: false,
    },
    Room {
        name: "exchange",
        uses: &["layout", "theme", "assess", "codec", "document", "diagnostic", "method", "i18n"],
        pure: true,
    },
    Room { name: "layout", uses: &["document", "method", "i18n"], pure: true },
    Room { name: "theme", uses: &["document", "diagnostic", "method", "i18n"], pure: true },
    Room { name: "remote", uses: &["workshop", "i18n"], pure: false },
    Room { name: "workshop", uses: &["document", "method"], pure: true },
    Room { name: "audit", uses: &["assess", "document", "method", "diagnostic"], pure: true },
    Room { name: "assess", uses: &["codec", "merge", "document", "method", "diagnostic", "i18n"], pure: true },
    Room { name: "merge", uses: &["codec", "document", "method"], pure: true },
    Room { name: "journal", uses: &["document"], pure: true },
    Room { name: "codec", uses: &["document", "diagnostic", "method", "i18n"], pure: true },
    Room { name: "document", uses: &["method"], pure: true },
    Room { name: "diagnostic", uses: &["i18n"], pure: true },
    Room { name: "method", uses: &["i18n"], pure: true },
    Room { name: "i18n", uses: &[], pure: true },
];

/// Crates that belong to certain rooms, and to no other.
pub const CRATES_OF_ROOMS: &[(&str, &[&str])] = &[
    ("crossterm", &["tui"]),
    ("ratatui", &["ui", "tui"]),
    ("ratatui_core", &["app", "layout"]),
    ("toml_edit", &["codec"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
];

/// The crates a pure room may use: they compute, and reach nothing outside.
pub const PURE_CRATES: &[&str] = &[
    "chrono",
    "include_dir",
    "lru",
    "postcard",
    "ratatui",
    "ratatui_core",
    "serde",
    "serde_json",
    "sha2",
    "strsim",
    "thiserror",
    "toml",
    "toml_edit",
    "unicode_normalization",
    "icu_segmenter",
    "unicode_segmentation",
    "unicode_width",
];

/// What no pure room names, and nothing below it either.
pub const OUTSIDE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "std::os",
    "std::io::stdin",
    "std::io::stdout",
    "std::io::stderr",
    "std::time::SystemTime",
    "std::time::UNIX_EPOCH",
    "chrono::Local",
    "chrono::offset::Local",
    "chrono::prelude::Local",
];

/// Macros that print.
pub const PRINTING: &[&str] = &["print", "println", "eprint", "eprintln", "dbg"];

/// Methods of paths and clocks that look outside.
pub const LOOKING: &[&str] = &[
    "exists",
    "try_exists",
    "is_file",
    "is_dir",
    "is_symlink",
    "read_dir",
    "read_link",
    "canonicalize",
    "symlink_metadata",
    "elapsed",
];

/// Types whose `now` reads a clock, and the rooms that may.
pub const CLOCKS: &[&str] = &["Instant", "SystemTime", "Local", "Utc"];
pub const MAY_ASK_THE_TIME: &[&str] = &["tui", "cli", "workspace", "store", "remote"];

/// Paths that belong to certain rooms, and to no other: how the outside is reached.
pub const PATHS_OF_ROOMS: &[(&str, &[&str])] = &[
    ("std::os::unix::net", &["remote"]),
    // How half of a connection is closed; it opens none.
    ("std::net::Shutdown", &["remote"]),
    ("std::net", &[]),
];

/// The room with that name.
pub fn room(name: &str) -> Option<&'static Room> {
    ROOMS.iter().find(|room| room.name == name)
}
