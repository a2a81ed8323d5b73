//! The tables of a dialect, laid out for the scanner.

use sofi_core::Level;

use crate::{Content, Dialect, Element, ElementDef, Particle, Required, element};

/// The elements of a dialect, as documents write them with one prefix.
#[derive(Debug)]
pub(super) struct Plan {
    dialect: Dialect,
    /// What stands before each name: empty, or a prefix and its colon.
    pub(super) prefix: String,
    pub(super) rules: Vec<Rule>,
}

/// What an element has to be.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) def: &'static ElementDef,
    pub(super) holds: Holds,
    /// Its end tag, as it is nearly always written.
    pub(super) end_tag: Word,
    /// Attributes that must be there, one bit for each, by level.
    required: [u32; 2],
    pub(super) tally: Tally,
}

/// What an element may hold.
#[derive(Debug)]
pub(super) enum Holds {
    Children(Model),
    /// A text of this many characters.
    Text {
        min: usize,
        max: usize,
    },
    /// A code: those of at most eight bytes, sorted.
    Key(Box<[u64]>),
    Date,
    /// A value that the checker judges.
    Value,
    /// Any text; children, which would be right too, are left to the reader.
    Any,
}

/// The children of an element.
#[derive(Debug)]
pub(super) enum Model {
    Sequence { steps: Box<[Step]>, last_required: usize },
    Choice { steps: Box<[Step]>, min: usize, max: usize },
}

/// A child: its name, its number in the plan, and how many times it may occur.
#[derive(Debug)]
pub(super) struct Step {
    /// Its local name.
    pub(super) name: Word,
    pub(super) rule: usize,
    pub(super) min: usize,
    pub(super) max: usize,
}

/// Which number of the report an element adds to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Tally {
    None,
    Formation,
    Action,
    Session,
    Resume,
}

impl Plan {
    /// No element has a longer name, prefix included.
    pub(super) const LONGEST_NAME: usize = 128;
    /// No element of a dialect may bear more attributes; they are bits of 32.
    pub(super) const MOST_ATTRIBUTES: usize = 32;

    /// Lays out the tables of a dialect.
    pub(super) fn new(dialect: Dialect, prefix: &str) -> Self {
        let schema = dialect.schema();
        let rule_of = |element: Element| schema.elements.iter().position(|def| def.element == element);
        let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}:") };
        let rules = schema.elements.iter().map(|def| Rule::new(def, &prefix, rule_of)).collect();
        Self { dialect, prefix, rules }
    }

    /// Is it the plan of this dialect with this prefix?
    pub(super) fn is_of(&self, dialect: Dialect, prefix: &str) -> bool {
        self.dialect == dialect && self.prefix.strip_suffix(':').unwrap_or_default() == prefix
    }

    /// An element that may stand anywhere, as a step.
    pub(super) fn step(&self, element: Element) -> Option<Step> {
        // The rules stand in the order of the schema.
        let rule = usize::from(self.dialect.schema().lookup[element.index()]);
        (rule < self.rules.len()).then(|| Step::new(element, rule, 1, 1))
    }

    /// The element whose local name this text starts with.
    pub(super) fn step_named(&self, text: &str) -> Option<Step> {
        let length = text.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
        let step = self.step(Element::from_name(&text[..length])?)?;
        let bytes = text.as_bytes();
        step.matches(super::word(bytes, 0)?, bytes, 0).then_some(step)
    }
}

impl Rule {
    fn new(def: &'static ElementDef, prefix: &str, rule_of: impl Fn(Element) -> Option<usize>) -> Self {
        let steps = |particles: &'static [Particle]| -> Option<Box<[Step]>> {
            let step = |particle: &Particle| {
                let max = if particle.max == Particle::UNBOUNDED { usize::MAX } else { particle.max.into() };
                Some(Step::new(particle.element, rule_of(particle.element)?, particle.min.into(), max))
            };
            particles.iter().map(step).collect()
        };
        let holds = match &def.content {
            Content::Sequence(of) => steps(of).map(|steps| {
                let last_required = steps.iter().rposition(|step| step.min > 0).unwrap_or(0);
                Holds::Children(Model::Sequence { steps, last_required })
            }),
            Content::Choice { of, min, max } => steps(of).map(|steps| {
                let max = if *max == Particle::UNBOUNDED { usize::MAX } else { (*max).into() };
                Holds::Children(Model::Choice { steps, min: (*min).into(), max })
            }),
            Content::Text { min, max, pattern: None } => {
                Some(Holds::Text { min: (*min).into(), max: (*max).into() })
            }
            Content::Key(dictionary) => {
                let mut codes: Vec<u64> =
                    dictionary.codes.iter().filter_map(|code| packed(code.code.as_bytes())).collect();
                codes.sort_unstable();
                Some(Holds::Key(codes.into()))
            }
            Content::Date => Some(Holds::Date),
            Content::Text { .. } | Content::Int { .. } => Some(Holds::Value),
            Content::Any => Some(Holds::Any),
        };
        let required = |level: Level| {
            let is_required = |required| match required {
                Required::No => false,
                Required::Standard => level >= Level::Strict,
                Required::Xsd => true,
            };
            let attributes = def.attributes.iter().enumerate();
            attributes.filter(|(_, a)| is_required(a.required)).fold(0, |bits, (i, _)| bits | 1_u32 << i)
        };
        Self {
            def,
            // An element whose children the tables do not know holds none: whatever it holds is left to the reader.
            holds: holds.unwrap_or(Holds::Children(Model::Choice { steps: Box::new([]), min: 1, max: 0 })),
            end_tag: Word::new(format!("</{prefix}{}>", def.element.name())),
            required: [required(Level::Xsd), required(Level::Strict)],
            tally: match def.element {
                element::FORMATION => Tally::Formation,
                element::ACTION => Tally::Action,
                element::SESSION => Tally::Session,
                element::RESUME_OFFRE | element::RESUME_ORGANISME => Tally::Resume,
                _ => Tally::None,
            },
        }
    }

    /// The attributes that must be there, as bits.
    pub(super) fn required(&self, level: Level) -> u32 {
        self.required[usize::from(level >= Level::Strict)]
    }

    pub(super) fn needs_attributes(&self, level: Level) -> bool {
        self.required(level) != 0
    }

    /// May it end here?
    pub(super) fn is_complete(&self, position: usize, count: usize) -> bool {
        match &self.holds {
            Holds::Children(Model::Sequence { steps, last_required }) => {
                position >= *last_required && steps.get(position).is_none_or(|step| count >= step.min)
            }
            Holds::Children(Model::Choice { min, .. }) => count >= *min,
            _ => true,
        }
    }
}

impl Step {
    fn new(element: Element, rule: usize, min: usize, max: usize) -> Self {
        Self { name: Word::new(element.name().to_owned()), rule, min, max }
    }

    /// Is it the name that stands at `at`, whose first eight bytes are given?
    #[inline]
    pub(super) fn matches(&self, word: u64, bytes: &[u8], at: usize) -> bool {
        self.name.starts(word)
            && self.name.goes_on(bytes, at)
            && matches!(
                bytes.get(at + self.name.text.len()),
                Some(b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r')
            )
    }
}

/// What is compared with the text, eight bytes at a time.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) text: Box<[u8]>,
    /// Its first eight bytes, and which bits of them count.
    head: u64,
    mask: u64,
}

impl Word {
    fn new(text: String) -> Self {
        let text = text.into_bytes().into_boxed_slice();
        let (head, mask) = text.iter().take(8).enumerate().fold((0, 0), |(head, mask), (i, byte)| {
            (head | u64::from(*byte) << (8 * i), mask | 0xff << (8 * i))
        });
        Self { text, head, mask }
    }

    #[inline]
    fn starts(&self, word: u64) -> bool {
        word & self.mask == self.head
    }

    /// Does the rest of it, after eight bytes, stand there too?
    #[inline]
    fn goes_on(&self, bytes: &[u8], at: usize) -> bool {
        let length = self.text.len();
        if length <= 8 {
            return true;
        }
        let Some(found) = bytes.get(at..at + length) else { return false };
        found.last_chunk::<8>() == self.text.last_chunk::<8>()
            && (length <= 16 || found.as_chunks::<8>().0 == self.text.as_chunks::<8>().0)
    }

    /// The place after it, when it stands at `at` with something behind.
    #[inline]
    pub(super) fn after(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let word = super::word(bytes, at)?;
        (self.starts(word) && self.goes_on(bytes, at)).then_some(at + self.text.len())
    }
}

/// A code of one to eight bytes, as a number.
pub(super) fn packed(code: &[u8]) -> Option<u64> {
    if code.is_empty() || code.len() > 8 || code.contains(&0) {
        return None;
    }
    Some(code.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}
