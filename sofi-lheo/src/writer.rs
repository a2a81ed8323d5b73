//! Documents made from offers.

mod error;

use std::{collections::BTreeSet, io, io::Write, path::Path};

use sofi_core::{Extras, Formation, Level, Organisme, Severity};

pub use error::WriteError;

use crate::{
    AtomicFile, Checker, Dialect, Element, Fragment, Unencodable,
    edit::{Style, encode, escape_attribute},
    outline::{self, Outline, Section},
    source::Encoding,
};

/// Writes a document, one record at a time, and nothing that is not valid.
///
/// Each record is put into the order of the dialect and checked before a byte of it is written; what is refused leaves the
/// document as it was, and others may follow. A file takes the place of the old one only once [`finish`](Self::finish) has
/// succeeded. Nothing is kept of what was written but the `id`s.
///
/// ```
/// use sofi_core::{Action, Adresse, Contact, Coordonnees, Formation, LieuDeFormation, Organisme, Periode, Session};
/// use sofi_lheo::{Dialect, WriteError, Writer};
///
/// let adresse = Adresse::default().ligne("12 rue des Halles").codepostal("44000").ville("Nantes");
/// let contact = || Contact::default().coordonnees(Coordonnees::default().nom("Accueil"));
/// let session = Session::default()
///     .numero("21_123456")
///     .periode(Periode::default().debut("20260901").fin("20270630"))
///     .adresse_inscription(adresse.clone());
/// let action = Action::default()
///     .rythme("temps plein")
///     .public(sofi_core::CodeReference::default().code("83056").reference("V14"))
///     .niveau_entree_obligatoire("0")
///     .modalites_alternance("sans alternance")
///     .modalites_enseignement("0")
///     .conditions_specifiques("aucune")
///     .prise_en_charge("1")
///     .lieu(LieuDeFormation::default().coordonnees(Coordonnees::default().adresse(adresse.clone())))
///     .modalites_entrees_sorties("0")
///     .session(session);
/// let formation = Formation::default()
///     .numero("21_1001")
///     .intitule("Titre professionnel maçon")
///     .objectif("Construire")
///     .resultats_attendus("Titre professionnel")
///     .contenu("Murs, sols")
///     .certifiante("0")
///     .contact(contact())
///     .parcours("1")
///     .niveau_entree("0")
///     .formacode(sofi_core::CodeReference::default().code("22254").reference("V14"))
///     .action(action);
/// let organisme = Organisme::default()
///     .numero_activite("52440363444")
///     .siret("81462226200032")
///     .nom("Dawan")
///     .raison_sociale("Dawan")
///     .coordonnees(Coordonnees::default().nom("Dawan").adresse(adresse))
///     .contact(contact());
///
/// let mut out = Vec::new();
/// let mut writer = Writer::new(&mut out, Dialect::Lheo23);
/// let error = writer.write(&formation).unwrap_err();
/// assert!(matches!(&error, WriteError::Invalid { finding, .. } if finding.rule.code == "LHE01"));
/// assert!(error.to_string().contains("<organisme-formation-responsable> is missing"), "{error}");
///
/// writer.write(&formation.responsable(organisme))?;
/// writer.finish()?;
/// let report = sofi_lheo::Checker::new(sofi_core::Level::Strict).check_slice("feed.xml", &out);
/// assert_eq!(report.summary().error, 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Writer<'w> {
    out: Target<'w>,
    dialect: Dialect,
    outline: &'static Outline,
    encoding: Encoding,
    unencodable: Unencodable,
    level: Level,
    unit: Option<&'static str>,
    attributes: Vec<(&'static str, String)>,
    extras: Vec<Fragment>,
    /// The records that are being written; `None` before the first.
    section: Option<&'static Section>,
    /// Every `id` written so far: none may come twice in a document.
    ids: BTreeSet<String>,
}

/// Where the bytes go.
enum Target<'w> {
    File(AtomicFile),
    Any(Box<dyn Write + 'w>),
}

impl std::fmt::Debug for Target<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::File(_) => "File",
            Self::Any(_) => "Any",
        })
    }
}

impl Write for Target<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.write(bytes),
            Self::Any(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File(file) => file.flush(),
            Self::Any(out) => out.flush(),
        }
    }
}

impl Writer<'static> {
    /// Writes a file. It takes the place of an old one when the writer has finished, and not before.
    ///
    /// # Errors
    /// When its folder cannot be written to, or the path names something that cannot be replaced.
    pub fn create(path: impl AsRef<Path>, dialect: Dialect) -> io::Result<Self> {
        Ok(Self::to(Target::File(AtomicFile::create(path)?), dialect))
    }
}

impl<'w> Writer<'w> {
    /// Writes to anything. LHEO is written in UTF-8, EDOF in ISO-8859-1.
    pub fn new(out: impl Write + 'w, dialect: Dialect) -> Self {
        Self::to(Target::Any(Box::new(out)), dialect)
    }

    fn to(out: Target<'w>, dialect: Dialect) -> Self {
        let encoding = if dialect == Dialect::Edof { Encoding::Latin1 } else { Encoding::Utf8 };
        Self {
            out,
            dialect,
            outline: &outline::LHEO,
            encoding,
            unencodable: Unencodable::default(),
            level: Level::Strict,
            unit: Some("  "),
            attributes: Vec::new(),
            extras: Vec::new(),
            section: None,
            ids: BTreeSet::new(),
        }
    }

    /// Another encoding. To be called, like what follows, before anything is written.
    #[must_use]
    pub fn encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = encoding;
        self
    }

    /// What becomes of characters that the encoding lacks: refused, unless this says otherwise. Lengths are those of what
    /// is written.
    #[must_use]
    pub fn unencodable(mut self, unencodable: Unencodable) -> Self {
        self.unencodable = unencodable;
        self
    }

    /// How valid records must be: by the standard (`Strict`, if nothing is said) or by its XSD alone (`Xsd`), which for
    /// instance forgets to ask for the `ref` of a Formacode. `Full` means `Strict` here.
    #[must_use]
    pub fn level(mut self, level: Level) -> Self {
        self.level = level.min(Level::Strict);
        self
    }

    /// Everything on one line for each record, rather than an element on each.
    #[must_use]
    pub fn compact(mut self) -> Self {
        self.unit = None;
        self
    }

    /// A document of summaries (`lheo-index`) or one that describes organisations too (`lheo-plus`).
    ///
    /// # Errors
    /// When the dialect has no such root.
    pub fn root(mut self, root: Element) -> Result<Self, WriteError> {
        let outline = Outline::of(root).filter(|_| self.dialect.schema().roots.contains(&root));
        let dialect = self.dialect.schema().title;
        self.outline = outline.ok_or(WriteError::Root { root: root.name(), dialect })?;
        Ok(self)
    }

    /// An attribute of the root, such as `datemaj`.
    #[must_use]
    pub fn attribute(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.attributes.push((name, value.to_string()));
        self
    }

    /// Extensions that speak of the whole feed, such as `flux-intercarif`, at the end of what holds the formations (LHEO 2.3)
    /// or of the root.
    #[must_use]
    pub fn extras(mut self, extras: &Extras<'_>) -> Self {
        self.extras.push(Fragment::of_extras(extras, self.dialect));
        self
    }

    /// Writes a formation.
    ///
    /// # Errors
    /// When it would make the document invalid, which names the place in the offer; when a character cannot be encoded; when
    /// the output cannot be written. Nothing of it was written unless the output failed.
    pub fn write(&mut self, formation: &Formation<'_>) -> Result<(), WriteError> {
        self.write_fragment(Fragment::of_formation(formation, self.dialect))
    }

    /// Writes an organisation of a `lheo-plus`.
    ///
    /// # Errors
    /// As for [`write`](Self::write).
    pub fn write_organisme(&mut self, organisme: &Organisme<'_>) -> Result<(), WriteError> {
        self.write_fragment(Fragment::of_organisme(organisme, self.dialect))
    }

    /// Writes a record that was made element by element: a `formation`, a `resume-offre`, a `resume-organisme`, an
    /// `organisme-formation-responsable`.
    ///
    /// # Errors
    /// As for [`write`](Self::write), and when such a record cannot stand there: the root does not hold it, or something that
    /// comes after it was written.
    pub fn write_fragment(&mut self, record: Fragment) -> Result<(), WriteError> {
        let section = self.outline.section(record.element(), self.section).ok_or(WriteError::Misplaced {
            element: record.element().name(),
            root: self.outline.root.name(),
        })?;
        let record = self.known(record)?;
        let ids = self.new_ids(&record)?;
        let body = self.encoded(&self.laid_out(&record, section.holders.len() + 1))?;
        self.check(section, &body)?;
        let is_same = self.section.is_some_and(|open| std::ptr::eq(open, section));
        let mut head = String::new();
        if self.section.is_none() {
            head += &self.start();
        }
        if !is_same {
            self.close(self.section, &mut head);
            self.open(section, &mut head);
        }
        let mut bytes = self.encoded(&head)?;
        bytes.extend_from_slice(&body);
        self.out.write_all(&bytes)?;
        self.section = Some(section);
        self.ids.extend(ids);
        Ok(())
    }

    /// Ends the document, and puts a file in its place.
    ///
    /// # Errors
    /// When the document would lack what its root asks for: a feed holds one formation at least. When its extensions or the
    /// attributes of its root are not those of the dialect. When the output cannot be written; a file that was there is then
    /// left as it was.
    pub fn finish(mut self) -> Result<(), WriteError> {
        let mut tail = String::new();
        if self.section.is_none() {
            if self.outline.asks_for_records {
                return Err(WriteError::Empty);
            }
            tail += &self.start();
        }
        // The national flow writes its extensions beside the formations since LHEO 2.3, and in the root before.
        let is_beside =
            self.outline.asks_for_records && matches!(self.dialect, Dialect::Lheo23 | Dialect::Edof);
        let depth = if is_beside { 2 } else { 1 };
        let mut extras = String::new();
        for group in std::mem::take(&mut self.extras) {
            let group = self.known(group)?;
            self.new_ids(&group)?;
            extras += &self.laid_out(&group, depth);
        }
        if is_beside {
            tail += &extras;
        }
        self.close(self.section, &mut tail);
        if !is_beside {
            tail += &extras;
        }
        self.line(0, &mut tail);
        tail.extend(["</", self.outline.root.name(), ">\n"]);
        let bytes = self.encoded(&tail)?;
        self.out.write_all(&bytes)?;
        match self.out {
            Target::File(file) => file.commit()?,
            Target::Any(mut out) => out.flush()?,
        }
        Ok(())
    }

    /// The declaration and the start tag of the root.
    fn start(&self) -> String {
        let (label, root) = (self.encoding.label(), self.outline.root.name());
        let namespace = self.dialect.namespace();
        let mut start =
            format!("<?xml version=\"1.0\" encoding=\"{label}\"?>\n<{root} xmlns=\"{namespace}\"");
        for (name, value) in &self.attributes {
            start.extend([" ", name, "=\"", &escape_attribute(value, '"'), "\""]);
        }
        start + ">"
    }

    fn open(&self, section: &Section, out: &mut String) {
        for (depth, holder) in section.holders.iter().enumerate() {
            self.line(depth + 1, out);
            out.extend(["<", holder.name(), ">"]);
        }
    }

    fn close(&self, section: Option<&Section>, out: &mut String) {
        for (depth, holder) in section.map_or(&[][..], |section| section.holders).iter().enumerate().rev() {
            self.line(depth + 1, out);
            out.extend(["</", holder.name(), ">"]);
        }
    }

    /// Each record has lines of its own; the elements of a document that is compact do not.
    fn line(&self, depth: usize, out: &mut String) {
        out.push('\n');
        *out += &self.unit.unwrap_or_default().repeat(depth);
    }

    /// A record on lines of its own.
    fn laid_out(&self, record: &Fragment, depth: usize) -> String {
        let mut out = String::new();
        self.line(depth, &mut out);
        let line = out.clone();
        // Writing to a string never fails.
        let _ = record.write(&Style { prefix: "", line: &line, unit: self.unit }, 0, &mut out);
        out
    }

    /// What is made element by element, as the dialect writes it.
    fn known(&self, made: Fragment) -> Result<Fragment, WriteError> {
        made.check()?;
        Ok(made.fitted(self.dialect)?)
    }

    /// The `id`s of what is to be written, none of which was written before.
    fn new_ids(&self, made: &Fragment) -> Result<Vec<String>, WriteError> {
        let mut ids = Vec::new();
        let mut open = vec![made];
        while let Some(element) = open.pop() {
            ids.extend(element.attributes().filter(|(name, _)| *name == "id").map(|(_, id)| id.to_owned()));
            open.extend(element.elements());
        }
        match ids.iter().find(|id| self.ids.contains(*id)) {
            Some(id) => Err(WriteError::Id(id.clone())),
            None => Ok(ids),
        }
    }

    fn encoded(&self, text: &str) -> Result<Vec<u8>, WriteError> {
        let mut bytes = Vec::with_capacity(text.len());
        encode(self.encoding, self.unencodable, text, &mut bytes)?;
        Ok(bytes)
    }

    /// Checks a record as the only one of a document: the bytes that will be written, no others.
    fn check(&self, section: &Section, body: &[u8]) -> Result<(), WriteError> {
        let (mut head, mut tail) = (self.start(), String::new());
        self.open(section, &mut head);
        self.close(Some(section), &mut tail);
        tail.extend(["</", self.outline.root.name(), ">"]);
        let document = [&self.encoded(&head)?, body, &self.encoded(&tail)?].concat();
        let report = Checker::new(self.level).check_slice("", &document);
        // What the reconstructed schemas of LHEO 2.0 and 2.1 refuse is a warning elsewhere.
        let mut findings = report.files.into_iter().flat_map(|file| file.findings);
        let wrong = findings.by_ref().find(|finding| finding.severity >= Severity::Warning);
        let Some(first) = wrong else { return Ok(()) };
        let above = section.holders.iter().fold(format!("/{}", self.outline.root.name()), |path, holder| {
            format!("{path}/{}", holder.name())
        });
        let path = first.place.path.strip_prefix(&above).unwrap_or(&first.place.path);
        // From the record on, as rules name places in an offer.
        let path = path.trim_start_matches('/').split_once('/').map_or("", |(_, inside)| inside);
        Err(WriteError::Invalid { path: path.to_owned(), finding: Box::new(first) })
    }
}

#[cfg(test)]
mod tests;
