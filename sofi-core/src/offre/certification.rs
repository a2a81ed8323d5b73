//! Certifications and nomenclatures, as an offer names them.

use super::{Checked, Extras, Texte, shape::part};
use crate::{CodeBloc, CodeCertifInfo, CodeCpf, CodeRncp, CodeRs, Formacode};

part! {
    /// A code with the version of its list (`code-FORMACODE`, `code-public-vise`, `code-modalite-pedagogique`): DOM-01, DOM-02.
    pub struct CodeReference enters code {
        /// The code.
        code: Option<Checked<'a, Formacode>> = [],
        /// `@ref`: the version of the list, `V14`.
        reference: Option<Texte<'a>> = ["@ref"],
        /// `@tag`: `principal` for the main one.
        tag: Option<Texte<'a>> = ["@tag"],
    }
}

part! {
    /// A certification that a formation prepares, or that a session or an organisation refers to (`certification`).
    ///
    /// ```
    /// use sofi_core::Certification;
    ///
    /// let macon = Certification::default().rncp("RNCP37274").certifinfo("97049");
    /// assert!(!macon.is_empty() && Certification::default().is_empty());
    /// ```
    pub struct Certification enters certification {
        /// `code-RNCP`.
        rncp: Option<Checked<'a, CodeRncp>> = ["code-RNCP"],
        /// `code-CERTIFINFO`.
        certifinfo: Option<Checked<'a, CodeCertifInfo>> = ["code-CERTIFINFO"],
        /// `code-RS` (LHEO 2.3, EDOF).
        rs: Option<Checked<'a, CodeRs>> = ["code-RS"],
        /// `code-CPF` (LHEO 2.3, EDOF).
        cpf: Option<Checked<'a, CodeCpf>> = ["code-CPF"],
    }
}

impl Certification<'_> {
    /// Does it hold no code at all? Real flows hold such placeholders.
    pub const fn is_empty(&self) -> bool {
        self.rncp.is_none() && self.certifinfo.is_none() && self.rs.is_none() && self.cpf.is_none()
    }
}

part! {
    /// The code of a formation that is not strictly certifying (`code-type-formation`, LHEO 2.3).
    pub struct TypeFormation {
        /// `code-CPF`.
        cpf: Option<Checked<'a, CodeCpf>> = ["code-CPF"],
        /// `code-ELU`: for elected officials.
        elu: Option<Texte<'a>> = ["code-ELU"],
    }
}

part! {
    /// One of the certifications of the formation, by its codes (`reference-certification`, LHEO 2.3).
    pub struct ReferenceCertification {
        /// `reference-code-RNCP`.
        rncp: Option<Texte<'a>> = ["reference-code-RNCP"],
        /// `reference-code-CERTIFINFO`.
        certifinfo: Option<Texte<'a>> = ["reference-code-CERTIFINFO"],
        /// `reference-code-RS`.
        rs: Option<Texte<'a>> = ["reference-code-RS"],
    }
}

part! {
    /// Parts of one certification that a session prepares (`blocs-competences`, LHEO 2.3).
    pub struct BlocsCompetences {
        /// `validation-blocs`: dictionary `type-validation-blocs`.
        validation: Option<Texte<'a>> = ["validation-blocs"],
        /// `reference-certification`.
        reference: Option<ReferenceCertification<'a>> = ["reference-certification"],
        /// `bloc-competences`.
        blocs as bloc: Vec<Bloc<'a>> = ["bloc-competences"],
        /// `extras`.
        extras: Vec<Extras<'a>> = ["extras"],
    }
}

part! {
    /// A part of a certification (`bloc-competences`, LHEO 2.3).
    pub struct Bloc {
        /// `libelle-bloc`.
        libelle: Option<Texte<'a>> = ["libelle-bloc"],
        /// `code-bloc`.
        code: Option<Checked<'a, CodeBloc>> = ["code-bloc"],
    }
}
