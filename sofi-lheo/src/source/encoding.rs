//! The encodings a document may be written in, and the labels that name them.

use std::fmt;

/// How the characters of a document are written as bytes.
///
/// ```
/// use sofi_lheo::source::Encoding;
///
/// assert_eq!(Encoding::Latin1.name(), "ISO-8859-1");
/// assert_eq!(Encoding::Latin1.raw_len("été"), 3);
/// assert_eq!(Encoding::Utf8.raw_len("été"), 5);
/// assert_eq!(Encoding::Utf16Le.raw_len("été"), 6);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, the default of XML.
    Utf8,
    /// US-ASCII: a byte above 127 is malformed.
    Ascii,
    /// ISO-8859-1, the true one: each byte is the code point of the same number (not windows-1252).
    Latin1,
    /// ISO-8859-15: Latin-1 with the euro sign and œ.
    Latin9,
    /// windows-1252, where the bytes 81, 8D, 8F, 90 and 9D are malformed.
    Windows1252,
    /// UTF-16, least significant byte first.
    Utf16Le,
    /// UTF-16, most significant byte first.
    Utf16Be,
}

impl Encoding {
    /// Every encoding that is read.
    pub const ALL: [Self; 7] = [
        Self::Utf8,
        Self::Ascii,
        Self::Latin1,
        Self::Latin9,
        Self::Windows1252,
        Self::Utf16Le,
        Self::Utf16Be,
    ];

    /// The registered name, as an XML declaration writes it.
    ///
    /// ```
    /// # use sofi_lheo::source::Encoding;
    /// assert_eq!(Encoding::Latin9.name(), "ISO-8859-15");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Ascii => "US-ASCII",
            Self::Latin1 => "ISO-8859-1",
            Self::Latin9 => "ISO-8859-15",
            Self::Windows1252 => "windows-1252",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
        }
    }

    /// How an XML declaration names it: UTF-16 in one name, since a byte order mark tells the order.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
            other => other.name(),
        }
    }

    /// How many bytes a text that was decoded from this encoding takes in the undecoded input.
    ///
    /// ```
    /// # use sofi_lheo::source::Encoding;
    /// assert_eq!(Encoding::Utf16Be.raw_len("a\u{1F600}"), 6, "a character beyond U+FFFF takes four bytes");
    /// ```
    pub fn raw_len(self, text: &str) -> u64 {
        let bytes = match self {
            Self::Utf8 | Self::Ascii => text.len(),
            Self::Latin1 | Self::Latin9 | Self::Windows1252 => text.chars().count(),
            Self::Utf16Le | Self::Utf16Be => 2 * text.chars().map(char::len_utf16).sum::<usize>(),
        };
        bytes as u64
    }

    /// Appends the bytes of a text.
    ///
    /// ```
    /// # use sofi_lheo::source::Encoding;
    /// let mut out = Vec::new();
    /// assert_eq!(Encoding::Latin1.encode("été", &mut out), Ok(()));
    /// assert_eq!(out, b"\xE9t\xE9");
    /// assert_eq!(Encoding::Latin1.encode("5 €", &mut out), Err((2, '€')));
    /// ```
    ///
    /// # Errors
    /// The first character that the encoding does not have, and its place in the text; what is before it was appended.
    pub fn encode(self, text: &str, out: &mut Vec<u8>) -> Result<(), (usize, char)> {
        super::codec::encode(self, text, out)
    }

    /// True for the encodings of one byte per character whose upper half holds letters.
    pub const fn is_latin(self) -> bool {
        matches!(self, Self::Latin1 | Self::Latin9 | Self::Windows1252)
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What the label of an XML declaration stands for.
///
/// The table is that of libxml2 2.14 with GNU libiconv, which refuses `UTF_8`, `latin-1` and `ISO-88591`:
/// `tests::labels_agree_with_libxml2` compares the two on the labels people and fingers produce.
///
/// ```
/// use sofi_lheo::source::{Encoding, Label};
///
/// assert_eq!(Label::of("Latin1"), Label::Known(Encoding::Latin1));
/// assert_eq!(Label::of("UTF-16"), Label::Utf16);
/// assert_eq!(Label::of("macintosh"), Label::Unsupported);
/// assert_eq!(Label::of("latin-1"), Label::Unknown);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Label {
    /// An encoding that is read.
    Known(Encoding),
    /// UTF-16 in the order its byte order mark, or its first characters, tell.
    Utf16,
    /// An encoding that exists, and that is not read here: UTF-32, UTF-7, EBCDIC, code pages, Asian encodings.
    Unsupported,
    /// Not the name of an encoding.
    Unknown,
}

const UTF8: &[&str] = &["UTF-8", "UTF8"];
const ASCII: &[&str] = &[
    "US-ASCII",
    "ASCII",
    "ISO646-US",
    "ISO-IR-6",
    "ANSI_X3.4-1968",
    "ANSI_X3.4-1986",
    "CP367",
    "IBM367",
    "US",
    "csASCII",
];
const LATIN1: &[&str] = &[
    "ISO-8859-1",
    "ISO_8859-1",
    "ISO8859-1",
    "ISO-IR-100",
    "CP819",
    "IBM819",
    "LATIN1",
    "L1",
    "csISOLatin1",
];
const LATIN9: &[&str] = &["ISO-8859-15", "ISO_8859-15", "ISO8859-15", "ISO-IR-203", "LATIN-9"];
const WINDOWS1252: &[&str] = &["windows-1252", "CP1252", "MS-ANSI"];
const UTF16: &[&str] =
    &["UTF-16", "UTF16", "UCS-2", "ISO-10646-UCS-2", "csUnicode", "UNICODE-1-1", "csUnicode11"];
/// Names of encodings that encoding_rs does not know either, or knows by fewer names.
const FOREIGN: &[&str] = &[
    "UTF-32",
    "UTF-32LE",
    "UTF-32BE",
    "UCS-4",
    "UCS-4LE",
    "UCS-4BE",
    "ISO-10646-UCS-4",
    "csUCS4",
    "UTF-7",
    "UNICODE-1-1-UTF-7",
    "CESU-8",
    "EBCDIC",
    "EBCDIC-CP-US",
    "EBCDIC-CP-FR",
    "IBM037",
    "CP037",
    "IBM297",
    "IBM500",
    "CP850",
    "IBM850",
    "850",
    "CP858",
    "CP437",
    "IBM437",
    "MAC",
    "MacRoman",
    "TIS-620",
    "LATIN8",
    "ISO_8859-10",
    "ISO_8859-11",
];

impl Label {
    /// Looks a label up, in any letter case.
    pub fn of(label: &str) -> Self {
        let is_one_of = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(label));
        for (names, encoding) in [
            (UTF8, Encoding::Utf8),
            (LATIN1, Encoding::Latin1),
            (WINDOWS1252, Encoding::Windows1252),
            (LATIN9, Encoding::Latin9),
            (ASCII, Encoding::Ascii),
            (&["UTF-16LE", "UCS-2LE", "UNICODELITTLE"], Encoding::Utf16Le),
            (&["UTF-16BE", "UCS-2BE", "UNICODEBIG"], Encoding::Utf16Be),
        ] {
            if is_one_of(names) {
                return Self::Known(encoding);
            }
        }
        if is_one_of(UTF16) {
            return Self::Utf16;
        }
        // WHATWG's list names the rest, but it also forgives spellings of ours that libxml2 refuses: `utf_8`.
        let foreign = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes())
            .is_some_and(|encoding| foreign_to_us(encoding) && label.trim() == label);
        if foreign || is_one_of(FOREIGN) { Self::Unsupported } else { Self::Unknown }
    }

    /// The encoding that the author of an unknown label probably meant.
    ///
    /// ```
    /// use sofi_lheo::source::{Encoding, Label};
    ///
    /// assert_eq!(Label::guess("utf 8"), Some(Encoding::Utf8));
    /// assert_eq!(Label::guess("ISO-885-1"), Some(Encoding::Latin1));
    /// assert_eq!(Label::guess("win1252"), Some(Encoding::Windows1252));
    /// assert_eq!(Label::guess("ISO-8859-7"), None);
    /// assert_eq!(Label::guess("français"), None);
    /// ```
    pub fn guess(label: &str) -> Option<Encoding> {
        if Self::of(label) == Self::Unsupported {
            return None;
        }
        let letters: String =
            label.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        // Longest first, so that a slip in "iso885915" is not read as a longer slip in "iso88591".
        const SPELLINGS: [(&str, Encoding); 13] = [
            ("utf8", Encoding::Utf8),
            ("unicode", Encoding::Utf8),
            ("utf8n", Encoding::Utf8),
            ("iso885915", Encoding::Latin9),
            ("latin9", Encoding::Latin9),
            ("iso88591", Encoding::Latin1),
            ("latin1", Encoding::Latin1),
            ("iso8859", Encoding::Latin1),
            ("windows1252", Encoding::Windows1252),
            ("win1252", Encoding::Windows1252),
            ("cp1252", Encoding::Windows1252),
            ("ansi", Encoding::Windows1252),
            ("usascii", Encoding::Ascii),
        ];
        let exact = SPELLINGS.iter().find(|(spelling, _)| *spelling == letters);
        exact.or_else(|| SPELLINGS.iter().find(|(spelling, _)| one_slip(spelling, &letters))).map(|(_, e)| *e)
    }
}

fn foreign_to_us(encoding: &'static encoding_rs::Encoding) -> bool {
    ![
        encoding_rs::UTF_8,
        encoding_rs::WINDOWS_1252,
        encoding_rs::ISO_8859_15,
        encoding_rs::UTF_16LE,
        encoding_rs::UTF_16BE,
        encoding_rs::X_USER_DEFINED,
    ]
    .contains(&encoding)
}

/// True if one letter was dropped, or two neighbours swapped, on the way from `meant` to `written`.
///
/// A replaced or added digit is not a slip: `ISO-8859-7` and `cp1251` name other encodings.
fn one_slip(meant: &str, written: &str) -> bool {
    let (meant, written) = (meant.as_bytes(), written.as_bytes());
    // Where the two part ways; what follows must be the same text.
    let same = meant.iter().zip(written).take_while(|(a, b)| a == b).count();
    let (meant, written) = (meant.split_at(same).1, written.split_at(same).1);
    let dropped = meant.get(1..).is_some_and(|rest| rest == written);
    let swapped = matches!((meant, written), ([a, b, rest @ ..], [c, d, tail @ ..]) if a == d && b == c && rest == tail);
    dropped || swapped
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Verdicts of libxml2 2.14.6 (lxml 6.1.3) on `<?xml version='1.0' encoding='LABEL'?><r>x</r>`.
    #[test]
    fn labels_agree_with_libxml2() {
        let accepted = "UTF-8 utf-8 Utf-8 UTF8 utf8 ISO-8859-1 iso-8859-1 ISO8859-1 ISO_8859-1 latin1 Latin1 l1 L1 cp819 \
            IBM819 iso-ir-100 csISOLatin1 ISO-8859-15 ISO8859-15 ISO_8859-15 latin-9 LATIN-9 iso-ir-203 windows-1252 \
            Windows-1252 cp1252 ms-ansi US-ASCII ASCII us iso646-us ANSI_X3.4-1968 ANSI_X3.4-1986 cp367 IBM367 csASCII ISO-IR-6";
        for label in accepted.split_whitespace() {
            assert!(matches!(Label::of(label), Label::Known(_)), "{label}");
        }
        let refused = "UTF_8 utf_8 UTF--8 UTF-08 UTF-8N UTF-8-SIG UT-8 UF-8 TF-8 UTF- UTF U unicode Unicode x-utf-8 ANSI \
            UNICODE-1-1-UTF-8 UTF8- ISO88591 ISO_8859_1 ISO-8859_1 8859-1 8859_1 ISO-8859 ISO-885-1 ISO-8859- ISO-88591 \
            ISO-889-1 ISO-859-1 IO-8859-1 IS-8859-1 SO-8859-1 ISO-8859-01 latin-1 LATIN-1 latin_1 819 ISO885915 latin9 l9 \
            csISOLatin9 latin0 8859-15 CP-1252 x-cp1252 windows1252 win-1252 win1252 1252 IBM-1252 windows_1252 646 \
            usascii UTF16LE UTF_16 UCS2 utf7 HTML foo x none null binary text fr French";
        for label in refused.split_whitespace().chain(["", "utf 8", " UTF-8", "UTF-8 ", "iso 8859-1"]) {
            assert_eq!(Label::of(label), Label::Unknown, "{label:?}");
        }
        // libxml2 knows these on 8-bit bytes as names, then refuses the content.
        for label in ["UTF-16", "utf16", "UCS-2", "ISO-10646-UCS-2", "csUnicode"] {
            assert_eq!(Label::of(label), Label::Utf16, "{label}");
        }
    }

    /// Each character of two common declarations dropped in turn, as fingers and fuzzers do.
    #[test]
    fn one_deletion_is_still_understood_by_people() {
        for (label, encoding, accepted) in
            [("UTF-8", Encoding::Utf8, "UTF8"), ("ISO-8859-1", Encoding::Latin1, "ISO8859-1")]
        {
            for i in 0..label.len() {
                let typo = format!("{}{}", &label[..i], &label[i + 1..]);
                let expected = if typo == accepted { Label::Known(encoding) } else { Label::Unknown };
                assert_eq!(Label::of(&typo), expected, "{typo}");
                assert_eq!(Label::guess(&typo), Some(encoding), "{typo}");
            }
        }
    }

    #[test]
    fn every_name_is_a_label_of_itself() {
        for encoding in Encoding::ALL {
            assert_eq!(Label::of(encoding.name()), Label::Known(encoding));
            assert_eq!(encoding.to_string(), encoding.name());
        }
    }

    #[test]
    fn foreign_encodings_are_told_from_typos() {
        for label in
            ["ISO-8859-2", "windows-1250", "koi8-r", "Shift_JIS", "GBK", "UTF-32", "UTF-7", "EBCDIC-CP-US"]
        {
            assert_eq!(Label::of(label), Label::Unsupported, "{label}");
            assert_eq!(Label::guess(label), None, "{label}");
        }
    }

    #[test]
    fn slips() {
        assert!(one_slip("utf8", "ut8") && one_slip("utf8", "utf") && one_slip("utf8", "uft8"));
        assert!(!one_slip("utf8", "utf7") && !one_slip("utf8", "utf88") && !one_slip("utf8", "u8"));
        assert!(!one_slip("utf8", "utf8") && !one_slip("utf8", ""));
    }
}
