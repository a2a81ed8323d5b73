//! What an offer inherits from Certif Info with the code that it chooses (slide 9).

use crate::{
    Certification, Checked, FicheCertifInfo, Formation, extras::offre_info::ELIGIBILITE_CPF,
    territory::same_name, vocabulary::vocabulary,
};

vocabulary! {
    /// What Certif Info lends to a formation, as it stands: the parts that make it (slide 9, CRT-26).
    ///
    /// ```
    /// use sofi_core::{CodeCertifInfo, ElementHerite, FicheCertifInfo, Formation};
    ///
    /// let code: CodeCertifInfo = "97049".parse()?;
    /// let fiche = FicheCertifInfo { intitule: Some("Titre professionnel maçon"), ..FicheCertifInfo::new(code) };
    /// let same = Formation::default().intitule("TITRE PROFESSIONNEL MAÇON");
    /// assert!(ElementHerite::ecarts(&same, &fiche).is_empty());
    /// let other = Formation::default().intitule("Devenir maçon");
    /// assert_eq!(ElementHerite::ecarts(&other, &fiche), [ElementHerite::Intitule]);
    /// # Ok::<_, sofi_core::InvalidIdentifier<CodeCertifInfo>>(())
    /// ```
    pub enum ElementHerite {
        /// The title.
        Intitule = "intitule": "l'intitulé" / "the title",
        /// The objective.
        Objectif = "objectif": "l'objectif" / "the objective",
        /// The programme.
        Programme = "programme": "le programme" / "the programme",
        /// The main Formacode.
        Formacode = "formacode": "le Formacode principal" / "the main Formacode",
        /// Eligibility to the CPF.
        EligibiliteCpf = "eligibilite-cpf": "l'éligibilité au CPF" / "eligibility to the CPF",
    }
}

impl ElementHerite {
    /// What differs between a formation and the record of its code. What either does not say does not differ.
    pub fn ecarts(formation: &Formation<'_>, fiche: &FicheCertifInfo<'_>) -> Vec<Self> {
        Self::ALL.iter().copied().filter(|element| element.differs(formation, fiche)).collect()
    }

    fn differs(self, formation: &Formation<'_>, fiche: &FicheCertifInfo<'_>) -> bool {
        let texts = |offer: Option<&str>, record: Option<&str>| {
            let (Some(offer), Some(record)) = (offer, record) else { return false };
            !offer.trim().is_empty() && !same_name(&plain(offer), &plain(record))
        };
        match self {
            Self::Intitule => texts(formation.intitule.as_deref(), fiche.intitule),
            Self::Objectif => texts(formation.objectif.as_deref(), fiche.objectif),
            Self::Programme => texts(formation.contenu.as_deref(), fiche.programme),
            Self::Formacode => {
                let main = formation.formacodes.first().and_then(|it| it.code.as_ref());
                let main = main.and_then(Checked::lenient);
                matches!((main, fiche.formacode), (Some(main), Some(record)) if main != record)
            }
            Self::EligibiliteCpf => fiche.cpf == Some(false) && claims_cpf(formation, fiche),
        }
    }
}

/// Does the offer say that the CPF may pay for what this record describes?
fn claims_cpf(formation: &Formation<'_>, fiche: &FicheCertifInfo<'_>) -> bool {
    let is_it = |certification: &&Certification<'_>| {
        certification.certifinfo.as_ref().and_then(Checked::lenient) == Some(fiche.code)
    };
    let sessions = formation.actions.iter().flat_map(|action| &action.sessions);
    formation.certifications.iter().find(is_it).is_some_and(|it| it.cpf.is_some())
        || sessions.into_iter().any(|session| ELIGIBILITE_CPF.is_in(session))
}

/// The text without the tags of HTML that texts of offers hold.
fn plain(text: &str) -> String {
    let mut in_tag = false;
    let is_text = |c: &char| {
        let was_in_tag = in_tag;
        in_tag = *c == '<' || in_tag && *c != '>';
        !in_tag && !was_in_tag
    };
    text.chars().filter(is_text).collect()
}
