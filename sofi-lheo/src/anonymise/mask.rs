//! Stand-ins for values: as long, of the same shape, and as right or wrong as what they stand for.

use std::collections::HashSet;

use sha2::{Digest, Sha256};
use sofi_core::rules::{is_example_domain, is_filler};

/// What a text is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// Nothing that tells who somebody is.
    Nothing,
    /// Names of people, and whatever else stands with them.
    Person,
    /// A line of an address.
    Line,
    Phone,
    Mail,
    Web,
    /// Degrees of a place.
    Degrees,
    /// Anything: mails, telephone numbers and names of people are looked for in it.
    Free,
}

/// Makes stand-ins: the same one for the same value, in one document.
///
/// They depend on the digest of the whole document, which nobody knows who has not got it: a stand-in cannot be found again by
/// trying every telephone number there is.
#[derive(Debug)]
pub(super) struct Mask {
    key: [u8; 32],
    /// Names of people, in small letters.
    names: HashSet<String>,
}

/// Words that say what a line of an address is about, and nothing of whose it is.
const COMMON: [&str; 38] = [
    "rue",
    "avenue",
    "av",
    "boulevard",
    "bd",
    "place",
    "allée",
    "allee",
    "chemin",
    "route",
    "impasse",
    "quai",
    "cours",
    "square",
    "zone",
    "za",
    "zi",
    "zac",
    "parc",
    "bp",
    "cs",
    "cedex",
    "salle",
    "bâtiment",
    "batiment",
    "bat",
    "étage",
    "la",
    "le",
    "les",
    "las",
    "de",
    "des",
    "du",
    "et",
    "l",
    "d",
    "bis",
];

impl Mask {
    pub(super) fn new(key: [u8; 32], names: HashSet<String>) -> Self {
        Self { key, names }
    }

    /// What stands for a text.
    pub(super) fn value(&self, about: About, text: &str) -> String {
        // Fillers tell nothing, and are faults to be kept.
        if is_filler(text) {
            return text.to_owned();
        }
        match about {
            About::Nothing => text.to_owned(),
            About::Line => self.words(text, |word| COMMON.contains(&word)),
            About::Phone => self.phone(text),
            About::Mail if text.contains('@') => self.mails(text),
            About::Mail | About::Person => self.all(text),
            About::Web => self.web(text),
            About::Degrees => self.degrees(text),
            About::Free => self.free(text),
        }
    }

    /// Other letters for letters, other digits for digits; the rest stays.
    pub(super) fn all(&self, text: &str) -> String {
        self.words(text, |_| false)
    }

    fn words(&self, text: &str, is_kept: impl Fn(&str) -> bool) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(char::is_alphanumeric) {
            out.push_str(&rest[..start]);
            rest = &rest[start..];
            let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            rest = after;
            let lower = word.to_lowercase();
            // A row of x stands for nothing.
            if is_kept(&lower) || lower.bytes().all(|byte| byte == b'x') {
                out.push_str(word);
            } else {
                self.word(word, &mut out);
            }
        }
        out + rest
    }

    /// A word of the same length: vowels for vowels, so that it can be read; letters with accents keep them.
    fn word(&self, word: &str, out: &mut String) {
        let mut numbers = Numbers::new(&self.key, &word.to_lowercase());
        // A short word may become itself: then once more. Letters of other alphabets have no others.
        const TRIES: usize = 20;
        for left in (0..TRIES).rev() {
            let new: String = word.chars().map(|c| other(c, &mut numbers)).collect();
            if new != word || left == 0 {
                out.push_str(&new);
                return;
            }
        }
    }

    /// Ten digits become those of a range kept for fiction; others keep their start, which says what kind they are.
    fn phone(&self, text: &str) -> String {
        let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).collect();
        let is_row = digits.windows(2).all(|pair| pair[0] == pair[1]);
        // Short numbers are those of services; a row of one digit is a filler.
        if digits.len() <= 6 || is_row {
            return self.words(text, |word| word.bytes().all(|byte| byte.is_ascii_digit()));
        }
        let fiction = |first: u8| match first {
            b'1' => "19900",
            b'3' => "35301",
            b'4' => "46571",
            b'5' => "53649",
            b'6' | b'7' => "63998",
            _ => "26191",
        };
        let text_of = |digits: &[u8]| String::from_utf8_lossy(digits).into_owned();
        let mut numbers = Numbers::new(&self.key, &text_of(&digits));
        let mut new = text_of(&digits[..3]);
        if let ([b'0', first @ b'1'..=b'9', ..], 10) = (digits.as_slice(), digits.len()) {
            new = format!("0{}", fiction(*first));
        } else if let Some(rest) =
            text_of(&digits).strip_prefix("0033").or(text_of(&digits).strip_prefix("33"))
        {
            let country = digits.len() - rest.len();
            let zero = usize::from(rest.starts_with('0'));
            if rest.len() == 9 + zero {
                new = format!("{}{}", text_of(&digits[..country + zero]), fiction(rest.as_bytes()[zero]));
            }
        }
        while new.len() < digits.len() {
            new.push(char::from(b'0' + numbers.below(10) as u8));
        }
        let mut new = new.chars();
        let replaced = text.chars().map(|c| if c.is_ascii_digit() { new.next().unwrap_or(c) } else { c });
        let replaced: String = replaced.collect();
        self.words(&replaced, |word| word.bytes().all(|byte| byte.is_ascii_digit()))
    }

    /// Mail addresses of another name, and of another domain, that nobody can own where it is long enough.
    fn mails(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for part in text.split_inclusive(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>')) {
            match part.split_once('@') {
                Some((local, domain)) => {
                    let (start, local) = match local.strip_prefix("mailto:") {
                        Some(local) => ("mailto:", local),
                        None => ("", local),
                    };
                    out.push_str(start);
                    out.push_str(&self.all(local));
                    out.push('@');
                    out.push_str(&self.domain(domain));
                }
                None => out.push_str(&self.all(part)),
            }
        }
        out
    }

    /// A domain of the same length, under the one kept for examples; a short or wrong one keeps its end.
    fn domain(&self, domain: &str) -> String {
        const EXAMPLE: &str = ".example";
        // Nobody reads what is sent there, which is a fault to be kept.
        if is_example_domain(domain) {
            return domain.to_owned();
        }
        let is_plain = domain.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
        let is_right = is_plain && domain.contains('.') && domain.split('.').all(|label| !label.is_empty());
        let end = domain.rfind('.').unwrap_or(domain.len());
        let is_right =
            is_right && domain.len() - end > 2 && domain[end + 1..].bytes().all(|b| b.is_ascii_alphabetic());
        if is_right && domain.len() > EXAMPLE.len() + 1 {
            let wanted = domain.len() - EXAMPLE.len();
            let label: String = self.all(&domain.replace(['.', '-'], "n")).chars().take(wanted).collect();
            return label + EXAMPLE;
        }
        self.all(&domain[..end]) + &domain[end..]
    }

    fn web(&self, text: &str) -> String {
        let lower = text.to_ascii_lowercase();
        let starts = ["https://www.", "http://www.", "https://", "http://", "mailto:", "www."];
        let start = starts.into_iter().find(|start| lower.starts_with(start)).map_or(0, str::len);
        let (start, rest) = text.split_at(start);
        let host = rest.find(|c: char| matches!(c, '/' | '?' | '#' | ':' | '@') || c.is_whitespace());
        let (host, path) = rest.split_at(host.unwrap_or(rest.len()));
        if path.starts_with('@') {
            return format!("{start}{}", self.mails(rest));
        }
        // What faults are told by stays: a second address, in the same field.
        let is_kept = |word: &str| matches!(word, "http" | "https" | "www" | "html" | "php");
        format!("{start}{}{}", self.domain(host), self.words(path, is_kept))
    }

    /// The place within about a kilometre.
    fn degrees(&self, text: &str) -> String {
        let mut numbers = Numbers::new(&self.key, text);
        let mut decimals = None;
        text.chars()
            .map(|c| match (c, &mut decimals) {
                ('.' | ',', None) => {
                    decimals = Some(0);
                    c
                }
                ('0'..='9', Some(count)) => {
                    *count += 1;
                    if *count > 2 { char::from(b'0' + numbers.below(10) as u8) } else { c }
                }
                _ => c,
            })
            .collect()
    }

    /// A text whose mails, telephone numbers and names of people are others.
    pub(super) fn free(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        // Mails first: their names and digits are not to be looked at otherwise.
        while let Some(at) = rest.find('@') {
            let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '\'' | '%');
            let start = rest[..at].rfind(|c| !is_part(c)).map_or(0, |i| next(rest, i));
            let after = &rest[at + 1..];
            let length =
                after.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(after.len());
            let end = at + 1 + after[..length].trim_end_matches('.').len();
            out.push_str(&self.names(&self.phones(&rest[..start])));
            if start < at && end > at + 1 {
                out.push_str(&self.mails(&rest[start..end]));
            } else {
                out.push_str(&rest[start..end]);
            }
            rest = &rest[end..];
        }
        out + &self.names(&self.phones(rest))
    }

    /// French telephone numbers, as they are written in texts.
    fn phones(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let is_start = !text[..at].ends_with(|c: char| c.is_alphanumeric());
            if let Some(length) = phone_length(rest).filter(|_| is_start) {
                out.push_str(&self.phone(&rest[..length]));
                at += length;
            } else {
                let c = rest.chars().next().unwrap_or_default();
                out.push(c);
                at += c.len_utf8();
            }
        }
        out
    }

    fn names(&self, text: &str) -> String {
        if self.names.is_empty() {
            return text.to_owned();
        }
        // A name has at most this many words.
        const MOST: usize = 5;
        let mut words: Vec<(usize, usize)> = Vec::new();
        let mut start = None;
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            match (c.is_alphanumeric(), start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    words.push((from, at));
                    start = None;
                }
                _ => {}
            }
        }
        let mut out = String::with_capacity(text.len());
        let (mut done, mut i) = (0, 0);
        while i < words.len() {
            let longest = (1..=MOST.min(words.len() - i)).rev().find(|length| {
                let (from, to) = (words[i].0, words[i + length - 1].1);
                self.names.contains(&plain(&text[from..to]))
            });
            if let Some(length) = longest {
                let (from, to) = (words[i].0, words[i + length - 1].1);
                out.push_str(&text[done..from]);
                out.push_str(&self.all(&text[from..to]));
                done = to;
            }
            i += longest.unwrap_or(1);
        }
        out + &text[done..]
    }
}

/// Another character of the same kind.
fn other(c: char, numbers: &mut Numbers) -> char {
    const VOWELS: &[u8] = b"aeiou";
    const CONSONANTS: &[u8] = b"bcdfglmnprstv";
    let lower = c.to_ascii_lowercase();
    let new = if lower.is_ascii_digit() {
        char::from(b'0' + numbers.below(10) as u8)
    } else if lower.is_ascii_lowercase() {
        let letters = if VOWELS.contains(&(lower as u8)) { VOWELS } else { CONSONANTS };
        char::from(letters[numbers.below(letters.len())])
    } else {
        c
    };
    if c.is_ascii_uppercase() { new.to_ascii_uppercase() } else { new }
}

/// A name as it is looked for: small letters, words apart by one blank.
pub(super) fn plain(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join(" ")
}

/// The place after the character at this one.
fn next(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(1, char::len_utf8)
}

/// The length of the telephone number that starts a text: ten digits from 0, or nine after +33 or 0033, apart or not.
fn phone_length(text: &str) -> Option<usize> {
    let (start, wanted) = if text.starts_with("+33") {
        (3, 9)
    } else if text.starts_with("0033") {
        (4, 9)
    } else if text.starts_with('0') {
        (0, 10)
    } else {
        return None;
    };
    let (mut digits, mut gap, mut zero) = (0, 0, false);
    for (at, c) in text[start..].char_indices() {
        match c {
            '0'..='9' => {
                // `+33 (0)2`: a zero that does not count.
                if digits == 0 && c == '0' && wanted == 9 && !zero {
                    zero = true;
                    continue;
                }
                digits += 1;
                gap = 0;
                if digits == wanted {
                    let end = start + at + 1;
                    let is_ended = !text[end..].starts_with(|c: char| c.is_alphanumeric());
                    return is_ended.then_some(end);
                }
            }
            ' ' | '.' | '-' | '/' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '(' | ')' if gap < 2 => gap += 1,
            _ => return None,
        }
    }
    None
}

/// Numbers that look random, made of a key and a text.
struct Numbers {
    key: [u8; 32],
    at: usize,
}

impl Numbers {
    fn new(key: &[u8; 32], text: &str) -> Self {
        Self { key: Sha256::new().chain_update(key).chain_update(text).finalize().into(), at: 0 }
    }

    fn below(&mut self, bound: usize) -> usize {
        if self.at == self.key.len() {
            self.key = Sha256::digest(self.key).into();
            self.at = 0;
        }
        let byte = self.key[self.at];
        self.at += 1;
        usize::from(byte) % bound.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask() -> Mask {
        Mask::new([7; 32], ["le goff", "durand"].map(str::to_owned).into())
    }

    /// What a text is made of.
    fn shape(text: &str) -> String {
        text.chars()
            .map(|c| match c {
                '0'..='9' => '0',
                'a'..='z' => 'a',
                'A'..='Z' => 'A',
                c => c,
            })
            .collect()
    }

    #[test]
    fn stand_ins_have_the_shape_of_what_they_stand_for() {
        let mask = mask();
        for (about, text) in [
            (About::Person, "Annie"),
            (About::Person, "LE GOFF-Éric"),
            (About::Line, "12 bis rue des Halles"),
            (About::Phone, "02 40 20 30 40"),
            (About::Phone, "+33 (0)2.40.20.30.40"),
            (About::Phone, "240203040"),
            (About::Mail, "annie.le-goff@wanadoo.fr"),
            (About::Mail, "a@b.fr"),
            (About::Web, "https://annie-goff.fr/moi.html?a=1"),
            (About::Degrees, "47.218637"),
        ] {
            let new = mask.value(about, text);
            assert_ne!(new, text);
            assert_eq!(new.chars().count(), text.chars().count(), "{text} {new}");
            assert_eq!(new, mask.value(about, text));
            if !matches!(about, About::Mail | About::Web) {
                assert_eq!(shape(&new), shape(text), "{text} {new}");
            }
        }
        assert!(mask.value(About::Phone, "0240203040").starts_with("026191"));
        assert!(mask.value(About::Phone, "+33640203040").starts_with("+3363998"));
        assert!(mask.value(About::Mail, "annie@wanadoo.fr").ends_with(".example"));
        assert!(mask.value(About::Line, "12 rue des Halles").contains(" rue des "));
        assert!(mask.value(About::Degrees, "47.218637").starts_with("47.21"));
        for (about, text) in [
            (About::Phone, "3936"),
            (About::Phone, "0000000000"),
            (About::Person, "Non renseigné"),
            (About::Line, "-"),
            (About::Free, "SIRET 81462226200032, 20260901, RNCP38596, 1 200 h"),
        ] {
            assert_eq!(mask.value(about, text), text);
        }
    }

    #[test]
    fn texts_lose_what_names_somebody() {
        let text = "Mme Le  Goff ou DURAND, au 02.40.20.30.40 ou +33 2 40 20 30 41 (annie@goff.fr.) ; Durandal @ 12h";
        let new = mask().free(text);
        for gone in ["Le  Goff", "DURAND,", "40.20.30", "40 20 30 41", "annie", "goff.fr"] {
            assert!(!new.contains(gone), "{gone}: {new}");
        }
        for kept in ["Mme ", " ou ", ", au 02.", " ; Durandal @ 12h", ".) ;"] {
            assert!(new.contains(kept), "{kept}: {new}");
        }
        assert_eq!(new.chars().count(), text.chars().count());
    }
}
