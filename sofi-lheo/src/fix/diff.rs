//! Unified diffs, straight from the changes: only the lines that they touch are looked at twice.

use std::{
    io::{self, BufReader, SeekFrom, Write},
    ops::Range,
};

use super::draft::Bytes;

/// Unchanged lines shown around changes.
const CONTEXT: usize = 3;

/// Changes that touch the same lines, and those lines.
#[derive(Debug)]
struct Hunk<'c> {
    changes: Vec<&'c (Range<u64>, &'c [u8])>,
    /// Whole lines, in bytes of the original.
    lines: Range<u64>,
    /// Number of the first of them, from 0.
    first: u64,
    count: u64,
    /// Lines of context, by where they start and end.
    before: Vec<Range<u64>>,
    after: Vec<Range<u64>>,
}

/// Writes the diff of a document and of what these changes, in order, make of it.
pub(super) fn write(
    original: &mut (dyn Bytes + '_),
    changes: &[(Range<u64>, &[u8])],
    name: &str,
    out: &mut (impl Write + ?Sized),
) -> io::Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let hunks = hunks(original, changes)?;
    writeln!(out, "--- {name}\n+++ {name}")?;
    // By how many lines what follows has moved.
    let mut moved: i64 = 0;
    let mut rest = hunks.as_slice();
    while !rest.is_empty() {
        // Those whose contexts meet are one.
        let meet = |pair: &[Hunk<'_>]| pair[1].first <= pair[0].first + pair[0].count + 2 * CONTEXT as u64;
        let joined = 1 + rest.windows(2).take_while(|pair| meet(pair)).count();
        let (group, others) = rest.split_at(joined);
        rest = others;
        moved += write_group(original, group, moved, out)?;
    }
    Ok(())
}

/// Finds the lines that changes touch, in one reading.
fn hunks<'c>(
    original: &mut (dyn Bytes + '_),
    changes: &'c [(Range<u64>, &'c [u8])],
) -> io::Result<Vec<Hunk<'c>>> {
    original.seek(SeekFrom::Start(0))?;
    let mut reader = BufReader::with_capacity(1 << 16, original);
    let mut hunks: Vec<Hunk<'c>> = Vec::new();
    let mut changes = changes.iter().peekable();
    let mut last_lines: Vec<Range<u64>> = Vec::new();
    let (mut start, mut number) = (0, 0);
    loop {
        let (length, is_ended) = skip_line(&mut reader)?;
        let line = start..start + length;
        let is_last = length == 0 || !is_ended;
        let mut touching = Vec::new();
        // What is added where a line starts belongs to that line; at the very end, to the last one.
        while let Some(change) = changes.next_if(|(range, _)| range.start < line.end || is_last) {
            touching.push(change);
        }
        let reached = hunks.last().and_then(|hunk| hunk.changes.last()).map_or(0, |(range, _)| range.end);
        // Lines that a change of an earlier line reaches into, or whose end of line it takes away.
        let is_reached = hunks.last().is_some_and(|hunk| hunk.lines.end == line.start)
            && reached > line.start
            || joins(&hunks, &line);
        if length == 0 && touching.is_empty() {
            return Ok(hunks);
        }
        match hunks.last_mut() {
            Some(hunk) if is_reached => {
                hunk.changes.extend(touching);
                hunk.lines.end = line.end;
                hunk.count += u64::from(length > 0);
            }
            _ if !touching.is_empty() => hunks.push(Hunk {
                changes: touching,
                lines: line.clone(),
                first: number,
                count: u64::from(length > 0),
                before: last_lines.clone(),
                after: Vec::new(),
            }),
            Some(hunk) if hunk.after.len() < 2 * CONTEXT => hunk.after.push(line.clone()),
            _ => {}
        }
        if last_lines.len() == CONTEXT {
            last_lines.remove(0);
        }
        last_lines.push(line.clone());
        if is_last {
            return Ok(hunks);
        }
        (start, number) = (line.end, number + 1);
    }
}

/// Does the end of the last hunk, as it is changed, lack the end of line that would keep this line apart?
fn joins(hunks: &[Hunk<'_>], line: &Range<u64>) -> bool {
    let Some(hunk) = hunks.last().filter(|hunk| hunk.lines.end == line.start) else { return false };
    hunk.changes.last().is_some_and(|(range, new)| {
        range.end == line.start && range.start < range.end && !new.ends_with(b"\n")
    })
}

/// Reads a line; gives its length, and whether it has an end of line.
fn skip_line(reader: &mut impl io::BufRead) -> io::Result<(u64, bool)> {
    let mut length = 0;
    loop {
        let bytes = reader.fill_buf()?;
        if bytes.is_empty() {
            return Ok((length, false));
        }
        let end = memchr::memchr(b'\n', bytes);
        let used = end.map_or(bytes.len(), |at| at + 1);
        length += used as u64;
        reader.consume(used);
        if end.is_some() {
            return Ok((length, true));
        }
    }
}

/// Writes hunks as one; gives by how many lines they grow.
fn write_group(
    original: &mut (dyn Bytes + '_),
    group: &[Hunk<'_>],
    moved: i64,
    out: &mut (impl Write + ?Sized),
) -> io::Result<i64> {
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return Ok(0) };
    let trailing = &last.after[..last.after.len().min(CONTEXT)];
    let mut old = (first.before.len() + trailing.len()) as u64;
    let mut new = old;
    for (i, hunk) in group.iter().enumerate() {
        old += hunk.count;
        new += count_new(original, hunk)?;
        if let Some(next) = group.get(i + 1) {
            let between = next.first - hunk.first - hunk.count;
            old += between;
            new += between;
        }
    }
    let start = first.first - first.before.len() as u64;
    let new_start = start.saturating_add_signed(moved);
    // A range without lines is named by the line before it.
    let range = |start: u64, count: u64| format!("{},{count}", if count == 0 { start } else { start + 1 });
    writeln!(out, "@@ -{} +{} @@", range(start, old), range(new_start, new))?;
    let mut context = |range: &Range<u64>, out: &mut _| copy(original, ' ', range.clone(), out);
    for line in &first.before {
        context(line, out)?;
    }
    for (i, hunk) in group.iter().enumerate() {
        copy(original, '-', hunk.lines.clone(), out)?;
        let mut lines = Lines::new('+', out);
        each_new(original, hunk, |bytes| lines.write_all(bytes))?;
        lines.finish()?;
        let after = match group.get(i + 1) {
            Some(next) => (next.first - hunk.first - hunk.count) as usize,
            None => trailing.len(),
        };
        for line in hunk.after.iter().take(after) {
            copy(original, ' ', line.clone(), out)?;
        }
    }
    Ok(new.cast_signed() - old.cast_signed())
}

fn count_new(original: &mut (dyn Bytes + '_), hunk: &Hunk<'_>) -> io::Result<u64> {
    let (mut lines, mut last) = (0, b'\n');
    each_new(original, hunk, |bytes| {
        lines += memchr::memchr_iter(b'\n', bytes).count() as u64;
        last = bytes.last().copied().unwrap_or(last);
        Ok(())
    })?;
    Ok(lines + u64::from(last != b'\n'))
}

/// Gives the new bytes of the lines of a hunk, piece by piece.
fn each_new(
    original: &mut (dyn Bytes + '_),
    hunk: &Hunk<'_>,
    mut give: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    let mut at = hunk.lines.start;
    for (range, new) in &hunk.changes {
        each(original, at..range.start, &mut give)?;
        give(new)?;
        at = range.end;
    }
    each(original, at..hunk.lines.end, &mut give)
}

fn each(
    original: &mut (dyn Bytes + '_),
    range: Range<u64>,
    give: &mut impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    original.seek(SeekFrom::Start(range.start))?;
    let mut left = range.end.saturating_sub(range.start);
    let mut buffer = vec![0; left.min(1 << 16) as usize];
    while left > 0 {
        let size = left.min(buffer.len() as u64) as usize;
        original.read_exact(&mut buffer[..size])?;
        give(&buffer[..size])?;
        left -= size as u64;
    }
    Ok(())
}

fn copy(
    original: &mut (dyn Bytes + '_),
    mark: char,
    range: Range<u64>,
    out: &mut (impl Write + ?Sized),
) -> io::Result<()> {
    let mut lines = Lines::new(mark, out);
    each(original, range, &mut |bytes| lines.write_all(bytes))?;
    lines.finish()
}

/// Writes lines, a mark before each.
struct Lines<'o, W: ?Sized> {
    mark: char,
    out: &'o mut W,
    is_inside: bool,
}

impl<'o, W: Write + ?Sized> Lines<'o, W> {
    fn new(mark: char, out: &'o mut W) -> Self {
        Self { mark, out, is_inside: false }
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            if !self.is_inside {
                write!(self.out, "{}", self.mark)?;
            }
            self.out.write_all(line)?;
            self.is_inside = !line.ends_with(b"\n");
        }
        Ok(())
    }

    fn finish(self) -> io::Result<()> {
        if self.is_inside { writeln!(self.out, "\n\\ No newline at end of file") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use std::{io::Cursor, process::Command};

    use super::*;

    fn diff(text: &str, changes: &[(Range<u64>, &str)]) -> String {
        let changes: Vec<_> = changes.iter().map(|(range, new)| (range.clone(), new.as_bytes())).collect();
        let mut out = Vec::new();
        write(&mut Cursor::new(text.as_bytes().to_vec()), &changes, "a", &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn changes_become_hunks() {
        let text = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14";
        assert_eq!(diff(text, &[]), "");
        assert_eq!(
            diff(text, &[(8..9, "five")]),
            "--- a\n+++ a\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"
        );
        let two = diff(text, &[(0..0, "0\n"), (32..32, "!")]);
        assert_eq!(
            two,
            "--- a\n+++ a\n@@ -1,4 +1,5 @@\n-1\n+0\n+1\n 2\n 3\n 4\n@@ -11,4 +12,4 @@\n 11\n 12\n 13\n-14\n\\ No newline at end of file\n+14!\n\\ No newline at end of file\n"
        );
    }

    /// `patch` understands all of it, wherever there is such a program.
    #[test]
    fn diffs_are_understood_by_patch() {
        if Command::new("patch").arg("--version").output().is_err() {
            return;
        }
        let mut state = 7_u64;
        let mut below = |bound: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % bound.max(1)
        };
        for round in 0..40 {
            let mut text: String =
                (0..below(40)).flat_map(|i| ["line ".to_owned(), i.to_string(), "\n".to_owned()]).collect();
            if round % 3 == 0 {
                text.push_str("end");
            }
            let mut changes = Vec::new();
            let mut at = 0;
            while let Some(left) = (text.len() as u64).checked_sub(at) {
                let start = at + below(left.min(60) + 1);
                let end = start + below((text.len() as u64 - start).min(12) + 1);
                let new = ["", "x", "y\n", "\n", "a\nb"][below(5) as usize];
                changes.push((start..end, new));
                at = end + 1;
            }
            let mut expected = text.clone();
            for (range, new) in changes.iter().rev() {
                expected.replace_range(range.start as usize..range.end as usize, new);
            }
            let folder = tempfile::tempdir().unwrap();
            let (path, patch) = (folder.path().join("a"), folder.path().join("a.diff"));
            std::fs::write(&path, &text).unwrap();
            std::fs::write(&patch, diff(&text, &changes)).unwrap();
            let output = Command::new("patch").arg(&path).arg(&patch).output().unwrap();
            let patched = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(output.status.success(), "{round}: {output:?}\n{}", diff(&text, &changes));
            assert_eq!(patched, expected, "{round}");
        }
    }
}
