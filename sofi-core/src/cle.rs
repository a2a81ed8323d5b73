//! Keys of identity: how a formation, an action or a session is known again, elsewhere in a feed or in the next one.

use crate::{Niveau, Siret};

/// Stands between the parts of a key; no number holds it.
pub(crate) const SEPARATOR: char = '\u{1f}';

/// The numbers that a part of an offer bears, its own and those of what holds it, and whose it is: what its keys are made of.
///
/// Blanks around a number do not count, and an empty number is none.
///
/// ```
/// use sofi_core::{Niveau, Numeros};
///
/// let session = Numeros::default()
///     .formation(Some("21_1001"))
///     .action(Some("21_2001"))
///     .session(Some(" 21_123456 "))
///     .siret("81462226200032".parse().ok());
/// assert_eq!(session.numero(Niveau::Session), Some("21_123456"));
/// assert_eq!(session.cle(Niveau::Session).unwrap(), "21_1001\u{1f}21_2001\u{1f}21_123456");
/// assert!(session.cle_mobile(Niveau::Session).is_some());
/// assert_eq!(session.action(None).cle(Niveau::Session), None);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Numeros<'n> {
    numeros: [Option<&'n str>; 3],
    siret: Option<Siret>,
}

impl<'n> Numeros<'n> {
    /// The number of the formation.
    #[must_use]
    pub fn formation(self, numero: Option<&'n str>) -> Self {
        self.with(Niveau::Formation, numero)
    }

    /// The number of the action.
    #[must_use]
    pub fn action(self, numero: Option<&'n str>) -> Self {
        self.with(Niveau::Action, numero)
    }

    /// The number of the session.
    #[must_use]
    pub fn session(self, numero: Option<&'n str>) -> Self {
        self.with(Niveau::Session, numero)
    }

    /// The SIRET of the body that answers for the formation.
    #[must_use]
    pub fn siret(self, siret: Option<Siret>) -> Self {
        Self { siret, ..self }
    }

    #[expect(clippy::indexing_slicing, reason = "three levels, three numbers")]
    fn with(mut self, niveau: Niveau, numero: Option<&'n str>) -> Self {
        self.numeros[rank(niveau)] = numero.map(str::trim).filter(|numero| !numero.is_empty());
        self
    }

    /// The number of that level.
    #[expect(clippy::indexing_slicing, reason = "three levels, three numbers")]
    pub const fn numero(&self, niveau: Niveau) -> Option<&'n str> {
        self.numeros[rank(niveau)]
    }

    /// The SIRET that is half of the key by which sessions are exchanged.
    pub const fn organisme(&self) -> Option<Siret> {
        self.siret
    }

    /// The key of a part in its place: its number after those of what holds it (formation, action, session). `None` when one of
    /// them lacks.
    pub fn cle(&self, niveau: Niveau) -> Option<String> {
        let numeros: Option<Vec<&str>> = self.numeros.iter().take(rank(niveau) + 1).copied().collect();
        Some(numeros?.join(&SEPARATOR.to_string()))
    }

    /// The key of a part wherever it stands, to be taken together with the [SIRET](Self::organisme): its number, after that of its
    /// Carif-Oref. In the national feed only formations bear the latter, and two Carif-Orefs may give the same local number.
    pub fn cle_mobile(&self, niveau: Niveau) -> Option<String> {
        let numero = self.numero(niveau)?;
        let carif = match self.numero(Niveau::Formation) {
            Some(formation) if carif(numero).is_none() => carif(formation).unwrap_or_default(),
            _ => "",
        };
        Some(format!("{carif}{SEPARATOR}{numero}"))
    }
}

const fn rank(niveau: Niveau) -> usize {
    niveau as usize
}

/// The Carif-Oref that a number starts with: `21` in `21_1001`.
fn carif(numero: &str) -> Option<&str> {
    let (carif, _) = numero.split_once('_')?;
    (carif.len() == 2 && carif.bytes().all(|byte| byte.is_ascii_digit())).then_some(carif)
}

/// The key of a formation, or of another record, over two feeds: its number or, when it has none, whose it is and what it is
/// called. Of what has neither, only the same content is known again: `contenu` is a digest of it.
///
/// ```
/// use sofi_core::{Numeros, cle_enregistrement};
///
/// let numbered = Numeros::default().formation(Some("21_1001"));
/// assert_eq!(
///     cle_enregistrement(&numbered, Some("Maçon"), || "a".to_owned()),
///     cle_enregistrement(&numbered, Some("Maçonne"), || "b".to_owned()),
/// );
/// let bare = Numeros::default();
/// assert_ne!(cle_enregistrement(&bare, None, || "a".to_owned()), cle_enregistrement(&bare, None, || "b".to_owned()));
/// ```
pub fn cle_enregistrement(
    numeros: &Numeros<'_>,
    intitule: Option<&str>,
    contenu: impl FnOnce() -> String,
) -> String {
    if let Some(cle) = numeros.cle(Niveau::Formation) {
        return format!("N{SEPARATOR}{cle}");
    }
    match (numeros.siret, intitule.map(str::trim).filter(|intitule| !intitule.is_empty())) {
        (None, None) => format!("C{SEPARATOR}{}", contenu()),
        (siret, intitule) => {
            let siret = siret.map(|siret| siret.to_string()).unwrap_or_default();
            format!("D{SEPARATOR}{siret}{SEPARATOR}{}", intitule.unwrap_or_default())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_local_number_belongs_to_the_carif_of_its_formation() {
        let key = |formation, session| {
            Numeros::default().formation(formation).session(Some(session)).cle_mobile(Niveau::Session)
        };
        assert_eq!(key(Some("21_1"), "3"), key(Some("21_9"), "3"));
        assert_ne!(key(Some("21_1"), "3"), key(Some("24_1"), "3"));
        assert_eq!(key(Some("21_1"), "21_3"), key(Some("X"), "21_3"));
        assert_eq!(key(Some("21_1"), "  "), None);
    }

    #[test]
    fn a_record_without_a_number_goes_by_its_owner_and_title() {
        let siret = "81462226200032".parse().ok();
        let key =
            |siret, intitule| cle_enregistrement(&Numeros::default().siret(siret), intitule, String::new);
        assert_eq!(key(siret, Some("Maçon ")), key(siret, Some("Maçon")));
        assert_ne!(key(siret, Some("Maçon")), key(siret, Some("Peintre")));
        assert_ne!(key(siret, Some("Maçon")), key(None, Some("Maçon")));
        assert_ne!(key(None, Some("Maçon")), key(None, None));
    }
}
