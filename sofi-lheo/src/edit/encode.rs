//! XML in an encoding that may lack some of its characters.

use crate::{
    source::Encoding,
    xml::{LexemeKind, Lexer},
};

/// What becomes of characters that the encoding of the output does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unencodable {
    /// They are refused.
    #[default]
    Refuse,
    /// They are written as references (`&#x20AC;`), which read back as they are. In comments and names, which hold no
    /// references, they are refused.
    Reference,
    /// Punctuation and letters that have an equivalent become it (see [`transliterate`]); others are refused.
    Transliterate,
}

/// A character that cannot be written in an encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the character {character:?} (U+{:04X}) cannot be written in {encoding}", u32::from(*.character))]
pub struct UnencodableError {
    /// The character.
    pub character: char,
    /// The encoding.
    pub encoding: Encoding,
}

/// What stands for a character of French typography, or of a European name, where the encoding has only letters of Western
/// Europe: two letters for a ligature, straight quotes for curved ones, `EUR`, the letter without its accent.
///
/// ```
/// assert_eq!(sofi_lheo::transliterate('œ'), Some("oe"));
/// assert_eq!(sofi_lheo::transliterate('…'), Some("..."));
/// assert_eq!(sofi_lheo::transliterate('漢'), None);
/// ```
#[expect(clippy::match_same_arms, reason = "letters are listed in order")]
pub fn transliterate(c: char) -> Option<&'static str> {
    Some(match c {
        'œ' => "oe",
        'Œ' => "OE",
        '€' => "EUR",
        '’' | '‘' | '‚' | '‛' | '′' | 'ʼ' => "'",
        '“' | '”' | '„' | '‟' | '″' => "\"",
        '‹' => "<",
        '›' => ">",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => "-",
        '…' => "...",
        '•' | '‣' | '▪' | '●' | '◦' | '■' | '►' | '➢' | '✓' | '✔' => "-",
        '→' => "->",
        '≥' => ">=",
        '≤' => "<=",
        '™' => "(TM)",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬀ' => "ff",
        // Spaces of every width; those that do not break keep the one that Latin-1 has.
        '\u{202f}' | '\u{2007}' => "\u{a0}",
        '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}' | '\u{205f}' => " ",
        // Marks that show nothing.
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe0f}' => "",
        'Ÿ' => "Y",
        'ă' | 'ą' | 'ā' => "a",
        'Ă' | 'Ą' | 'Ā' => "A",
        'ć' | 'č' | 'ċ' => "c",
        'Ć' | 'Č' | 'Ċ' => "C",
        'ď' | 'đ' => "d",
        'Ď' | 'Đ' => "D",
        'ę' | 'ě' | 'ē' | 'ė' | 'ẽ' => "e",
        'Ę' | 'Ě' | 'Ē' | 'Ė' | 'Ẽ' => "E",
        'ğ' | 'ģ' => "g",
        'Ğ' | 'Ģ' => "G",
        'ı' | 'ī' | 'į' => "i",
        'İ' | 'Ī' | 'Į' => "I",
        'ł' | 'ľ' | 'ĺ' | 'ļ' => "l",
        'Ł' | 'Ľ' | 'Ĺ' | 'Ļ' => "L",
        'ń' | 'ň' | 'ņ' => "n",
        'Ń' | 'Ň' | 'Ņ' => "N",
        'ő' | 'ō' => "o",
        'Ő' | 'Ō' => "O",
        'ř' | 'ŕ' => "r",
        'Ř' | 'Ŕ' => "R",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'Ś' | 'Š' | 'Ş' | 'Ș' => "S",
        'ť' | 'ţ' | 'ț' => "t",
        'Ť' | 'Ţ' | 'Ț' => "T",
        'ű' | 'ů' | 'ū' | 'ų' => "u",
        'Ű' | 'Ů' | 'Ū' | 'Ų' => "U",
        'ź' | 'ž' | 'ż' => "z",
        'Ź' | 'Ž' | 'Ż' => "Z",
        'ŵ' => "w",
        'Ŵ' => "W",
        'ŷ' => "y",
        'Ŷ' => "Y",
        _ => return None,
    })
}

/// Appends a piece of XML that starts and ends between two of its lexemes.
pub(crate) fn encode(
    encoding: Encoding,
    unencodable: Unencodable,
    markup: &str,
    out: &mut Vec<u8>,
) -> Result<(), UnencodableError> {
    let start = out.len();
    if encoding.encode(markup, out).is_ok() {
        return Ok(());
    }
    out.truncate(start);
    let mut lexer = Lexer::new(markup, 0);
    while let Some(lexeme) = lexer.next() {
        let text = markup.get(lexeme.range.clone()).unwrap_or_default();
        // What stands around a reference so that it is read as one.
        let around = match lexeme.kind {
            LexemeKind::Text | LexemeKind::Reference => Some(("", "")),
            LexemeKind::CData => Some(("]]>", "<![CDATA[")),
            _ => None,
        };
        let is_tag = matches!(lexeme.kind, LexemeKind::Start | LexemeKind::Empty);
        let mut quote = None;
        for c in text.chars() {
            if is_tag && matches!(c, '"' | '\'') {
                quote = match quote {
                    None => Some(c),
                    Some(open) if open == c => None,
                    open => open,
                };
            }
            let mut buffer = [0; 4];
            if encoding.encode(c.encode_utf8(&mut buffer), out).is_ok() {
                continue;
            }
            let around = around.or(quote.map(|_| ("", "")));
            let written = match (unencodable, around) {
                (Unencodable::Reference, Some((before, after))) => {
                    Some(format!("{before}&#x{:X};{after}", u32::from(c)))
                }
                (Unencodable::Transliterate, _) => {
                    transliterate(c).map(|plain| escaped(plain, lexeme.kind, quote))
                }
                _ => None,
            };
            let is_written = written.is_some_and(|written| encoding.encode(&written, out).is_ok());
            if !is_written {
                return Err(UnencodableError { character: c, encoding });
            }
        }
        if lexeme.kind == LexemeKind::Unfinished {
            break;
        }
    }
    Ok(())
}

/// An equivalent may be a character that means something in XML.
fn escaped(plain: &str, kind: LexemeKind, quote: Option<char>) -> String {
    match (kind, quote) {
        (LexemeKind::Text | LexemeKind::Reference, _) => super::escape_text(plain).into_owned(),
        (_, Some(quote)) => super::escape_attribute(plain, quote).into_owned(),
        _ => plain.to_owned(),
    }
}
