//! The registers of a check, at most one of each kind.

use super::{
    CertifInfo, Certifications, Communes, Cpf, Formacodes, Organismes, Origine, RegistreKind, Sirene,
};
use crate::RegisterUse;

/// Declares the sum of the registers and their gathering, which have one line for each kind.
macro_rules! registres {
    ($($kind:ident($type:ident) $field:ident: $doc:literal,)+) => {
        /// A register of some kind.
        ///
        /// ```
        /// use sofi_core::{CpfBuilder, Origine, Registre, RegistreKind};
        ///
        /// let cpf = CpfBuilder::new(Origine::new(RegistreKind::Cpf, "in memory")).build();
        /// assert_eq!(Registre::from(cpf).kind(), RegistreKind::Cpf);
        /// ```
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub enum Registre {
            $(#[doc = $doc] $kind($type),)+
        }

        impl Registre {
            /// Its kind.
            pub const fn kind(&self) -> RegistreKind {
                match self { $(Self::$kind(_) => RegistreKind::$kind),+ }
            }

            /// The files that it was read from.
            pub fn origines(&self) -> &[Origine] {
                match self { $(Self::$kind(register) => register.origines()),+ }
            }

            /// The same, read from this file alone: what a loader knows once it has read it.
            ///
            /// ```
            /// use sofi_core::{CpfBuilder, Origine, Registre, RegistreKind};
            ///
            /// let cpf = CpfBuilder::new(Origine::new(RegistreKind::Cpf, "?")).build();
            /// let named = Registre::from(cpf).with_origine(Origine::new(RegistreKind::Cpf, "cpf.csv"));
            /// assert_eq!(named.origines()[0].nom, "cpf.csv");
            /// ```
            #[must_use]
            pub fn with_origine(mut self, origine: Origine) -> Self {
                match &mut self { $(Self::$kind(register) => register.origines = vec![origine]),+ }
                self
            }

            /// How many entries it holds.
            pub const fn len(&self) -> usize {
                match self { $(Self::$kind(register) => register.len()),+ }
            }

            /// True when it holds none.
            pub const fn is_empty(&self) -> bool {
                self.len() == 0
            }

            /// Bytes of memory that it holds, apart from its own size.
            pub fn heap_size(&self) -> usize {
                match self { $(Self::$kind(register) => register.heap_size()),+ }
            }
        }

        $(impl From<$type> for Registre {
            fn from(register: $type) -> Self {
                Self::$kind(register)
            }
        })+

        /// The registers that a check may use: at most one of each kind.
        ///
        /// A kind may be given several times: the later files complete the earlier ones, and have the last word.
        /// A kind that was not given is `None`, and the rules that need it are not evaluated.
        ///
        /// ```
        /// use sofi_core::{CertifInfoBuilder, Origine, RegistreKind, Registres};
        ///
        /// let mut registres = Registres::default();
        /// for nom in ["replacements.csv", "records.csv"] {
        ///     registres.add(CertifInfoBuilder::new(Origine::new(RegistreKind::CertifInfo, nom)).build());
        /// }
        /// assert!(registres.has(RegistreKind::CertifInfo) && registres.cpf().is_none());
        /// assert_eq!(registres.uses().len(), 2, "a report names both files");
        /// ```
        #[derive(Debug, Clone, Default)]
        pub struct Registres {
            $($field: Option<$type>,)+
        }

        impl Registres {
            /// Adds a register to the one of the same kind.
            pub fn add(&mut self, register: impl Into<Registre>) {
                match register.into() {
                    $(Registre::$kind(later) => {
                        self.$field = Some(match self.$field.take() {
                            Some(earlier) => earlier.merge(later),
                            None => later,
                        });
                    })+
                }
            }

            /// Was this kind given?
            pub const fn has(&self, kind: RegistreKind) -> bool {
                match kind { $(RegistreKind::$kind => self.$field.is_some()),+ }
            }

            /// The files of all kinds, in the order of the kinds, then in the order they were given.
            pub fn origines(&self) -> impl Iterator<Item = &Origine> {
                let lists: Vec<&[Origine]> =
                    vec![$(self.$field.as_ref().map_or(&[][..], |register| register.origines())),+];
                lists.into_iter().flatten()
            }

            /// What a report says of them.
            pub fn uses(&self) -> Vec<RegisterUse> {
                self.origines().map(Origine::register_use).collect()
            }

            /// Bytes of memory that they hold.
            pub fn heap_size(&self) -> usize {
                [$(self.$field.as_ref().map_or(0, |register| register.heap_size())),+].iter().sum()
            }

            $(#[doc = $doc]
            pub const fn $field(&self) -> Option<&$type> {
                self.$field.as_ref()
            })+
        }
    };
}

registres! {
    Organismes(Organismes) organismes: "The public list of training organisations.",
    Certifications(Certifications) certifications: "The registers of France compétences.",
    CertifInfo(CertifInfo) certifinfo: "Certif Info.",
    Cpf(Cpf) cpf: "What the CPF may pay for.",
    Sirene(Sirene) sirene: "An extract of Sirene.",
    Formacode(Formacodes) formacodes: "The thesaurus Formacode.",
    Communes(Communes) communes: "The communes.",
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CpfBuilder, SireneBuilder};

    #[test]
    fn registers_are_shared_between_threads() {
        fn is_shared<T: Send + Sync>(_: &T) {}
        let mut registres = Registres::default();
        is_shared(&registres);
        assert!(RegistreKind::ALL.iter().all(|kind| !registres.has(*kind)));
        let origine = |kind, nom: &str| Origine::new(kind, nom);
        registres.add(SireneBuilder::new(origine(RegistreKind::Sirene, "s")).build());
        registres.add(CpfBuilder::new(origine(RegistreKind::Cpf, "c")).build());
        let files: Vec<String> = registres.uses().into_iter().map(|used| used.path).collect();
        assert_eq!(files, ["c", "s"]);
        assert_eq!(registres.heap_size(), 0);
    }
}
