//! Cuts a window of text into lexemes, with quick-xml as the tokeniser.
//!
//! quick-xml is used for cutting only: on a slice, without any of its own checks, so that it can be started
//! anywhere between two lexemes. What a lexeme may hold is the [parser](super::parser)'s business.

use std::ops::Range;

use quick_xml::{Reader, errors::Error, events::Event};

/// What a lexeme is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `<a ...>`
    Start,
    /// `<a ... />`
    Empty,
    /// `</a>`
    End,
    /// Text without `<` nor `&`; at the end of a window it may go on in the next one.
    Text,
    /// What starts with `&`.
    Reference,
    /// `<![CDATA[...]]>`
    CData,
    /// `<!--...-->`
    Comment,
    /// `<?xml ...?>`
    Declaration,
    /// `<?...?>`
    Instruction,
    /// `<!DOCTYPE ...>`
    Doctype,
    /// What starts with `<!` and is none of these.
    Unknown,
    /// The end of what starts here is not in the window.
    Unfinished,
}

/// A piece of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lexeme {
    pub(crate) kind: Kind,
    /// Bytes of the window.
    pub(crate) range: Range<usize>,
}

/// Cuts a window.
pub(crate) struct Lexer<'w> {
    text: &'w str,
    /// Where the reader was started: its positions count from there.
    start: usize,
    reader: Reader<&'w [u8]>,
}

impl<'w> Lexer<'w> {
    /// Cuts `text` from `at` on, which must be between two lexemes.
    pub(crate) fn new(text: &'w str, at: usize) -> Self {
        Self { text, start: at, reader: reader(&text[at..]) }
    }

    /// The next lexeme; `None` at the end of the window.
    pub(crate) fn next(&mut self) -> Option<Lexeme> {
        let from = self.start + self.reader.buffer_position() as usize;
        let rest = self.text.get(from..).filter(|rest| !rest.is_empty())?;
        // quick-xml would take these for a byte-order mark and skip them; and it wants a semicolon after an
        // ampersand, where we want to say what is wrong there.
        let first = rest.chars().next()?;
        if matches!(first, '\u{feff}' | '&') {
            let length = match first {
                '&' => rest[1..]
                    .find([';', '<', '&'])
                    .map_or(rest.len(), |i| if rest.as_bytes()[i + 1] == b';' { i + 2 } else { i + 1 }),
                _ => first.len_utf8(),
            };
            self.restart(from + length);
            let kind = if first == '&' { Kind::Reference } else { Kind::Text };
            return Some(Lexeme { kind, range: from..from + length });
        }
        let kind = match self.reader.read_event() {
            Ok(Event::Start(_)) => Kind::Start,
            Ok(Event::Empty(_)) => Kind::Empty,
            Ok(Event::End(_)) => Kind::End,
            Ok(Event::Text(_)) => Kind::Text,
            Ok(Event::GeneralRef(_)) => Kind::Reference,
            Ok(Event::CData(_)) => Kind::CData,
            Ok(Event::Comment(_)) => Kind::Comment,
            Ok(Event::Decl(_)) => Kind::Declaration,
            Ok(Event::PI(_)) => Kind::Instruction,
            Ok(Event::DocType(_)) => Kind::Doctype,
            Ok(Event::Eof) => return None,
            Err(error) => {
                // What is neither a comment, a CDATA section nor a DOCTYPE never will be one.
                let is_bang = rest.starts_with("<!");
                let kind = match error {
                    Error::Syntax(_) if !is_bang || starts_bang(rest) => Kind::Unfinished,
                    _ => Kind::Unknown,
                };
                return Some(Lexeme { kind, range: from..self.text.len() });
            }
        };
        let to = self.start + self.reader.buffer_position() as usize;
        Some(Lexeme { kind, range: from..to })
    }

    fn restart(&mut self, at: usize) {
        self.start = at;
        self.reader = reader(&self.text[at..]);
    }
}

/// Is this the start of a comment, a CDATA section or a DOCTYPE, or could it become one if more text came?
fn starts_bang(text: &str) -> bool {
    ["<!--", "<![CDATA[", "<!DOCTYPE"].iter().any(|start| start.starts_with(text) || text.starts_with(start))
}

fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_reader(text.as_bytes());
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.expand_empty_elements = false;
    config.check_comments = false;
    reader
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lex(text: &str) -> Vec<(Kind, &str)> {
        let mut lexer = Lexer::new(text, 0);
        std::iter::from_fn(|| lexer.next()).map(|l| (l.kind, &text[l.range])).collect()
    }

    #[test]
    fn a_document_is_cut_and_nothing_is_lost() {
        let text = "\u{feff}<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY b ']>'>]><!-- c --><?p i?><a b='>'>x\u{feff}&amp;y\
                    <![CDATA[<&]]></b ><c/>";
        let pieces = lex(text);
        assert_eq!(pieces.iter().map(|(_, s)| *s).collect::<String>(), text);
        let kinds: Vec<Kind> = pieces.iter().map(|(k, _)| *k).collect();
        use Kind::*;
        assert_eq!(
            kinds,
            [
                Text,
                Declaration,
                Text,
                Doctype,
                Comment,
                Instruction,
                Start,
                Text,
                Reference,
                Text,
                CData,
                End,
                Empty
            ]
        );
    }

    #[test]
    fn what_is_cut_short_is_unfinished() {
        for text in [
            "<",
            "<a",
            "<a b='>'",
            "</a",
            "<!",
            "<!-",
            "<!-- a",
            "<![CDA",
            "<![CDATA[ a ]]",
            "<?p",
            "<?xml a",
            "<!DOCTYPE a [",
            "<!D",
        ] {
            assert_eq!(lex(text).last().map(|l| l.0), Some(Kind::Unfinished), "{text}");
        }
        for text in ["<!a>", "<!ELEMENT a>", "<![cdata[a]]>"] {
            assert_eq!(lex(text)[0].0, Kind::Unknown, "{text}");
        }
    }
}
