//! Empty until its owner writes it.
