//! The kinds of registers.

crate::vocabulary::vocabulary! {
    /// A kind of register: what `--register KIND=PATH` names.
    ///
    /// ```
    /// use sofi_core::{Lang, RegistreKind};
    ///
    /// assert_eq!("certifinfo".parse(), Ok(RegistreKind::CertifInfo));
    /// assert_eq!(RegistreKind::Sirene.words().get(Lang::Fr), "extrait de Sirene");
    /// assert!("insee".parse::<RegistreKind>().is_err());
    /// ```
    #[non_exhaustive]
    pub enum RegistreKind {
        /// The public list of training organisations.
        Organismes = "organismes": "liste publique des organismes de formation" / "public list of training organisations",
        /// The RNCP and the RS of France compétences.
        Certifications = "certifications": "répertoires de France compétences" / "registers of France compétences",
        /// Certif Info: replacements, and the records themselves.
        CertifInfo = "certifinfo": "référentiel Certif Info" / "Certif Info register",
        /// What the CPF may pay for.
        Cpf = "cpf": "liste des certifications éligibles au CPF" / "list of what the CPF may pay for",
        /// An extract of Sirene.
        Sirene = "sirene": "extrait de Sirene" / "extract of Sirene",
        /// The thesaurus Formacode.
        Formacode = "formacode": "thésaurus Formacode" / "Formacode thesaurus",
        /// The communes of the official geographical code.
        Communes = "communes": "communes du code officiel géographique" / "communes of the official geographical code",
    }
}
