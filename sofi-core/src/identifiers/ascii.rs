//! Short texts kept in place, without allocation.

use std::fmt;

/// At most `N` ASCII bytes. Sorted as texts are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Ascii<const N: usize> {
    // Bytes past the length are zero, so that comparing them is comparing texts.
    bytes: [u8; N],
    length: u8,
}

impl<const N: usize> Ascii<N> {
    pub(crate) const EMPTY: Self = Self { bytes: [0; N], length: 0 };

    /// A copy of the text; `None` when it is too long, or not ASCII.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let mut copy = Self::EMPTY;
        copy.push_str(text).then_some(copy)
    }

    /// Adds a text; false, and unchanged, when there is no room or it is not ASCII.
    pub(crate) fn push_str(&mut self, text: &str) -> bool {
        let start = usize::from(self.length);
        let end = start + text.len();
        if end > N || !text.is_ascii() {
            return false;
        }
        self.bytes[start..end].copy_from_slice(text.as_bytes());
        self.length = end as u8;
        true
    }

    pub(crate) fn push(&mut self, c: char) -> bool {
        self.push_str(c.encode_utf8(&mut [0; 4]))
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.length)]
    }

    pub(crate) fn as_str(&self) -> &str {
        // Only ASCII was let in.
        str::from_utf8(self.as_bytes()).unwrap_or_default()
    }
}

impl<const N: usize> fmt::Write for Ascii<N> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.push_str(text) { Ok(()) } else { Err(fmt::Error) }
    }
}

/// The form of an identifier for people, in groups: `195 112 966 00799`.
///
/// ```
/// use sofi_core::{Identifier, Siret};
///
/// let siret: Siret = "19511296600799".parse()?;
/// assert_eq!(siret.grouped().as_str(), "195 112 966 00799");
/// assert_eq!(siret.grouped().to_string(), "195 112 966 00799");
/// # Ok::<_, sofi_core::InvalidIdentifier<Siret>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Grouped(Ascii<56>);

impl Grouped {
    /// Cuts the canonical form into groups of these lengths, separated by blanks; what is left is the last group.
    pub(crate) fn new(value: impl fmt::Display, groups: &[usize]) -> Self {
        use fmt::Write as _;
        let mut plain = Ascii::<49>::EMPTY;
        // The longest identifier, the key of the ministry, has forty-nine characters.
        let _ = write!(plain, "{value}");
        let mut out = Ascii::EMPTY;
        let mut rest = plain.as_str();
        for length in groups {
            let Some((group, after)) = rest.split_at_checked(*length) else { break };
            out.push_str(group);
            if !after.is_empty() {
                out.push(' ');
            }
            rest = after;
        }
        out.push_str(rest);
        Self(out)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

/// The number written by these digits; `None` when one is not a digit, there is none, or the number is too large.
pub(crate) fn number(text: &str) -> Option<u64> {
    if text.is_empty() || text.len() > 19 {
        return None;
    }
    text.bytes().try_fold(0_u64, |n, byte| byte.is_ascii_digit().then(|| n * 10 + u64::from(byte - b'0')))
}
