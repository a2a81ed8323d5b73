//! Summaries: what an index (`lheo-index`) says of an offer or of an organisation.

use super::{Certification, Checked, CodeReference, Extras, Texte, shape::part};
use crate::{CodeCommune, CodePostal, Departement, NumeroActivite, Region, Siret};

part! {
    /// A summary of an offer (`resume-offre`) or of an organisation (`resume-organisme`): the identifiers that it holds.
    ///
    /// ```
    /// use sofi_core::{Conditions, Profile, Resume, RuleSet, rules::judge_resume};
    ///
    /// let resume = Resume::default().siret("19511296600798");
    /// let judgement = judge_resume(&resume, &RuleSet::of(Profile::Lheo), &Conditions::default());
    /// assert_eq!(judgement.findings[0].rule.code, "SIR03");
    /// assert_eq!(judgement.findings[0].path.to_string(), "SIRET");
    /// ```
    pub struct Resume {
        /// `@numero`.
        numero: Option<Texte<'a>> = ["@numero"],
        /// `domaine-formation/code-FORMACODE`.
        formacodes as formacode: Vec<CodeReference<'a>> = ["domaine-formation" "code-FORMACODE"],
        /// `nom-organisme`.
        nom: Option<Texte<'a>> = ["nom-organisme"],
        /// `SIRET`.
        siret: Option<Checked<'a, Siret>> = ["SIRET"],
        /// `numero-activite`.
        numero_activite: Option<Checked<'a, NumeroActivite>> = ["numero-activite"],
        /// `codepostal`.
        codepostal: Option<Checked<'a, CodePostal>> = ["codepostal"],
        /// `code-INSEE-commune`.
        commune: Option<Checked<'a, CodeCommune>> = ["code-INSEE-commune"],
        /// `departement`.
        departement: Option<Checked<'a, Departement>> = ["departement"],
        /// `region`.
        region: Option<Checked<'a, Region>> = ["region"],
        /// `certification`.
        certifications as certification: Vec<Certification<'a>> = ["certification"],
        /// `extras`.
        extras: Vec<Extras<'a>> = ["extras"],
    }
}
