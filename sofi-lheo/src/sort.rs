//! Sorting in bounded memory: past a bound, what is sorted goes to temporary files.

use std::{
    cmp::Reverse,
    collections::BinaryHeap,
    fs::File,
    io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write},
};

use serde::{Serialize, de::DeserializeOwned};

/// Values to be sorted, in pieces of about so many bytes.
#[derive(Debug)]
pub(crate) struct Sorter<T> {
    /// Bytes that are kept in memory before they go to a file.
    piece: usize,
    values: Vec<T>,
    weight: usize,
    runs: Vec<File>,
}

impl<T: Ord + Clone + Serialize + DeserializeOwned> Sorter<T> {
    pub(crate) fn new(piece: usize) -> Self {
        Self { piece, values: Vec::new(), weight: 0, runs: Vec::new() }
    }

    /// Adds a value; `weight` is how many bytes it holds besides its own size.
    pub(crate) fn push(&mut self, value: T, weight: usize) -> io::Result<()> {
        self.weight += size_of::<T>() + weight;
        self.values.push(value);
        if self.weight > self.piece { self.spill() } else { Ok(()) }
    }

    /// Sorts the values at hand into a file.
    fn spill(&mut self) -> io::Result<()> {
        self.values.sort_unstable();
        let mut file = BufWriter::new(tempfile::tempfile()?);
        for value in self.values.drain(..) {
            write(&mut file, &serde_json::to_vec(&value)?)?;
        }
        self.runs.push(file.into_inner().map_err(io::IntoInnerError::into_error)?);
        self.weight = 0;
        Ok(())
    }

    /// Is nothing in files?
    #[cfg(test)]
    pub(crate) fn is_in_memory(&self) -> bool {
        self.runs.is_empty()
    }

    /// The values in order. They stay, to be gone through again.
    pub(crate) fn sorted(&mut self) -> io::Result<Sorted<'_, T>> {
        self.values.sort_unstable();
        let mut runs = Vec::with_capacity(self.runs.len());
        for mut file in &self.runs {
            file.seek(SeekFrom::Start(0))?;
            runs.push(BufReader::with_capacity(16 << 10, file));
        }
        let mut sorted = Sorted { runs, memory: self.values.iter(), heads: BinaryHeap::new(), failure: None };
        for run in 0..=sorted.runs.len() {
            sorted.advance(run)?;
        }
        Ok(sorted)
    }
}

/// The values of all the pieces, in order.
pub(crate) struct Sorted<'s, T> {
    runs: Vec<BufReader<&'s File>>,
    memory: std::slice::Iter<'s, T>,
    heads: BinaryHeap<Reverse<(T, usize)>>,
    failure: Option<io::Error>,
}

impl<T: Ord + Clone + DeserializeOwned> Sorted<'_, T> {
    /// Takes the next value of a piece; the one after the files is what is still in memory.
    fn advance(&mut self, run: usize) -> io::Result<()> {
        let next = match self.runs.get_mut(run) {
            Some(file) => read(file)?.map(|text| serde_json::from_slice(&text)).transpose()?,
            None => self.memory.next().cloned(),
        };
        self.heads.extend(next.map(|value| Reverse((value, run))));
        Ok(())
    }
}

impl<T: Ord + Clone + DeserializeOwned> Iterator for Sorted<'_, T> {
    type Item = io::Result<T>;

    fn next(&mut self) -> Option<io::Result<T>> {
        if let Some(error) = self.failure.take() {
            self.heads.clear();
            return Some(Err(error));
        }
        let Reverse((value, run)) = self.heads.pop()?;
        if let Err(error) = self.advance(run) {
            self.failure = Some(error);
        }
        Some(Ok(value))
    }
}

/// Pieces of bytes one after the other, in memory while there are few.
#[derive(Debug, Default)]
pub(crate) struct Log {
    memory: Vec<u8>,
    file: Option<File>,
    written: u64,
}

impl Log {
    /// Writes down a piece, and says where; `most` is how many bytes stay in memory.
    pub(crate) fn push(&mut self, bytes: &[u8], most: usize) -> io::Result<u64> {
        let at = self.written + self.memory.len() as u64;
        write(&mut self.memory, bytes)?;
        if self.memory.len() > most {
            let file = match &mut self.file {
                Some(file) => file,
                none => none.insert(tempfile::tempfile()?),
            };
            file.seek(SeekFrom::Start(self.written))?;
            file.write_all(&self.memory)?;
            self.written += self.memory.len() as u64;
            self.memory.clear();
        }
        Ok(at)
    }

    /// Is nothing in a file?
    #[cfg(test)]
    pub(crate) fn is_in_memory(&self) -> bool {
        self.file.is_none()
    }

    /// The piece that was written there.
    pub(crate) fn get(&mut self, at: u64) -> io::Result<Vec<u8>> {
        let found = if let Some(inside) = at.checked_sub(self.written) {
            let inside = usize::try_from(inside).ok().and_then(|at| self.memory.get(at..));
            read(&mut inside.unwrap_or_default())?
        } else if let Some(file) = &mut self.file {
            file.seek(SeekFrom::Start(at))?;
            read(&mut BufReader::with_capacity(1 << 10, file))?
        } else {
            None
        };
        found.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}

/// Writes bytes after their number.
fn write(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(bytes)
}

/// Reads bytes; `None` at the end.
fn read(from: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match from.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let mut bytes = vec![0; u32::from_le_bytes(length) as usize];
    from.read_exact(&mut bytes)?;
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_bound_gives_the_same_order_as_often_as_asked() {
        let values: Vec<u64> = (1..=500).map(|n| n * 7919 % 251).collect();
        let mut expected = values.clone();
        expected.sort_unstable();
        for piece in [1, 100, 1000, usize::MAX] {
            let mut sorter = Sorter::new(piece);
            for value in &values {
                sorter.push(*value, 0).unwrap();
            }
            assert_eq!(sorter.is_in_memory(), piece == usize::MAX);
            for _ in 0..2 {
                let found: Vec<_> = sorter.sorted().unwrap().map(Result::unwrap).collect();
                assert_eq!(found, expected, "{piece}");
            }
        }
    }

    #[test]
    fn a_log_gives_back_what_it_took() {
        for most in [0, 10, usize::MAX] {
            let mut log = Log::default();
            let at: Vec<_> = (0..20_u8).map(|n| log.push(&vec![n; n.into()], most).unwrap()).collect();
            for (n, at) in at.into_iter().enumerate().rev() {
                assert_eq!(log.get(at).unwrap(), vec![n as u8; n]);
            }
        }
        assert!(Log::default().get(7).is_err());
    }
}
