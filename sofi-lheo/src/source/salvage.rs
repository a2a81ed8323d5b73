//! Finds the members of a ZIP archive whose end is missing, directory included: a download that stopped.

use std::io::{self, Read, Seek};

use super::archive::{Member, Packing, Shared};
use super::unpack::Announced;

/// Fixed part of the header that precedes each member.
const HEADER: usize = 30;
const SIGNATURE: &[u8] = b"PK\x03\x04";
/// More members than this are not looked for in a damaged archive.
const MOST: usize = 65_536;

/// The members that can be read from the start, the last one being perhaps cut.
pub(super) fn members(file: &Shared<'_>, length: u64) -> io::Result<Vec<Member>> {
    let mut members: Vec<Member> = Vec::new();
    let mut at = Some(0);
    while let Some(position) = at.filter(|_| members.len() < MOST) {
        let Some(mut member) = header(file.at(position))? else { break };
        let end = member.start.saturating_add(member.packed_size);
        if member.announced == Announced::Nothing {
            // Its size is written after it: it ends before the next header, or is cut by the end of the file.
            at = next_header(&mut file.at(member.start))?.map(|found| member.start + found);
            member.packed_size = at.unwrap_or(length).saturating_sub(member.start);
            if at.is_none() {
                member.announced = Announced::Cut;
            }
        } else if end > length {
            member.packed_size = length.saturating_sub(member.start);
            member.announced = Announced::Cut;
            at = None;
        } else {
            at = Some(end);
        }
        members.push(member);
    }
    Ok(members)
}

/// Reads the header of a member. `None` if there is none, or not a whole one.
fn header(mut file: Shared<'_>) -> io::Result<Option<Member>> {
    let position = file.stream_position()?;
    let mut fixed = Vec::new();
    let size = file.by_ref().take(HEADER as u64).read_to_end(&mut fixed)?;
    if size < HEADER || !fixed.starts_with(SIGNATURE) {
        return Ok(None);
    }
    // All are within the header, which is whole.
    let short = |at: usize| {
        fixed.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |bytes| u16::from_le_bytes(*bytes))
    };
    let long = |at: usize| {
        fixed.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |bytes| u32::from_le_bytes(*bytes))
    };
    let (flags, method) = (short(6), short(8));
    let (name_len, extra_len) = (usize::from(short(26)), usize::from(short(28)));
    let mut after = Vec::new();
    file.take((name_len + extra_len) as u64).read_to_end(&mut after)?;
    let Some(name) = after.get(..name_len).filter(|_| after.len() == name_len + extra_len) else {
        return Ok(None);
    };
    // Sizes of 4 GiB and more are in the extra part; they are taken as not announced.
    let known = flags & 8 == 0 && long(18) != u32::MAX && long(22) != u32::MAX;
    let packing = match method {
        0 => Packing::Stored,
        8 => Packing::Deflated,
        other => Packing::Other(other.to_string()),
    };
    Ok(Some(Member {
        name: String::from_utf8_lossy(name).into_owned(),
        start: position + (HEADER + name_len + extra_len) as u64,
        packed_size: if known { u64::from(long(18)) } else { 0 },
        packing,
        encrypted: flags & 1 != 0,
        announced: if known {
            Announced::Whole { size: u64::from(long(22)), crc: long(14) }
        } else {
            Announced::Nothing
        },
    }))
}

/// Distance to the next header, read by pieces.
fn next_header(file: &mut Shared<'_>) -> io::Result<Option<u64>> {
    let mut window = Vec::new();
    let mut base = 0;
    loop {
        let size = file.by_ref().take(64 * 1024).read_to_end(&mut window)?;
        if let Some(found) = memchr::memmem::find(&window, SIGNATURE) {
            return Ok(Some(base + found as u64));
        }
        if size == 0 {
            return Ok(None);
        }
        // A signature may begin in the last bytes of this piece.
        let done = window.len().saturating_sub(SIGNATURE.len() - 1);
        window.drain(..done);
        base += done as u64;
    }
}
