//! URI references, as RFC 3986 writes them and libxml2 reads them.

/// Is this a URI reference? Characters that have to be escaped are refused.
pub(crate) fn is_uri_reference(text: &str) -> bool {
    let scheme = text.split_once(':').filter(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    });
    let mut rest = scheme.map_or(text, |(_, rest)| rest);
    if let Some(authority) = rest.strip_prefix("//") {
        match after_authority(authority) {
            Some(path) if path.is_empty() || path.starts_with(['/', '?', '#']) => rest = path,
            _ => return false,
        }
    } else if scheme.is_none() && rest.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'))
    {
        // Without a scheme, a colon in the first segment would look like one.
        return false;
    }
    rest = skip(rest, "/:@");
    if let Some(query) = rest.strip_prefix('?') {
        rest = skip(query, "/?:@");
    }
    if let Some(fragment) = rest.strip_prefix('#') {
        rest = skip(fragment, "/?:@[]");
    }
    rest.is_empty()
}

/// What follows the user, the host and the port.
fn after_authority(text: &str) -> Option<&str> {
    let text = skip(text, ":").strip_prefix('@').unwrap_or(text);
    let after_host = match text.strip_prefix('[') {
        Some(address) => address.split_once(']')?.1,
        None => skip(text, ""),
    };
    let Some(port) = after_host.strip_prefix(':') else { return Some(after_host) };
    let digits = port.bytes().take_while(u8::is_ascii_digit).count();
    port[..digits].parse::<i32>().is_ok().then(|| &port[digits..])
}

/// What follows unreserved characters, sub-delimiters, escapes, and those among `more`.
fn skip<'a>(text: &'a str, more: &str) -> &'a str {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let is_plain = byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=".contains(&byte);
        let is_escape = byte == b'%'
            && bytes.get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        at += match () {
            () if is_escape => 3,
            () if is_plain || more.as_bytes().contains(&byte) => 1,
            () => break,
        };
    }
    &text[at..]
}

#[cfg(test)]
mod tests {
    use super::is_uri_reference;

    #[test]
    fn references() {
        for text in [
            "",
            "http://lheo.gouv.fr/2.3",
            "urn:x",
            "//h:80/p",
            "?q",
            "#[f]",
            "a/b:c",
            "http://[::1]/?q",
            "//u:p@h",
        ] {
            assert!(is_uri_reference(text), "{text}");
        }
        for text in ["a b", "http://h:/", ":", "1:b", "%2", "a#b#c", "é", "http:/x|y", "ur':p"] {
            assert!(!is_uri_reference(text), "{text}");
        }
    }
}
