//! The door of a session in memory: what is asked of it is noted, and what comes through it is whatever a test says.

use std::sync::Arc;

use super::super::backend::{Door, Notifier, WorkspaceEvent};
use super::Memory;
use crate::i18n::Sentence;
use crate::workshop::peer::{DoorNews, DoorOrder};

/// A door at which nobody comes in by themselves.
pub struct MemoryDoor {
    memory: Memory,
    notify: Notifier,
}

impl MemoryDoor {
    pub(super) fn new(memory: Memory, notify: Notifier) -> Self {
        Self { memory, notify }
    }
}

impl Door for MemoryDoor {
    fn carry_out(&mut self, order: DoorOrder) -> (Option<DoorNews>, Option<Sentence>) {
        let mut state = self.memory.state();
        state.door_orders.push(order.clone());
        match order {
            DoorOrder::Open { .. } => {
                if let Some(why) = state.door_refusal.clone() {
                    return (Some(DoorNews::NotOpened { why }), None);
                }
                state.door = Some(Arc::clone(&self.notify));
                let line = "ssh -t build.example stationmaster join".to_owned();
                (Some(DoorNews::Opened { line, by: "facilitator".to_owned() }), None)
            }
            DoorOrder::Shut { .. } => {
                state.door = None;
                (None, None)
            }
            DoorOrder::Say { .. } | DoorOrder::HangUp { .. } => (None, None),
        }
    }
}

impl Drop for MemoryDoor {
    fn drop(&mut self) {
        self.memory.state().door = None;
    }
}

impl Memory {
    /// What was asked of doors since this was asked last, in order.
    #[must_use]
    pub fn take_door_orders(&self) -> Vec<DoorOrder> {
        std::mem::take(&mut self.state().door_orders)
    }

    /// Whether the door of a session is open.
    #[must_use]
    pub fn is_door_open(&self) -> bool {
        self.state().door.is_some()
    }

    /// Something comes through the door; nothing does while it is shut.
    pub fn come_through_door(&self, news: DoorNews) {
        let notify = self.state().door.clone();
        if let Some(notify) = notify {
            notify(WorkspaceEvent::Door(news));
        }
    }

    /// No door can be opened from here on, for this reason.
    pub fn refuse_door(&self, why: &str) {
        self.state().door_refusal = Some(why.to_owned());
    }
}
