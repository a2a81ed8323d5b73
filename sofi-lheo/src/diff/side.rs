//! What is kept of each feed: its records in normal form, one after the other, and a line for each, to be sorted.

use std::{io, rc::Rc};

use serde::{Deserialize, Serialize};
use sofi_core::{
    Niveau, Numeros, Siret, cle_enregistrement,
    diff::{DiffSummary, Side, Spot, Unreadable},
};

use super::{
    Log, Sorter,
    matching::{ACTION, FORMATION, SESSION, numero},
    normal::{Digest, Normal, decode_number, digest, encode_number},
};
use crate::Reader;

/// A line for a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) side: Side,
    /// Where it is in the log: the order of the feeds.
    pub(super) at: u64,
    pub(super) digest: Digest,
    /// Its actions and sessions; `None` for what is no formation.
    parts: Option<[u64; 2]>,
}

impl Entry {
    /// It is on both sides, the same.
    pub(super) fn count_unchanged(&self, summary: &mut DiffSummary) {
        match self.parts {
            Some([actions, sessions]) => {
                summary.formations.unchanged += 1;
                summary.actions.unchanged += actions;
                summary.sessions.unchanged += sessions;
            }
            None => summary.others.unchanged += 1,
        }
    }
}

/// The sessions of an organisation, as one record or several in a row have them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct OrganismeEntry {
    pub(super) siret: String,
    pub(super) side: Side,
    order: u64,
    pub(super) organisme: Option<String>,
    pub(super) sessions: u64,
}

/// A record, and where it is.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    pub(super) root: Normal,
    pub(super) place: Spot,
}

impl Stored {
    pub(super) fn is_formation(&self) -> bool {
        self.root.name == FORMATION
    }

    /// The number of the formation, and the SIRET that answers for it.
    pub(super) fn numeros(&self) -> Numeros<'_> {
        numeros(&self.root)
    }

    pub(super) fn intitule(&self) -> Option<&str> {
        self.root.text_at(&["intitule-formation"])
    }

    pub(super) fn siret(&self) -> Option<&str> {
        siret(&self.root)
    }

    pub(super) fn organisme(&self) -> Option<&str> {
        organisme(&self.root)
    }
}

fn numeros(root: &Normal) -> Numeros<'_> {
    let siret = siret(root).and_then(|text| Siret::lenient(text).ok()).map(|read| read.value);
    Numeros::default().formation(numero(root)).siret(siret)
}

/// The element of the organisation that answers for a record, or is the record.
const RESPONSABLE: &str = "organisme-formation-responsable";

fn siret(root: &Normal) -> Option<&str> {
    let ways: [&[&str]; 3] = [
        &[RESPONSABLE, "SIRET-organisme-formation", "SIRET"],
        &["SIRET-organisme-formation", "SIRET"],
        &["SIRET"],
    ];
    ways.into_iter().find_map(|way| root.text_at(way))
}

fn organisme(root: &Normal) -> Option<&str> {
    let ways: [&[&str]; 2] = [&[RESPONSABLE, "nom-organisme"], &["nom-organisme"]];
    ways.into_iter().find_map(|way| root.text_at(way))
}

/// What is kept of the two feeds.
#[derive(Debug)]
pub(super) struct Feeds {
    memory: usize,
    pub(super) log: Log,
    pub(super) entries: Sorter<Entry>,
    pub(super) organismes: Sorter<OrganismeEntry>,
    files: Vec<String>,
    /// The record that was looked up last, to find where parts come from: they often move together.
    last: Option<(u64, Rc<Stored>)>,
}

impl Feeds {
    pub(super) fn new(memory: usize) -> Self {
        Self {
            memory,
            log: Log::default(),
            entries: Sorter::new(memory),
            organismes: Sorter::new(memory),
            files: Vec::new(),
            last: None,
        }
    }

    /// Reads a feed to its end.
    pub(super) fn read(
        &mut self,
        side: Side,
        reader: &mut Reader<'_>,
        summary: &mut DiffSummary,
        lost: &mut impl FnMut(Unreadable),
    ) -> io::Result<()> {
        let mut pending: Option<OrganismeEntry> = None;
        let mut bytes = Vec::new();
        loop {
            match reader.next_record() {
                Ok(None) => break,
                Ok(Some(_)) => {}
                Err(error) => {
                    summary.unreadable[side as usize] += 1;
                    let place = Spot { file: error.name, line: error.line };
                    lost(Unreadable { side, place, column: error.column, code: error.code.to_owned() });
                    continue;
                }
            }
            // Read again: the name of its document, in an archive, is known from now on.
            let Some(record) = reader.record() else { continue };
            summary.records[side as usize] += 1;
            let root = Normal::of(record.root());
            bytes.clear();
            encode_number(self.file(reader.name()), &mut bytes);
            bytes.extend(record.line().to_le_bytes());
            let head = bytes.len();
            root.encode(&mut bytes);
            let digest = digest(&bytes[head..]);
            let at = self.log.push(&bytes, self.memory)?;
            let numeros = numeros(&root);
            let title = root.text_at(&["intitule-formation"]).or(organisme(&root));
            let hexadecimal = || format!("{:032x}", u128::from_be_bytes(digest));
            let key = format!("{}\u{1f}{}", root.name, cle_enregistrement(&numeros, title, hexadecimal));
            let parts = (root.name == FORMATION).then(|| {
                let actions = root.all(ACTION);
                actions.fold([0, 0], |[actions, sessions], action| {
                    [actions + 1, sessions + action.all(SESSION).count() as u64]
                })
            });
            if let (Some([_, sessions]), Some(siret)) = (parts, numeros.organisme()) {
                let siret = siret.to_string();
                let name = organisme(&root).map(str::to_owned);
                match &mut pending {
                    // Feeds list the formations of an organisation together.
                    Some(last) if last.siret == siret => {
                        last.sessions += sessions;
                        last.organisme = name.or(last.organisme.take());
                    }
                    _ => {
                        let next = OrganismeEntry { siret, side, order: at, organisme: name, sessions };
                        self.add_organisme(pending.replace(next))?;
                    }
                }
            }
            let weight = key.len();
            self.entries.push(Entry { key, side, at, digest, parts }, weight)?;
        }
        self.add_organisme(pending)
    }

    fn add_organisme(&mut self, entry: Option<OrganismeEntry>) -> io::Result<()> {
        let Some(entry) = entry else { return Ok(()) };
        let weight = entry.siret.len() + entry.organisme.as_ref().map_or(0, String::len);
        self.organismes.push(entry, weight)
    }

    /// The place of a document in the list of those read; the last one nearly always.
    fn file(&mut self, name: &str) -> usize {
        if let Some(found) = self.files.iter().rposition(|known| known == name) {
            return found;
        }
        self.files.push(name.to_owned());
        self.files.len() - 1
    }

    /// The record that is there in the log.
    pub(super) fn stored(&mut self, at: u64) -> io::Result<Stored> {
        stored(&mut self.log, &self.files, at)
    }

    /// The same, for a record where parts have come from.
    pub(super) fn origin(&mut self, at: u64) -> io::Result<Rc<Stored>> {
        if let Some((last, found)) = &self.last
            && *last == at
        {
            return Ok(Rc::clone(found));
        }
        let found = Rc::new(self.stored(at)?);
        self.last = Some((at, Rc::clone(&found)));
        Ok(found)
    }
}

/// The record that is there in a log.
pub(super) fn stored(log: &mut Log, files: &[String], at: u64) -> io::Result<Stored> {
    let bytes = log.get(at)?;
    let mut rest = &bytes[..];
    let read = |from: &mut &[u8]| {
        let file = decode_number(from)?;
        let (line, after) = from.split_first_chunk()?;
        *from = after;
        let line = u64::from_le_bytes(*line);
        let root = Normal::decode(from)?;
        Some((file, line, root))
    };
    let (file, line, root) = read(&mut rest).ok_or(io::ErrorKind::InvalidData)?;
    let file = files.get(file).cloned().unwrap_or_default();
    Ok(Stored { root, place: Spot { file, line } })
}

/// The key of a part wherever it stands, SIRET included; `None` when it cannot be known elsewhere.
pub(super) fn mobile_key(numeros: &Numeros<'_>, niveau: Niveau) -> Option<String> {
    Some(format!("{niveau}\u{1f}{}\u{1f}{}", numeros.organisme()?, numeros.cle_mobile(niveau)?))
}
