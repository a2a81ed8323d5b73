//! Texts as XML writes them; in double quotes, and between tags, as Canonical XML does.

use std::borrow::Cow;

/// A text between tags: it reads back as it is.
pub(crate) fn escape_text(text: &str) -> Cow<'_, str> {
    escape(text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        // `]]>` may not stand in a text.
        '>' => Some("&gt;"),
        // A plain one would be read as a line feed.
        '\r' => Some("&#xD;"),
        _ => None,
    })
}

/// A value between two of these quotes: it reads back as it is.
pub(crate) fn escape_attribute(text: &str, quote: char) -> Cow<'_, str> {
    escape(text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '"' if c == quote => Some("&quot;"),
        '\'' if c == quote => Some("&apos;"),
        // Plain ones would be read as spaces.
        '\t' => Some("&#x9;"),
        '\n' => Some("&#xA;"),
        '\r' => Some("&#xD;"),
        _ => None,
    })
}

/// The content of CDATA sections: it reads back as it is, but for carriage returns, which have no writing there.
pub(crate) fn cdata(text: &str) -> String {
    format!("<![CDATA[{}]]>", text.replace("]]>", "]]]]><![CDATA[>"))
}

fn escape(text: &str, written: impl Fn(char) -> Option<&'static str>) -> Cow<'_, str> {
    let mut out = Cow::Borrowed("");
    let mut rest = text;
    while let Some((at, written)) = rest.char_indices().find_map(|(at, c)| Some((at, written(c)?))) {
        let (before, from) = rest.split_at(at);
        let out = out.to_mut();
        out.push_str(before);
        out.push_str(written);
        let mut after = from.chars();
        after.next();
        rest = after.as_str();
    }
    if matches!(out, Cow::Borrowed(_)) { Cow::Borrowed(text) } else { out + rest }
}
