//! What the caller supplies: what one dialect asks for and the other does not hold.

use std::collections::BTreeMap;

/// Values for what is missing, by their keys in the section `[defaults]` of `sofi.toml`.
///
/// ```
/// use sofi_lheo::convert::Defaults;
///
/// let mut defaults = Defaults::default();
/// defaults.set("lheo.nom-organisme", "Dawan")?;
/// assert!(defaults.set("lheo.nom", "Dawan").is_err());
/// assert_eq!(defaults.get("lheo.nom-organisme"), Some("Dawan"));
/// # Ok::<(), sofi_lheo::convert::UnknownKey>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Defaults(BTreeMap<&'static str, String>);

/// A key of [`Defaults`].
#[derive(Debug, PartialEq, Eq)]
pub struct DefaultKey {
    /// Table and key, as `sofi.toml` writes them under `[defaults]`.
    pub key: &'static str,
    /// What is written when nothing is supplied; `None` where nothing can be invented.
    pub fallback: Option<&'static str>,
    /// What it is for, in English: a line of the guide.
    pub purpose: &'static str,
}

const fn key(key: &'static str, fallback: Option<&'static str>, purpose: &'static str) -> DefaultKey {
    DefaultKey { key, fallback, purpose }
}

/// That key is not one of [`Defaults::KEYS`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no key of the defaults of conversion")]
pub struct UnknownKey(pub String);

impl Defaults {
    /// Every key.
    pub const KEYS: &'static [DefaultKey] = &[
        key("lheo.nom-organisme", None, "nom-organisme of the organisation that answers for the offers"),
        key("lheo.raison-sociale", None, "its raison-sociale; its nom-organisme when not supplied"),
        key(
            "lheo.numero-activite",
            Some("99999999999"),
            "its numero-activite, where eleven nines say: unknown",
        ),
        key(
            "lheo.code-FORMACODE",
            None,
            "code-FORMACODE of domaine-formation, which is empty when not supplied",
        ),
        key("lheo.version-FORMACODE", Some("V14"), "ref of each code of the Formacode that is supplied"),
        key("lheo.code-niveau-entree", Some("0"), "code-niveau-entree, where 0 says: not told"),
        key("lheo.code-public-vise", Some("83056"), "code-public-vise, where 83056 says: all"),
        key(
            "lheo.rythme-formation",
            Some("Non précisé"),
            "rythme-formation, when the feed gives no code of it",
        ),
        key("lheo.modalites-alternance", Some("Non précisé"), "modalites-alternance"),
        key("lheo.prise-en-charge-frais-possible", Some("1"), "prise-en-charge-frais-possible: the CPF pays"),
        key("lheo.conditions-specifiques", Some("Aucune"), "conditions-specifiques of actions without any"),
        key("lheo.codepostal", Some("00000"), "codepostal of addresses without one"),
        key("lheo.ville", Some("Non précisée"), "ville of addresses without one"),
        key(
            "edof.datecrea",
            None,
            "datecrea and datemaj (AAAAMMJJ) of what bears neither, nor what holds it",
        ),
        key(
            "edof.objectif-general-formation",
            None,
            "objectif-general-formation of formations that do not certify",
        ),
        key("edof.acces-handicapes", None, "acces-handicapes"),
        key("edof.langue-formation", Some("fr"), "langue-formation"),
        key("edof.etat-recrutement", None, "etat-recrutement, 1 (open) or 2 (closed)"),
        key("edof.contact.nom", None, "nom of contacts and places without one"),
        key("edof.contact.prenom", None, "prenom of contacts and places without one"),
        key(
            "edof.contact.telephone",
            None,
            "numtel of contacts and places without one: digits, after a + if any",
        ),
        key("edof.contact.courriel", None, "courriel of contacts and places without one"),
        key("edof.formation.resume-contenu", None, "extra resume-contenu of formations"),
        key("edof.formation.categorisation-offre", None, "extra categorisation-offre of formations"),
        key("edof.formation.blocs-modifiables", None, "extra blocs-modifiables of formations"),
        key("edof.action.modalites-handicap", None, "extra modalites-handicap of actions"),
        key("edof.action.info-admission", None, "extra info-admission of actions"),
        key("edof.action.code-modalites-admission", None, "extra code-modalites-admission of actions"),
        key("edof.action.code-gfe", None, "extra code-gfe of actions"),
        key("edof.action.code-type-horaires", None, "extra code-type-horaires of actions"),
        key("edof.action.code-rythme-formation", None, "extra code-rythme-formation of actions"),
        key("edof.action.frais-anpec", None, "extra frais-anpec of actions"),
        key(
            "edof.action.frais-certif-inclus-frais-anpec",
            None,
            "extra frais-certif-inclus-frais-anpec of actions",
        ),
        key("edof.action.detail-frais-anpec", None, "extra detail-frais-anpec of actions"),
        key("edof.action.autres-services", None, "extra autres-services of actions"),
        key("edof.action.taux-tva", None, "extra taux-tva of actions: 0.0, 5.5 or 20.0"),
        key(
            "edof.session.garantie",
            None,
            "extra garantie of sessions: 1 when they take place in any case, or 0",
        ),
        key("edof.session.modalites-particulieres", None, "extra modalites-particulieres of sessions"),
    ];

    /// Supplies a value.
    ///
    /// # Errors
    /// When there is no such key.
    pub fn set(&mut self, key: &str, value: impl Into<String>) -> Result<(), UnknownKey> {
        let known =
            Self::KEYS.iter().find(|known| known.key == key).ok_or_else(|| UnknownKey(key.to_owned()))?;
        self.0.insert(known.key, value.into());
        Ok(())
    }

    /// The value of a key: the one that was supplied, else the one that is written when nothing is.
    pub fn get(&self, key: &str) -> Option<&str> {
        match self.0.get(key) {
            Some(value) => Some(value),
            None => Self::KEYS.iter().find(|known| known.key == key)?.fallback,
        }
    }
}
