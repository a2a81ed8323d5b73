//! The kinds of identifiers, by name.

use std::{fmt, str::FromStr};

use crate::{Bilingual, UnknownName};

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $fr:literal / $en:literal;)+) => {
        /// A kind of identifier.
        ///
        /// ```
        /// use sofi_core::{IdentifierKind, Lang};
        ///
        /// assert_eq!("nda".parse(), Ok(IdentifierKind::Nda));
        /// assert_eq!(IdentifierKind::Nda.label().get(Lang::Fr), "numéro de déclaration d'activité");
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum IdentifierKind { $($(#[$doc])* $variant),+ }

        impl IdentifierKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The stable name, as the command line writes it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The name for people.
            pub const fn label(self) -> Bilingual {
                match self { $(Self::$variant => Bilingual::new($fr, $en)),+ }
            }
        }

        impl FromStr for IdentifierKind {
            type Err = UnknownName;

            fn from_str(text: &str) -> Result<Self, UnknownName> {
                const NAMES: &str = concat!($($name, " "),+);
                match text {
                    $($name => Ok(Self::$variant),)+
                    _ => Err(UnknownName::new(text, NAMES)),
                }
            }
        }
    };
}

kinds! {
    /// [`Siren`](crate::Siren).
    Siren = "siren", "SIREN" / "SIREN";
    /// [`Siret`](crate::Siret).
    Siret = "siret", "SIRET" / "SIRET";
    /// [`NumeroTva`](crate::NumeroTva).
    Tva = "tva", "numéro de TVA intracommunautaire" / "French VAT number";
    /// [`NumeroActivite`](crate::NumeroActivite).
    Nda = "nda", "numéro de déclaration d'activité" / "declaration of activity number";
    /// [`CodeUai`](crate::CodeUai).
    Uai = "uai", "code UAI" / "UAI code";
    /// [`CodeRncp`](crate::CodeRncp).
    Rncp = "rncp", "code RNCP" / "RNCP code";
    /// [`CodeRs`](crate::CodeRs).
    Rs = "rs", "code RS" / "RS code";
    /// [`CodeCpf`](crate::CodeCpf).
    Cpf = "cpf", "code CPF" / "CPF code";
    /// [`CodeCertifInfo`](crate::CodeCertifInfo).
    CertifInfo = "certifinfo", "code Certif Info" / "Certif Info code";
    /// [`CodeBloc`](crate::CodeBloc).
    Bloc = "bloc", "code de bloc de compétences" / "skill block code";
    /// [`Formacode`](crate::Formacode).
    Formacode = "formacode", "Formacode" / "Formacode";
    /// [`CodeNsf`](crate::CodeNsf).
    Nsf = "nsf", "code NSF" / "NSF code";
    /// [`CodeRome`](crate::CodeRome).
    Rome = "rome", "code ROME" / "ROME code";
    /// [`CodePostal`](crate::CodePostal).
    Cp = "cp", "code postal" / "postal code";
    /// [`CodeCommune`](crate::CodeCommune).
    Commune = "commune", "code commune Insee" / "Insee commune code";
    /// [`NumeroSession`](crate::NumeroSession).
    Session = "session", "numéro Intercarif" / "Intercarif number";
    /// [`CleMinistere`](crate::CleMinistere).
    CleMinistere = "cle-ministere", "clé ministère" / "ministry key";
    /// [`PartialDate`](crate::PartialDate).
    Date = "date", "date LHEO" / "LHEO date";
}

impl fmt::Display for IdentifierKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
