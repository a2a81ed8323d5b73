//! How large a record may be of which the tree is built.

use sofi_core::{Arg, Args, Bilingual};

use crate::{Limits, xml::LexemeKind};

/// Follows the record that is kept. What it says depends on the record alone, not on how it is cut into windows.
#[derive(Debug, Default)]
pub(super) struct Bound {
    /// Where the record starts.
    from: Option<u64>,
    /// Its elements so far.
    elements: usize,
}

impl Bound {
    /// A lexeme that ends there is about to be read; `kept` is where the record starts that is being kept. Says which limit the
    /// record goes past by it.
    pub(super) fn past(
        &mut self,
        kept: Option<u64>,
        kind: LexemeKind,
        end: u64,
        limits: &Limits,
    ) -> Option<Args> {
        let from = kept?;
        if self.from != kept {
            *self = Self { from: kept, elements: 1 };
        }
        self.elements += usize::from(matches!(kind, LexemeKind::Start | LexemeKind::Empty));
        let (limit, unit) = if end.saturating_sub(from) > limits.record as u64 {
            (limits.record, Bilingual::new("octets", "bytes"))
        } else if self.elements > limits.elements {
            (limits.elements, Bilingual::new("éléments", "elements"))
        } else {
            return None;
        };
        Some(Args::new().count("limit", limit as u64).with("unit", Arg::Words(unit)))
    }
}
