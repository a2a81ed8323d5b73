//! The events of a document, counted and nothing more: `bare_loop DOCUMENT`.
//!
//! The measure of `cargo xtask bench`: quick-xml alone, over a slice of the whole document, checking nothing.

use std::{env, error::Error, fs};

use quick_xml::{Reader, events::Event};

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args_os().nth(1).ok_or("usage: bare_loop DOCUMENT")?;
    let bytes = fs::read(path)?;
    let mut reader = Reader::from_reader(bytes.as_slice());
    let config = reader.config_mut();
    config.check_end_names = false;
    let mut events = 0_u64;
    while !matches!(reader.read_event()?, Event::Eof) {
        events += 1;
    }
    // Used, so that the loop is not optimised away.
    if events == 0 { Err("no event".into()) } else { Ok(()) }
}
