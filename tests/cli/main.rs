//! The real binary, run in folders made for the purpose: what it prints, what it writes, what it ends with.

mod arguments;
mod checking;
mod configuring;
mod hostile;
mod importing;
mod linear;
mod links;
mod making;
mod merging;
mod merging_pairs;
mod moving;
mod naming;
mod own_method;
mod plain;
mod reading;
mod registers;
mod repository;
mod resolving;
mod schemas;
mod strangers;
mod support;
mod walking;
