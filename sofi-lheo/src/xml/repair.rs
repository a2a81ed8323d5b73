//! What was probably meant by references that XML refuses.

use std::{borrow::Cow, ops::Range};

use super::{
    chars::is_legal,
    reference::{html_entity, is_unfinished, resolve},
};

/// The wrong references of a piece of XML that can be mended, in order: where each is, and what to write.
#[derive(Debug)]
pub(crate) struct References<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> References<'t> {
    /// Looks through a text that starts outside of CDATA sections, comments and instructions.
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }
}

impl Iterator for References<'_> {
    type Item = (Range<usize>, Cow<'static, str>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let rest = self.text.get(self.at..)?;
            self.at += memchr::memchr2(b'&', b'<', rest.as_bytes())?;
            let rest = self.text.get(self.at..)?;
            let ends = [("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>")];
            if let Some((_, end)) = ends.into_iter().find(|(start, _)| rest.starts_with(start)) {
                self.at += rest.find(end)? + end.len();
            } else if rest.starts_with('<') {
                self.at += 1;
            } else if let Ok((_, length)) = resolve(rest) {
                self.at += length;
            } else if is_unfinished(rest) {
                // Its end may be further on.
                return None;
            } else {
                let start = self.at;
                let (length, written) = meant(rest).unwrap_or((1, Cow::Borrowed("")));
                self.at += length;
                if !written.is_empty() {
                    return Some((start..self.at, written));
                }
            }
        }
    }
}

/// What was meant by the wrong reference that starts a text: the length of what to replace, and what to write.
fn meant(text: &str) -> Option<(usize, Cow<'static, str>)> {
    let inside = text.get(1..)?;
    if let Some(number) = inside.strip_prefix('#') {
        // Only the semicolon may lack.
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        let is_ended = !number[digits..].starts_with(|c: char| c.is_alphanumeric() || c == ';');
        let c = number[..digits].parse().ok().and_then(char::from_u32).filter(|c| is_legal(*c))?;
        return is_ended.then(|| (2 + digits, written(c)));
    }
    let name = &inside[..inside.bytes().take_while(u8::is_ascii_alphanumeric).count()];
    let after = &inside[name.len()..];
    if after.starts_with(';') {
        // A name that HTML does not know either is left to people.
        return html_entity(name).map(|c| (name.len() + 2, Cow::Borrowed(c)));
    }
    // In an address, `&copy=` is a parameter.
    if !name.is_empty() && !after.starts_with('=') {
        let known = |name: &str| match name {
            "amp" => Some("&amp;"),
            "lt" => Some("&lt;"),
            "gt" => Some("&gt;"),
            "quot" => Some("&quot;"),
            _ => html_entity(name),
        };
        if let Some(c) = known(name) {
            return Some((name.len() + 1, Cow::Borrowed(c)));
        }
        // `l&eacutecole`: names of letters with accents are the start of no word.
        let is_accent = |name: &&str| {
            ["acute", "grave", "circ", "cedil", "tilde", "nbsp", "uml"].iter().any(|end| name.ends_with(end))
        };
        let mut prefixes = (3..name.len()).rev().map(|length| &name[..length]).filter(is_accent);
        if let Some((prefix, c)) = prefixes.find_map(|prefix| Some((prefix, html_entity(prefix)?))) {
            return Some((prefix.len() + 1, Cow::Borrowed(c)));
        }
    }
    Some((1, Cow::Borrowed("&amp;")))
}

fn written(c: char) -> Cow<'static, str> {
    match c {
        '&' => Cow::Borrowed("&amp;"),
        '<' => Cow::Borrowed("&lt;"),
        '>' => Cow::Borrowed("&gt;"),
        '"' => Cow::Borrowed("&quot;"),
        c => Cow::Owned(c.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> String {
        let mut out = text.to_owned();
        for (range, written) in References::new(text).collect::<Vec<_>>().into_iter().rev() {
            out.replace_range(range, &written);
        }
        out
    }

    #[test]
    fn wrong_references_are_mended_where_their_meaning_is_plain() {
        for (text, expected) in [
            ("&eacute;t&eacute; <a>", "été <a>"),
            ("l&eacute cole, l&eacutecole <a>", "lé cole, lécole <a>"),
            ("l&acute;art &amp; m&egrave;re <a>", "l´art &amp; mère <a>"),
            ("R&D, A & B, fin& <a>", "R&amp;D, A &amp; B, fin&amp; <a>"),
            ("?a=1&b=2&copy=3 <a>", "?a=1&amp;b=2&amp;copy=3 <a>"),
            ("&#233 &#x26; &#38 x <a>", "é &#x26; &amp; x <a>"),
            ("&lt b&gt <a>", "&lt; b&gt; <a>"),
            // Left to people: what has no meaning, what XML cannot hold.
            ("&inconnu; &#1; <a>", "&inconnu; &#1; <a>"),
            (
                "<![CDATA[ & &eacute; ]]> & <!-- & --> <?a & ?> & <a>",
                "<![CDATA[ & &eacute; ]]> &amp; <!-- & --> <?a & ?> &amp; <a>",
            ),
        ] {
            assert_eq!(mended(text), expected, "{text}");
            assert_eq!(mended(expected), expected);
        }
        assert_eq!(mended("a & b &eac"), "a &amp; b &eac");
    }
}
