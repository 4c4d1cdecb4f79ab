//! The built-in data against the facts of the method, and every text against the room it has.
//!
//! `tests/facts/` holds names, ids, grids, orders and memberships; what it does not name is compared with nothing, so
//! that further canvases, checklists and cycles stand beside those of the method.

#[path = "method_facts/facts.rs"]
mod facts;
#[path = "method_facts/texts.rs"]
mod texts;
#[path = "method_facts/whole.rs"]
mod whole;
