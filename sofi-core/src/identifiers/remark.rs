//! What there is to say of an identifier that is valid.

use crate::{Bilingual, Lang, Severity};

macro_rules! remarks {
    ($($(#[$doc:meta])* $variant:ident = $rule:literal, $severity:ident, $fr:literal / $en:literal;)+) => {
        /// Something worth knowing of an identifier that is valid.
        ///
        /// ```
        /// use sofi_core::{Identifier, NumeroActivite, Remark};
        ///
        /// let numero: NumeroActivite = "52750363475".parse()?;
        /// assert_eq!(numero.remarks(), [Remark::OutsideRegion]);
        /// assert_eq!(Remark::OutsideRegion.rule(), "NDA06");
        /// # Ok::<_, sofi_core::InvalidIdentifier<NumeroActivite>>(())
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Remark { $($(#[$doc])* $variant),+ }

        impl Remark {
            /// Every remark.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The rule of the catalogue.
            pub const fn rule(self) -> &'static str {
                match self { $(Self::$variant => $rule),+ }
            }

            /// How grave it is.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),+ }
            }

            /// The remark, for people.
            pub const fn words(self) -> Bilingual {
                match self { $(Self::$variant => Bilingual::new($fr, $en)),+ }
            }
        }
    };
}

remarks! {
    /// A SIRET of La Poste that follows its own rule.
    LaPoste = "SIR05", Info,
        "établissement de La Poste : la somme des chiffres est un multiple de 5"
        / "establishment of La Poste: the sum of the digits is a multiple of 5";
    /// The two groups of a declaration number that name the department differ.
    DepartmentsDiffer = "NDA04", Warning,
        "les deux groupes qui désignent le département diffèrent"
        / "the two groups that name the department differ";
    /// The department is not in the region.
    OutsideRegion = "NDA06", Warning,
        "le département n'est pas dans la région du préfixe"
        / "the department is not in the region of the prefix";
    /// A prefix of before 2016.
    FormerRegion = "NDA05", Info,
        "préfixe d'une région d'avant 2016, que les anciens numéros gardent"
        / "prefix of a region of before 2016, which older numbers keep";
    /// An overseas prefix that nothing evidences.
    DoubtfulPrefix = "NDA07", Warning,
        "ancien préfixe d'outre-mer, jamais rencontré dans des données publiques"
        / "older overseas prefix, never met in public data";
    /// No region has this prefix.
    UnknownPrefix = "NDA05", Warning,
        "aucune région ne porte ce préfixe" / "no region bears this prefix";
    /// A UAI code that starts with no known territory.
    UnknownTerritory = "UAI04", Warning,
        "les trois premiers chiffres ne désignent aucun département connu"
        / "the first three digits name no known department";
    /// Certif Info codes from 90000 on are odd, as far as was seen.
    EvenCode = "CRT03", Info,
        "les codes Certif Info au-dessus de 90000 observés sont tous impairs"
        / "the Certif Info codes above 90000 that were seen are all odd";
    /// A CPF code of before 2019.
    OldCpf = "CRT23", Warning,
        "code CPF d'avant 2019, qui n'ouvre plus de droits" / "CPF code of before 2019, which grants nothing any more";
    /// A ROME code of version 2.
    OldRome = "DOM05", Warning,
        "code du ROME version 2, ceux d'aujourd'hui ont une lettre et quatre chiffres"
        / "ROME version 2 code: today's have a letter and four digits";
    /// A commune code that looks like a postal code.
    PostalCode = "GEO03", Warning,
        "on dirait un code postal : un code commune Insee est attendu"
        / "this looks like a postal code: an Insee commune code is expected";
    /// An Intercarif number without the number of the Carif-Oref.
    CarifMissing = "IDN02", Info,
        "le numéro du Carif-Oref manque devant le numéro local"
        / "the number of the Carif-Oref is missing before the local number";
    /// No Carif-Oref has this number.
    UnknownCarif = "IDN03", Warning,
        "aucun Carif-Oref ne porte ce numéro (de 01 à 26)" / "no Carif-Oref bears this number (01 to 26)";
    /// Longer than Pôle emploi takes.
    TooLongForPoleEmploi = "IDN05", Warning,
        "plus de 25 caractères : Pôle emploi ne le prend pas" / "more than 25 characters: Pôle emploi does not take it";
}

impl Remark {
    /// Does it make the identifier doubtful? What is only worth knowing is told to whoever asks about one number, and is no
    /// fault of a feed.
    ///
    /// ```
    /// assert!(!sofi_core::Remark::FormerRegion.is_doubt(), "older numbers keep their prefix");
    /// assert!(sofi_core::Remark::UnknownPrefix.is_doubt());
    /// ```
    pub const fn is_doubt(self) -> bool {
        !matches!(self, Self::LaPoste | Self::FormerRegion)
    }

    /// The remark in this language.
    pub fn message(self, lang: Lang) -> String {
        crate::Args::new().fill(self.words().get(lang), lang).unwrap_or_default()
    }
}
