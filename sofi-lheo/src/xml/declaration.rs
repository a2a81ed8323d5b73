//! The XML declaration, `<?xml version="1.0" encoding="UTF-8"?>`, read strictly.

use sofi_core::Bilingual;

use super::{Fault, chars::is_blank};
use crate::rules::xml;

/// Checks a declaration, from its `<?xml` to its `?>`; places count from its start.
pub(crate) fn check(text: &str) -> Result<(), Fault> {
    let mut rest = Rest { text, at: "<?xml".len(), end: text.len() - "?>".len() };
    let version = rest.pseudo_attribute("version")?;
    match version {
        Some(version) if is_version(version) => {}
        Some(_) => return Err(rest.fault(&VERSION)),
        None => return Err(rest.fault(&NO_VERSION)),
    }
    if let Some(encoding) = rest.pseudo_attribute("encoding")?
        && !is_encoding_name(encoding)
    {
        return Err(rest.fault(&ENCODING));
    }
    if let Some(standalone) = rest.pseudo_attribute("standalone")?
        && !matches!(standalone, "yes" | "no")
    {
        return Err(rest.fault(&STANDALONE));
    }
    rest.blanks();
    if rest.at == rest.end { Ok(()) } else { Err(rest.fault(&UNKNOWN)) }
}

struct Rest<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Rest<'a> {
    fn fault(&self, what: &'static Bilingual) -> Fault {
        Fault::saying(&xml::XML16, 0, self.text.len(), what)
    }

    fn left(&self) -> &'a str {
        &self.text[self.at..self.end]
    }

    fn blanks(&mut self) -> bool {
        let count = self.left().bytes().take_while(|b| is_blank(*b)).count();
        self.at += count;
        count > 0
    }

    /// The value of a pseudo-attribute, when it is the next thing; each needs a blank before it.
    fn pseudo_attribute(&mut self, name: &str) -> Result<Option<&'a str>, Fault> {
        let start = self.at;
        let has_blank = self.blanks();
        if !self.left().starts_with(name) {
            self.at = start;
            return Ok(None);
        }
        if !has_blank {
            return Err(self.fault(&NO_BLANK));
        }
        self.at += name.len();
        self.blanks();
        if !self.left().starts_with('=') {
            return Err(self.fault(&SHAPE));
        }
        self.at += 1;
        self.blanks();
        let quote = self.left().chars().next().filter(|c| matches!(c, '"' | '\''));
        let quote = quote.ok_or_else(|| self.fault(&SHAPE))?;
        let value = &self.left()[1..];
        let length = value.find(quote).ok_or_else(|| self.fault(&SHAPE))?;
        self.at += length + 2;
        Ok(Some(&value[..length]))
    }
}

/// Any 1.x is read as 1.0, and like libxml2 we let `1.` through.
fn is_version(version: &str) -> bool {
    version.strip_prefix("1.").is_some_and(|minor| minor.bytes().all(|b| b.is_ascii_digit()))
}

fn is_encoding_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
}

static NO_VERSION: Bilingual = Bilingual::new(
    "la déclaration XML doit commencer par version=\"1.0\"",
    "the XML declaration must start with version=\"1.0\"",
);
static VERSION: Bilingual =
    Bilingual::new("la version déclarée n'est pas 1.0", "the version declared is not 1.0");
static ENCODING: Bilingual = Bilingual::new(
    "le nom d'encodage déclaré est mal formé",
    "the name of the encoding declared is malformed",
);
static STANDALONE: Bilingual =
    Bilingual::new("standalone doit valoir yes ou no", "standalone must be yes or no");
static NO_BLANK: Bilingual = Bilingual::new(
    "il manque une espace entre les attributs de la déclaration",
    "a blank is missing between the attributes of the declaration",
);
static SHAPE: Bilingual = Bilingual::new(
    "un attribut de la déclaration n'est pas de la forme nom=\"valeur\"",
    "an attribute of the declaration is not of the shape name=\"value\"",
);
static UNKNOWN: Bilingual = Bilingual::new(
    "la déclaration contient autre chose que version, encoding et standalone, dans cet ordre",
    "the declaration holds something else than version, encoding and standalone, in this order",
);

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn good_and_bad_declarations() {
        for good in [
            "<?xml version=\"1.0\"?>",
            "<?xml version='1.0' encoding='ISO-8859-1' standalone=\"no\" ?>",
            "<?xml\nversion = '1.1'\tencoding = \"x\"?>",
        ] {
            assert!(check(good).is_ok(), "{good}");
        }
        for bad in [
            "<?xml?>",
            "<?xml encoding='UTF-8'?>",
            "<?xml version='2.0'?>",
            "<?xml version=1.0?>",
            "<?xml version='1.0'encoding='UTF-8'?>",
            "<?xml version='1.0' encoding=''?>",
            "<?xml version='1.0' encoding='8'?>",
            "<?xml version='1.0' standalone='YES'?>",
            "<?xml version='1.0' standalone='yes' encoding='UTF-8'?>",
            "<?xml version='1.0' other='1'?>",
            "<?xml version='1.0\"?>",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }
}
