//! Passes a feed on without a change: `copy FEED COPY`.
//!
//! Every byte of the copy is that of the feed. Whoever corrects records puts his edits in the middle.

use std::{env, error::Error};

use sofi_lheo::{AtomicFile, Editor};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let [feed, copy] = arguments.as_slice() else { return Err("usage: copy FEED COPY".into()) };
    let mut editor = Editor::from_path(feed, AtomicFile::create(copy)?)?;
    while editor.next_record()?.is_some() {}
    editor.finish()?.commit()?;
    Ok(())
}
