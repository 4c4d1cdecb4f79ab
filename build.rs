//! Rebuilds the program when a data file changes.

fn main() {
    println!("cargo::rerun-if-changed=canvases");
    println!("cargo::rerun-if-changed=themes");
}
