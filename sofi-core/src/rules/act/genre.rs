//! Kinds of training that follow rules of their own.

use crate::{Certification, Checked, CodeCpf, Formation};

/// Validation of experience (VAE).
pub(super) const VAE: u32 = 200;
/// Skills review.
pub(super) const BILAN: u32 = 202;

/// Does it bear this code of today's CPF?
pub(super) fn is_cpf(formation: &Formation<'_>, numero: u32) -> bool {
    cpf(formation).any(|code| code.numero() == numero)
}

/// Its codes of today's CPF.
pub(super) fn cpf<'f>(formation: &'f Formation<'_>) -> impl Iterator<Item = CodeCpf> + 'f {
    let of_certifications = formation
        .certifications
        .iter()
        .filter_map(|certification: &Certification<'_>| certification.cpf.as_ref());
    let of_types = formation.types_formation.iter().filter_map(|kind| kind.cpf.as_ref());
    of_certifications.chain(of_types).filter_map(Checked::lenient).filter(|code| !code.is_ancien())
}

/// Has everybody their own number of hours: VAE, skills review, modules to choose from, individual paths? Titles are free
/// text, so this only serves to keep quiet.
pub(super) fn is_tailored(formation: &Formation<'_>) -> bool {
    let title = formation.intitule.as_deref().unwrap_or_default().to_lowercase();
    let is_named = ["validation des acquis", "bilan de comp"].iter().any(|words| title.contains(words))
        || title.split(|c: char| !c.is_alphanumeric()).any(|word| word == "vae");
    let parcours = formation.parcours.as_deref().map(str::trim);
    is_named || matches!(parcours, Some("2" | "3")) || is_cpf(formation, VAE) || is_cpf(formation, BILAN)
}

/// Does this text say nothing: blanks, a dash, « néant »...?
pub(super) fn is_filler(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    matches!(
        text.as_str(),
        "" | "-"
            | "x"
            | "sans"
            | "sans objet"
            | "néant"
            | "neant"
            | "non renseigné"
            | "non renseigne"
            | "non précisé"
            | "non precise"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TypeFormation;

    #[test]
    fn kinds_are_told_by_codes_or_titles() {
        let coded = Formation::default().certification(Certification::default().cpf("CPF202"));
        assert!(is_cpf(&coded, BILAN) && !is_cpf(&coded, VAE) && is_tailored(&coded));
        let typed = Formation::default().type_formation(TypeFormation::default().cpf("CPF200"));
        assert!(is_cpf(&typed, VAE));
        assert_eq!(cpf(&Formation::default().certification(Certification::default().cpf("200"))).count(), 0);
        assert!(is_tailored(&Formation::default().intitule("Accompagnement VAE")));
        assert!(is_tailored(&Formation::default().intitule("Bilan de compétences")));
        assert!(!is_tailored(&Formation::default().intitule("Élevage de chevaux")));
    }
}
