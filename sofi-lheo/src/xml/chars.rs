//! The characters that XML 1.0 (fifth edition) allows, and those that names may hold.

/// Does XML allow this character in a document?
pub(crate) fn is_legal(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

/// Is it one of the four blanks of XML?
pub(crate) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Is the text made of blanks only?
pub(crate) fn is_blank_text(text: &str) -> bool {
    text.bytes().all(is_blank)
}

/// May it start a name without colon (NCName)?
fn is_name_start(c: char) -> bool {
    matches!(c,
        'A'..='Z' | 'a'..='z' | '_' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}'
        | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}'
        | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

/// May it stand in a name without colon?
fn is_name_char(c: char) -> bool {
    is_name_start(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

/// May it stand in a name, colon included?
pub(crate) fn is_qname_char(c: char) -> bool {
    c == ':' || is_name_char(c)
}

/// A name without colon.
pub(crate) fn is_ncname(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(is_name_start) && chars.all(is_name_char)
}

/// A name with one colon at most, in its prefix (empty without colon) and its local part.
pub(crate) fn split_qname(name: &str) -> Option<(&str, &str)> {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    let prefix_is_right = !name.contains(':') || is_ncname(prefix);
    (prefix_is_right && is_ncname(local)).then_some((prefix, local))
}

/// The first character that XML forbids: its position and itself.
pub(crate) fn find_illegal(text: &str) -> Option<(usize, char)> {
    // All forbidden characters are below U+0020 or are U+FFFE and U+FFFF, which start with the byte EF.
    let suspect = |&byte: &u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r') || byte == 0xef;
    let mut from = 0;
    while let Some(at) = text.as_bytes()[from..].iter().position(suspect) {
        let at = from + at;
        let c = text[at..].chars().next()?;
        if !is_legal(c) {
            return Some((at, c));
        }
        from = at + c.len_utf8();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn qualified_names() {
        assert_eq!(split_qname("lheo:offres"), Some(("lheo", "offres")));
        assert_eq!(split_qname("offres"), Some(("", "offres")));
        for bad in ["", ":", "a:", ":a", "a:b:c", "1a", "a b", "-a", "a:1b"] {
            assert_eq!(split_qname(bad), None, "{bad}");
        }
    }

    #[test]
    fn illegal_characters_are_found() {
        assert_eq!(find_illegal("aé\u{fffd}\t\r\n"), None);
        assert_eq!(find_illegal("é\u{1}"), Some((2, '\u{1}')));
        assert_eq!(find_illegal("\u{fffd}x\u{ffff}"), Some((4, '\u{ffff}')));
    }
}
