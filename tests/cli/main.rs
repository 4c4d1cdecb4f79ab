//! The real binary, run in folders made for the purpose: what it prints, what it writes, what it ends with.
#![allow(unreachable_pub, reason = "nothing is outside a program of tests")]

mod actions;
mod arguments;
mod checking;
mod clones;
mod configuring;
mod differing;
mod git_edges;
mod hostile;
mod importing;
mod linear;
mod links;
mod making;
mod merge_mistakes;
mod merging;
mod merging_pairs;
mod moving;
mod naming;
mod orders;
mod own_method;
mod plain;
mod publishing;
mod reading;
mod registers;
mod repository;
mod resolving;
mod results;
mod review;
mod schemas;
mod sessions;
mod settling;
mod standing;
mod strangers;
mod support;
mod walking;
mod workshop_plan;
