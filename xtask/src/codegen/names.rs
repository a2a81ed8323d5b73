//! The names of the elements of all dialects: their numbers, their Rust constants, and the hash that finds them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Error;
use super::schema::Schema;

/// Bits of the hash. 2048 cells for less than two hundred names: a multiplier without collision is found at once.
const BITS: u32 = 11;

pub(super) struct Names {
    /// Sorted names, each with its most recent label.
    labels: BTreeMap<String, String>,
    multiplier: u64,
}

impl Names {
    pub(super) fn new(schemas: &[Schema]) -> Result<Self, Error> {
        let mut labels = BTreeMap::new();
        for schema in schemas {
            let more = schema.elements.iter().map(|element| (element.name.clone(), element.label.clone()));
            labels.extend(more);
        }
        let mut constants = BTreeMap::new();
        for name in labels.keys() {
            if let Some(other) = constants.insert(constant(name), name) {
                return Err(Error::Names(format!("`{name}` and `{other}` make the same Rust constant")));
            }
        }
        let multiplier = multiplier(&labels)?;
        Ok(Self { labels, multiplier })
    }

    pub(super) fn emit(&self) -> String {
        let mut out = String::from(super::emit::HEADER);
        let count = self.labels.len();
        let _ = write!(
            out,
            "//! Names of the elements.\n\nuse crate::dialect::Element;\n\n\
             /// The names of the elements of all dialects, sorted.\n\
             pub(crate) static ELEMENT_NAMES: [&str; {count}] = [\n"
        );
        for name in self.labels.keys() {
            let _ = writeln!(out, "    {name:?},");
        }
        out.push_str("];\n\n");
        self.emit_lookup(&mut out);
        out.push_str(
            "/// One constant per element, named after it: `element::SIRET_FORMATEUR`.\npub mod element {\n",
        );
        out.push_str("    use super::Element;\n\n");
        for (index, (name, label)) in self.labels.iter().enumerate() {
            let _ = writeln!(out, "    /// `<{name}>`: {label}.");
            let _ = writeln!(out, "    pub const {}: Element = Element({index});", constant(name));
        }
        out.push_str("}\n");
        out
    }

    fn emit_lookup(&self, out: &mut String) {
        let shift = 64 - BITS;
        let longest = self.labels.keys().map(String::len).max().unwrap_or(0);
        let _ = write!(
            out,
            "/// The element that bears this name: one multiplication, one comparison.\n\
             pub(crate) fn element_from_name(name: &str) -> Option<Element> {{\n    \
             if name.len() > {longest} {{\n        return None;\n    }}\n    \
             let cell = (digest(name.as_bytes()).wrapping_mul(0x{:016x}) >> {shift}) as usize;\n    \
             let index = CELLS[cell];\n    \
             (*ELEMENT_NAMES.get(usize::from(index))? == name).then_some(Element(index))\n}}\n\n",
            self.multiplier
        );
        out.push_str(DIGEST);
        let mut cells = vec![u16::MAX; 1 << BITS];
        for (index, name) in self.labels.keys().enumerate() {
            cells[cell(name, self.multiplier)] = index as u16;
        }
        let _ = writeln!(out, "static CELLS: [u16; {}] = [", cells.len());
        for row in cells.chunks(16) {
            let row: Vec<String> = row.iter().map(u16::to_string).collect();
            let _ = writeln!(out, "    {},", row.join(", "));
        }
        out.push_str("];\n\n");
    }
}

/// The Rust constant of an element.
pub(super) fn constant(name: &str) -> String {
    name.to_uppercase().replace('-', "_")
}

fn multiplier(labels: &BTreeMap<String, String>) -> Result<u64, Error> {
    let mut candidate = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..1_000_000 {
        let mut used = vec![false; 1 << BITS];
        if labels.keys().all(|name| !std::mem::replace(&mut used[cell(name, candidate)], true)) {
            return Ok(candidate);
        }
        // An odd multiplier keeps every bit of the digest in play.
        candidate = candidate.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f) | 1;
    }
    Err(Error::Names("no multiplier gives every name a cell of its own: raise BITS".into()))
}

fn cell(name: &str, multiplier: u64) -> usize {
    (digest(name.as_bytes()).wrapping_mul(multiplier) >> (64 - BITS)) as usize
}

/// The same function as in the generated code, which holds it as text: a test compares them through the names.
fn digest(name: &[u8]) -> u64 {
    let word = |bytes: &[u8]| bytes.iter().rev().fold(0_u64, |word, byte| word << 8 | u64::from(*byte));
    let first = &name[..name.len().min(8)];
    let last = &name[name.len().saturating_sub(8)..];
    word(first) ^ word(last).rotate_left(29) ^ name.len() as u64
}

const DIGEST: &str = "\
/// The first eight bytes, the last eight bytes and the length, mixed.
fn digest(name: &[u8]) -> u64 {
    let (first, last) = match (name.first_chunk::<8>(), name.last_chunk::<8>()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => {
            let word = name.iter().rev().fold(0_u64, |word, byte| word << 8 | u64::from(*byte));
            (word, word)
        }
    };
    first ^ last.rotate_left(29) ^ name.len() as u64
}

";
