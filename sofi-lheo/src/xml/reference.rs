//! What text means: references (`&amp;`, `&#233;`) and ends of lines.

use std::borrow::Cow;

use sofi_core::Args;

use super::{
    Fault,
    chars::{is_blank, is_legal, is_ncname},
};
use crate::rules::xml;

/// Resolves the reference that starts `text`, an ampersand: the character, and the length of the reference.
///
/// # Errors
/// When it is no reference, or not one to a character that XML knows. Places count from the ampersand.
pub(crate) fn resolve(text: &str) -> Result<(char, usize), Fault> {
    let malformed = || Fault::new(&xml::XML05, 0, 1);
    let end = text.bytes().position(|b| b == b';').ok_or_else(malformed)?;
    let name = &text[1..end];
    let length = end + 1;
    if let Some(number) = name.strip_prefix('#') {
        let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |hex| (hex, 16));
        if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
            return Err(malformed());
        }
        return u32::from_str_radix(digits, radix)
            .ok()
            .and_then(char::from_u32)
            .filter(|c| is_legal(*c))
            .map(|c| (c, length))
            .ok_or_else(|| {
                Fault::new(&xml::XML06, 0, length).args(Args::new().text("number", shorten(number)))
            });
    }
    match name {
        "amp" => Ok(('&', length)),
        "lt" => Ok(('<', length)),
        "gt" => Ok(('>', length)),
        "quot" => Ok(('"', length)),
        "apos" => Ok(('\'', length)),
        _ if is_ncname(name) => {
            let args = Args::new().text("name", shorten(name));
            let args = match html_entity(name) {
                Some(character) => args.text("character", character),
                None => args,
            };
            Err(Fault::new(&xml::XML04, 0, length).args(args))
        }
        _ => Err(malformed()),
    }
}

/// Ends of lines are read as one line feed.
pub(crate) fn normalise_lines(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The text of a CDATA section, which holds no references.
pub(crate) fn resolve_cdata(section: &str) -> Cow<'_, str> {
    let inside = section.strip_prefix("<![CDATA[").unwrap_or(section);
    normalise_lines(inside.strip_suffix("]]>").unwrap_or(inside))
}

/// A text whose references are right, as it is read.
pub(crate) fn resolve_text(text: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed("");
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        let out = out.to_mut();
        out.push_str(&normalise_lines(&rest[..at]));
        let (c, length) = resolve(&rest[at..]).unwrap_or(('&', 1));
        out.push(c);
        rest = &rest[at + length..];
    }
    if out.is_empty() { normalise_lines(rest) } else { out + normalise_lines(rest) }
}

/// Is `text`, which starts with an ampersand, the start of a reference whose end is not at hand yet?
pub(crate) fn is_unfinished(text: &str) -> bool {
    // No reference that means something is longer than this.
    const LONGEST: usize = 64;
    text.len() <= LONGEST && !text[1..].bytes().any(|b| is_blank(b) || matches!(b, b';' | b'&' | b'<'))
}

/// Long names are cut: they come from the document.
fn shorten(name: &str) -> String {
    name.chars().take(40).collect()
}

/// What the names that HTML gives to characters of Western texts stand for: they have no meaning in XML.
pub(super) fn html_entity(name: &str) -> Option<&'static str> {
    Some(match name {
        "nbsp" => "\u{a0}",
        "iexcl" => "¡",
        "cent" => "¢",
        "pound" => "£",
        "curren" => "¤",
        "yen" => "¥",
        "brvbar" => "¦",
        "sect" => "§",
        "uml" => "¨",
        "copy" => "©",
        "ordf" => "ª",
        "laquo" => "«",
        "not" => "¬",
        "shy" => "\u{ad}",
        "reg" => "®",
        "macr" => "¯",
        "deg" => "°",
        "plusmn" => "±",
        "sup2" => "²",
        "sup3" => "³",
        "acute" => "´",
        "micro" => "µ",
        "para" => "¶",
        "middot" => "·",
        "cedil" => "¸",
        "sup1" => "¹",
        "ordm" => "º",
        "raquo" => "»",
        "frac14" => "¼",
        "frac12" => "½",
        "frac34" => "¾",
        "iquest" => "¿",
        "Agrave" => "À",
        "Aacute" => "Á",
        "Acirc" => "Â",
        "Atilde" => "Ã",
        "Auml" => "Ä",
        "Aring" => "Å",
        "AElig" => "Æ",
        "Ccedil" => "Ç",
        "Egrave" => "È",
        "Eacute" => "É",
        "Ecirc" => "Ê",
        "Euml" => "Ë",
        "Igrave" => "Ì",
        "Iacute" => "Í",
        "Icirc" => "Î",
        "Iuml" => "Ï",
        "ETH" => "Ð",
        "Ntilde" => "Ñ",
        "Ograve" => "Ò",
        "Oacute" => "Ó",
        "Ocirc" => "Ô",
        "Otilde" => "Õ",
        "Ouml" => "Ö",
        "times" => "×",
        "Oslash" => "Ø",
        "Ugrave" => "Ù",
        "Uacute" => "Ú",
        "Ucirc" => "Û",
        "Uuml" => "Ü",
        "Yacute" => "Ý",
        "THORN" => "Þ",
        "szlig" => "ß",
        "agrave" => "à",
        "aacute" => "á",
        "acirc" => "â",
        "atilde" => "ã",
        "auml" => "ä",
        "aring" => "å",
        "aelig" => "æ",
        "ccedil" => "ç",
        "egrave" => "è",
        "eacute" => "é",
        "ecirc" => "ê",
        "euml" => "ë",
        "igrave" => "ì",
        "iacute" => "í",
        "icirc" => "î",
        "iuml" => "ï",
        "eth" => "ð",
        "ntilde" => "ñ",
        "ograve" => "ò",
        "oacute" => "ó",
        "ocirc" => "ô",
        "otilde" => "õ",
        "ouml" => "ö",
        "divide" => "÷",
        "oslash" => "ø",
        "ugrave" => "ù",
        "uacute" => "ú",
        "ucirc" => "û",
        "uuml" => "ü",
        "yacute" => "ý",
        "thorn" => "þ",
        "yuml" => "ÿ",
        "OElig" => "Œ",
        "oelig" => "œ",
        "Scaron" => "Š",
        "scaron" => "š",
        "Yuml" => "Ÿ",
        "circ" => "ˆ",
        "tilde" => "˜",
        "ensp" => "\u{2002}",
        "emsp" => "\u{2003}",
        "thinsp" => "\u{2009}",
        "ndash" => "–",
        "mdash" => "—",
        "lsquo" => "‘",
        "rsquo" => "’",
        "sbquo" => "‚",
        "ldquo" => "“",
        "rdquo" => "”",
        "bdquo" => "„",
        "dagger" => "†",
        "Dagger" => "‡",
        "bull" => "•",
        "hellip" => "…",
        "permil" => "‰",
        "lsaquo" => "‹",
        "rsaquo" => "›",
        "euro" => "€",
        "trade" => "™",
        "larr" => "←",
        "rarr" => "→",
        "minus" => "−",
        "infin" => "∞",
        "ne" => "≠",
        "le" => "≤",
        "ge" => "≥",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_or_refused() {
        assert_eq!(resolve("&amp;x").unwrap(), ('&', 5));
        assert_eq!(resolve("&#233;").unwrap(), ('é', 6));
        assert_eq!(resolve("&#xE9;").unwrap(), ('é', 6));
        let code = |text| resolve(text).unwrap_err().rule.code;
        assert_eq!(code("&eacute;"), "XML04");
        assert_eq!(code("&AMP;"), "XML04");
        for text in ["& b;", "&", "&;", "&#;", "&#x;", "&#XE9;", "&1;", "&#12a;", "&amp", "&a b;"] {
            assert_eq!(code(text), "XML05", "{text}");
        }
        for text in ["&#0;", "&#xD800;", "&#xFFFE;", "&#99999999999;", "&#x110000;", "&#1;"] {
            assert_eq!(code(text), "XML06", "{text}");
        }
    }
}
