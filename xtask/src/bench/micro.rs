//! The pieces of sofi-lheo, each by itself.

use super::{Bench, page};

pub(super) fn run(bench: &Bench) -> Result<String, String> {
    let told = bench.micro()?;
    Ok(format!("On {}\n```text\n{}\n```\n", page::machine(bench), told.trim()))
}
