//! The members of a ZIP archive, each read on its own.
//!
//! The crate `zip` reads the directory; the data is unpacked here, so that a member owns all it needs, without borrowing
//! the archive, and may be read while others are.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive, result::ZipError};

use super::open::{Input, SourceError, SourceLimits};
use super::salvage;
use super::unpack::{Announced, Budget, Packed, Unpacked, Verified};
use super::{Content, FaultKind};

trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

/// A view of one file: every copy has its own position.
#[derive(Clone)]
pub(super) struct Shared<'a> {
    file: Arc<Mutex<dyn ReadSeek + 'a>>,
    position: u64,
}

impl<'a> Shared<'a> {
    pub(super) fn new(file: impl Read + Seek + Send + 'a) -> Self {
        Self { file: Arc::new(Mutex::new(file)), position: 0 }
    }

    /// A view that starts at an offset.
    pub(super) fn at(&self, position: u64) -> Self {
        Self { file: Arc::clone(&self.file), position }
    }

    pub(super) fn len(&self) -> io::Result<u64> {
        self.file.lock().unwrap_or_else(PoisonError::into_inner).seek(SeekFrom::End(0))
    }
}

impl Read for Shared<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // A panic elsewhere leaves nothing half-done here: the position is set before each read.
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.position))?;
        let size = file.read(buffer)?;
        self.position += size as u64;
        Ok(size)
    }
}

impl Seek for Shared<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let (base, by) = match to {
            SeekFrom::Start(position) => (position, 0),
            SeekFrom::Current(by) => (self.position, by),
            SeekFrom::End(by) => (self.len()?, by),
        };
        self.position = base.checked_add_signed(by).ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}

/// Where a member is, and how it is packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) start: u64,
    pub(super) packed_size: u64,
    pub(super) packing: Packing,
    pub(super) encrypted: bool,
    pub(super) announced: Announced,
}

/// How the bytes of a member are packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Packing {
    Stored,
    Deflated,
    /// A method that is not read here, and its name.
    Other(String),
}

/// The documents of an archive.
pub(super) struct Members<'a> {
    name: String,
    file: Shared<'a>,
    budget: Budget,
    list: List<'a>,
}

enum List<'a> {
    /// The archive, and the members to read, last first.
    Directory(Box<ZipArchive<Shared<'a>>>, Vec<usize>),
    /// What is found of an archive that is cut, last first; `false` once the cut has been told.
    Salvaged(Vec<Member>, bool),
}

impl<'a> Members<'a> {
    pub(super) fn new(name: String, file: Shared<'a>, limits: SourceLimits) -> Result<Self, SourceError> {
        let length = file.len().map_err(|source| SourceError::Io { name: name.clone(), source })?;
        let budget = Budget::new(limits, Some(length));
        let archive = match ZipArchive::new(file.clone()) {
            Ok(archive) => archive,
            Err(ZipError::Io(source)) if source.kind() != io::ErrorKind::UnexpectedEof => {
                return Err(SourceError::Io { name, source });
            }
            Err(error) => {
                let mut members = salvage::members(&file, length)
                    .map_err(|source| SourceError::Io { name: name.clone(), source })?;
                members.retain(|member| is_document(&member.name));
                if members.is_empty() {
                    return Err(SourceError::CorruptArchive { name, detail: error.to_string() });
                }
                members.reverse();
                return Ok(Self { name, file, budget, list: List::Salvaged(members, true) });
            }
        };
        if let Some(kind) = office(&archive) {
            return Err(SourceError::OfficeDocument { name, kind });
        }
        let count = archive.len();
        let mut members = Self { name, file, budget, list: List::Directory(Box::new(archive), Vec::new()) };
        let chosen = members.choose(count);
        let List::Directory(_, remaining) = &mut members.list else { return Ok(members) };
        if chosen.is_empty() {
            return Err(SourceError::NoXml { name: members.name, members: count });
        }
        *remaining = chosen.into_iter().rev().collect();
        Ok(members)
    }

    /// The members to read: those named `.xml` and the archives, which are told; failing any, those that look like XML.
    fn choose(&mut self, count: usize) -> Vec<usize> {
        let List::Directory(archive, _) = &self.list else { return Vec::new() };
        let named = |wanted: fn(&str) -> bool| -> Vec<usize> {
            (0..count).filter(|index| archive.name_for_index(*index).is_some_and(wanted)).collect()
        };
        let chosen = named(|name| is_document(name) || nested(name).is_some());
        if !chosen.is_empty() {
            return chosen;
        }
        let mut others = named(|name| !name.ends_with('/') && !is_litter(name));
        others.retain(|index| {
            let mut head = Vec::new();
            // What cannot be read is not XML, as far as one knows.
            let _ = self.input(*index).take(256).read_to_end(&mut head);
            Content::of(&head).is_xml()
                || head.starts_with(b"\xFF\xFE<\0")
                || head.starts_with(b"\xFE\xFF\0<")
        });
        others
    }

    fn input(&mut self, index: usize) -> Input<'a> {
        let List::Directory(archive, _) = &mut self.list else {
            return Input::refused(self.name.clone(), FaultKind::Truncated);
        };
        let fallback = format!("{}!/{}", self.name, archive.name_for_index(index).unwrap_or_default());
        let member = archive.by_index_raw(index).map(|file| Member {
            name: file.name().to_owned(),
            start: file.data_start(),
            packed_size: file.compressed_size(),
            packing: match file.compression() {
                CompressionMethod::Stored => Packing::Stored,
                CompressionMethod::Deflated => Packing::Deflated,
                other => Packing::Other(other.to_string()),
            },
            encrypted: file.encrypted(),
            announced: Announced::Whole { size: file.size(), crc: file.crc32() },
        });
        match member {
            Ok(member) => self.read(&member),
            Err(ZipError::Io(error)) if error.kind() != io::ErrorKind::UnexpectedEof => {
                Input::refused(fallback, FaultKind::from_read_error(&error))
            }
            Err(error) => Input::refused(fallback, FaultKind::Corrupt { detail: error.to_string() }),
        }
    }

    fn read(&self, member: &Member) -> Input<'a> {
        let name = format!("{}!/{}", self.name, member.name);
        if let Some(format) = nested(&member.name) {
            return Input::refused(name, FaultKind::NestedArchive { format });
        }
        if member.encrypted {
            return Input::refused(name, FaultKind::Encrypted);
        }
        let (packed, consumed) = Packed::new(self.file.at(member.start).take(member.packed_size));
        let unpacker: Box<dyn Read + Send + 'a> = match &member.packing {
            Packing::Stored => Box::new(packed),
            Packing::Deflated => Box::new(DeflateDecoder::new(packed)),
            Packing::Other(method) => {
                return Input::refused(name, FaultKind::UnsupportedCompression { method: method.clone() });
            }
        };
        let unpacked = Unpacked::new(unpacker, consumed, self.budget.clone());
        Input::unless_nested(name, Verified::new(unpacked, member.announced))
    }
}

impl<'a> Iterator for Members<'a> {
    type Item = Input<'a>;

    fn next(&mut self) -> Option<Input<'a>> {
        match &mut self.list {
            List::Directory(_, remaining) => {
                let index = remaining.pop()?;
                Some(self.input(index))
            }
            List::Salvaged(members, cut) => {
                if let Some(member) = members.pop() {
                    // The last member that bears the cut tells it; otherwise the archive does, below.
                    *cut &= member.announced != Announced::Cut;
                    return Some(self.read(&member));
                }
                std::mem::take(cut).then(|| Input::refused(self.name.clone(), FaultKind::Truncated))
            }
        }
    }
}

fn has_extension(name: &str, extension: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case(extension))
}

/// Files that macOS adds to archives.
fn is_litter(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("__MACOSX/") || file.starts_with("._")
}

fn is_document(name: &str) -> bool {
    has_extension(name, "xml") && !is_litter(name)
}

/// The format of a member that is an archive, by its name.
fn nested(name: &str) -> Option<&'static str> {
    let formats = [("zip", "zip"), ("gz", "gzip"), ("tgz", "gzip")];
    formats.iter().find(|(extension, _)| has_extension(name, extension)).map(|(_, format)| *format)
}

/// Recognises the XML-in-ZIP of office software, whose members named `.xml` are no documents of ours.
fn office(archive: &ZipArchive<Shared<'_>>) -> Option<&'static str> {
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("[Content_Types].xml") {
        Some("Office")
    } else if has("mimetype") && has("content.xml") {
        Some("OpenDocument")
    } else {
        None
    }
}
