//! What the rules about hours, dates and costs have to know of work-linked training.

use crate::Action;

/// May it be on a contract with a company: by the additions, or by what is said of *alternance*? Texts are free, so this
/// only serves to keep quiet.
pub(super) fn may_be(action: &Action<'_>) -> bool {
    let says = |text: &str| {
        let text = text.to_lowercase();
        ["apprenti", "professionnalisation", "contrat de pro"].iter().any(|words| text.contains(words))
    };
    let texts = [&action.modalites_alternance, &action.rythme, &action.info_public];
    action.is_alternance() || texts.into_iter().flatten().any(|text| says(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_tell_of_contracts() {
        assert!(may_be(
            &Action::default().modalites_alternance("Contrat d'apprentissage, 2 jours par semaine")
        ));
        assert!(may_be(&Action::default().modalites_alternance("Contrat de Professionnalisation")));
        assert!(!may_be(&Action::default().modalites_alternance("Sans alternance.")));
    }
}
