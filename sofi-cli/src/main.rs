//! The `sofi` command.
fn main() {}
