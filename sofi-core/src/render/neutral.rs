//! Text taken from a feed, made harmless for a terminal.

use std::borrow::Cow;

/// Replaces what a terminal or an editor would obey or hide (control and escape characters, changes of
/// direction, separators of lines, invisible characters) with a visible escape such as `\u{1b}`.
///
/// ```
/// use sofi_core::render::neutral;
///
/// assert_eq!(neutral("Angers"), "Angers");
/// assert_eq!(neutral("\u{1b}[2J\u{202e}"), "\\u{1b}[2J\\u{202e}");
/// ```
pub fn neutral(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_dangerous) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        push_neutral(c, &mut out);
    }
    Cow::Owned(out)
}

/// Writes one character, escaped when it is dangerous.
pub(super) fn push_neutral(c: char, out: &mut String) {
    if is_dangerous(c) {
        out.extend(c.escape_unicode());
    } else {
        out.push(c);
    }
}

/// Cuts a text after so many characters, and says so with an ellipsis.
pub(super) fn cut(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.split_at(end).0)),
        None => Cow::Borrowed(text),
    }
}

/// Would a terminal obey this character, or show nothing for it?
pub(super) fn is_dangerous(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' // soft hyphen
            | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' // directions, zero widths
            | '\u{2028}' | '\u{2029}' // separators of lines
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}' // tags
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmless_text_is_borrowed() {
        // No-break spaces and accents belong to French.
        assert!(matches!(neutral("« é »\u{a0}: 1\u{202f}000 €"), Cow::Borrowed(_)));
    }

    #[test]
    fn every_trick_is_shown() {
        for trick in ['\u{0}', '\t', '\n', '\r', '\u{7f}', '\u{9b}', '\u{2028}', '\u{2066}', '\u{e0041}'] {
            let shown = neutral(&trick.to_string()).into_owned();
            assert_eq!(shown, format!("\\u{{{:x}}}", u32::from(trick)));
        }
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(cut("ééé", 2), "éé…");
        assert_eq!(cut("éé", 2), "éé");
    }
}
