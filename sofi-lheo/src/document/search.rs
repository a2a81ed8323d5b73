//! Where to read on after a fault.

/// What a search has found.
pub(super) enum Search {
    /// A formation starts there.
    Found(usize),
    /// What starts there may be one, once more text has come.
    Perhaps(usize),
    /// Nothing that starts one.
    None,
}

/// Longest comment or CDATA section that the search for the next formation jumps over, in bytes.
const FARTHEST_END: usize = 64 << 10;

/// Looks for `<formation` or `<prefix:formation`, followed by what ends a name.
pub(super) fn find_formation(text: &str) -> Search {
    const NAME: &str = "formation";
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(found) = text[from..].find('<').map(|i| from + i) {
        // What looks like one in a comment or in CDATA is none; but an end that is too far is no end.
        let opaque = [("<!--", "-->"), ("<![CDATA[", "]]>")];
        let at_hand = &text[found..];
        let opened = opaque.iter().find(|(open, _)| at_hand.starts_with(open));
        if let Some((open, close)) = opened {
            match at_hand[open.len()..].find(close) {
                Some(length) => {
                    from = found + open.len() + length + close.len();
                    continue;
                }
                None if at_hand.len() < FARTHEST_END => return Search::Perhaps(found),
                None => {}
            }
        } else if opaque.iter().any(|(open, _)| open.starts_with(at_hand)) {
            return Search::Perhaps(found);
        }
        let rest = &text[found + 1..];
        let name_length = rest.find(|c: char| !crate::xml::chars::is_qname_char(c)).unwrap_or(rest.len());
        let name = &rest[..name_length];
        let end = found + 1 + name_length;
        let local = name.split_once(':').map_or(name, |(_, local)| local);
        match bytes.get(end) {
            None if end - found < 256 => return Search::Perhaps(found),
            Some(b' ' | b'\t' | b'\r' | b'\n' | b'/' | b'>') if local == NAME => return Search::Found(found),
            _ => {}
        }
        from = end;
    }
    Search::None
}
