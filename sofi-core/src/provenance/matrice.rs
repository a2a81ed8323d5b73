//! The table itself, and the question it answers.

use serde::{Deserialize, Serialize};

use crate::{
    Args, Bilingual, Cadre, Identifiant, Lang, Preuve, Provenance,
    vocabulary::{phrase, vocabulary},
};

vocabulary! {
    /// What an organisation wants to do with an element of the offer.
    ///
    /// ```
    /// assert_eq!(sofi_core::Ecriture::Saisir.as_str(), "saisir");
    /// ```
    pub enum Ecriture {
        /// Enter it for the first time.
        Saisir = "saisir": "saisir" / "enter",
        /// Change what is there.
        Modifier = "modifier": "modifier" / "edit",
    }
}

vocabulary! {
    /// The levels at which the right to write is judged: the three of the offer, and the organisation.
    ///
    /// ```
    /// assert_eq!(sofi_core::NiveauOffre::ALL.len(), 4);
    /// ```
    pub enum NiveauOffre {
        /// The organisation, shared by all its offers.
        Organisme = "organisme": "organisme" / "organisation",
        /// The formation (F).
        Formation = "formation": "formation" / "formation",
        /// The action (A).
        Action = "action": "action" / "action",
        /// The session (S).
        Session = "session": "session" / "session",
    }
}

vocabulary! {
    /// The reference that describes the content of a formation.
    ///
    /// ```
    /// use sofi_core::{MATRICE, Referentiel};
    ///
    /// assert_eq!(MATRICE[0].referentiel(true).0, Referentiel::CertifInfo);
    /// ```
    pub enum Referentiel {
        /// Certif Info, for what leads to a certification or an habilitation.
        CertifInfo = "certif-info": "Certif Info" / "Certif Info",
        /// Formacode, for the rest.
        Formacode = "formacode": "Formacode" / "Formacode",
    }
}

/// One line of the table: a kind of offer, and the doors open to it.
///
/// ```
/// use sofi_core::{Cadre, LigneMatrice, Provenance};
///
/// let privee = LigneMatrice::of(Cadre::FormationContinuePrivee);
/// assert_eq!(privee.provenances, [Provenance::Saisie]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LigneMatrice {
    /// The kind of offer.
    pub cadre: Cadre,
    /// The doors by which its formations, actions and sessions come; others are refused.
    pub provenances: &'static [Provenance],
    /// What the organisation must hold to be listed for it.
    pub exige: &'static [Identifiant],
    /// Where the doors are known from.
    pub preuve: Preuve,
    /// Where the identifiers are known from.
    pub preuve_exige: Preuve,
}

const DECLARE: &[Identifiant] = &[Identifiant::Siret, Identifiant::DeclarationActivite];

/// Slide 5 as a table, in its order.
///
/// ```
/// use sofi_core::{Cadre, MATRICE};
///
/// assert_eq!(MATRICE.len(), Cadre::ALL.len());
/// ```
pub const MATRICE: [LigneMatrice; 5] = [
    LigneMatrice {
        cadre: Cadre::FormationContinueConventionnee,
        provenances: &[Provenance::Saisie, Provenance::Integree],
        exige: DECLARE,
        preuve: Preuve::Diapositive(5),
        preuve_exige: Preuve::Diapositive(5),
    },
    LigneMatrice {
        cadre: Cadre::FormationContinuePrivee,
        provenances: &[Provenance::Saisie],
        exige: DECLARE,
        preuve: Preuve::Diapositive(5),
        preuve_exige: Preuve::Diapositive(5),
    },
    LigneMatrice {
        cadre: Cadre::FormationInitiale,
        provenances: &[Provenance::IdeoOnisep],
        exige: &[Identifiant::Uai],
        preuve: Preuve::Diapositive(10),
        // The slide lists "every school"; that schools are known by their UAI is common practice.
        preuve_exige: Preuve::Usage,
    },
    LigneMatrice {
        cadre: Cadre::Apprentissage,
        provenances: &[Provenance::Saisie, Provenance::IdeoOnisep],
        exige: DECLARE,
        preuve: Preuve::Diapositive(10),
        preuve_exige: Preuve::Deduite(5),
    },
    LigneMatrice {
        cadre: Cadre::ContratDeProfessionnalisation,
        provenances: &[Provenance::Saisie, Provenance::IdeoOnisep],
        exige: DECLARE,
        preuve: Preuve::Diapositive(5),
        preuve_exige: Preuve::Deduite(5),
    },
];

impl LigneMatrice {
    /// The line of a kind of offer.
    pub const fn of(cadre: Cadre) -> &'static Self {
        match cadre {
            Cadre::FormationContinueConventionnee => &MATRICE[0],
            Cadre::FormationContinuePrivee => &MATRICE[1],
            Cadre::FormationInitiale => &MATRICE[2],
            Cadre::Apprentissage => &MATRICE[3],
            Cadre::ContratDeProfessionnalisation => &MATRICE[4],
        }
    }

    /// True when this kind of offer comes by this door.
    pub fn admits(&self, provenance: Provenance) -> bool {
        self.provenances.contains(&provenance)
    }

    /// What describes a formation of this kind, certifying or not. Certif Info is stated (slides 5 and 9);
    /// Formacode for the rest is deduced, since slide 5 speaks of the organisation's fields.
    pub const fn referentiel(&self, certifiante: bool) -> (Referentiel, Preuve) {
        if certifiante {
            (Referentiel::CertifInfo, Preuve::Diapositive(5))
        } else {
            (Referentiel::Formacode, Preuve::Deduite(5))
        }
    }
}

/// Whether an organisation may write, and on what ground.
///
/// ```
/// use sofi_core::{Cadre, Ecriture, Lang, NiveauOffre, Provenance, droit};
///
/// let droit = droit(Ecriture::Saisir, NiveauOffre::Session, Cadre::FormationInitiale, Provenance::Saisie);
/// assert!(!droit.permis);
/// assert!(droit.message(Lang::En).contains("Ideo-Onisep"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Droit {
    /// True when it may.
    pub permis: bool,
    /// Where that is known from.
    pub preuve: Preuve,
    /// What was asked.
    pub ecriture: Ecriture,
    /// At which level.
    pub niveau: NiveauOffre,
    /// For which kind of offer.
    pub cadre: Cadre,
    /// Of what provenance.
    pub provenance: Provenance,
}

impl Droit {
    /// The answer in words.
    pub fn message(&self, lang: Lang) -> String {
        use crate::Arg::Words;
        let args = Args::new()
            .with("verbe", Words(self.ecriture.words()))
            .with("niveau", Words(self.niveau.words()))
            .with("cadre", Words(self.cadre.words()))
            .with("provenance", Words(self.provenance.words()));
        let template = match (self.permis, self.niveau, self.provenance) {
            (true, NiveauOffre::Organisme, _) => Bilingual::new(
                "L'organisme peut {verbe} sa fiche : elle est commune à toutes ses offres.",
                "The organisation may {verbe} its own sheet: all its offers share it.",
            ),
            (true, ..) => Bilingual::new(
                "L'organisme peut {verbe} ici ({niveau}, {cadre}, {provenance}).",
                "The organisation may {verbe} here ({niveau}, {cadre}, {provenance}).",
            ),
            (false, _, Provenance::IdeoOnisep) => Bilingual::new(
                "Ce qui vient d'Ideo-Onisep ({niveau}, {cadre}) se voit dans SOFI mais ne s'y change pas. \
                 Faites corriger la fiche à l'Onisep.",
                "What comes from Ideo-Onisep ({niveau}, {cadre}) is shown in SOFI but not changed there. \
                 Have the Onisep correct its record.",
            ),
            (false, _, Provenance::Saisie) => Bilingual::new(
                "{cadre} : inutile de la saisir dans SOFI, elle est reprise automatiquement d'Ideo-Onisep.",
                "{cadre}: do not enter it in SOFI, it is taken from Ideo-Onisep automatically.",
            ),
            (false, ..) => Bilingual::new(
                "{cadre} : SOFI ne reçoit pas cette offre par intégration ({niveau}).",
                "{cadre}: SOFI does not receive this offer by integration ({niveau}).",
            ),
        };
        let text = phrase(template, &args, lang);
        let mut chars = text.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
    }
}

/// Whether an organisation may enter, or edit, an element of the offer.
///
/// Entering is judged on the door (`Saisie` is the only one an organisation opens); editing on where the
/// element came from. The organisation's own sheet is always its own to write (slides 10 and 13).
///
/// ```
/// use sofi_core::{Cadre, Ecriture, NiveauOffre, Preuve, Provenance, droit};
///
/// let prf = Cadre::FormationContinueConventionnee;
/// let droit = droit(Ecriture::Modifier, NiveauOffre::Session, prf, Provenance::Integree);
/// assert!(droit.permis);
/// assert_eq!(droit.preuve, Preuve::Deduite(5));
/// ```
pub fn droit(ecriture: Ecriture, niveau: NiveauOffre, cadre: Cadre, provenance: Provenance) -> Droit {
    let ligne = LigneMatrice::of(cadre);
    let (permis, preuve) = if niveau == NiveauOffre::Organisme {
        (true, Preuve::Diapositive(10))
    } else {
        match (ligne.admits(provenance), ecriture, provenance) {
            (false, ..) => (false, ligne.preuve),
            (true, Ecriture::Saisir, _) => (provenance == Provenance::Saisie, ligne.preuve),
            (true, Ecriture::Modifier, Provenance::IdeoOnisep) => (false, Preuve::Diapositive(10)),
            (true, Ecriture::Modifier, Provenance::Integree) => (true, Preuve::Deduite(5)),
            (true, Ecriture::Modifier, Provenance::Saisie) => (true, ligne.preuve),
        }
    };
    Droit { permis, preuve, ecriture, niveau, cadre, provenance }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Slide 5, typed once more by hand: `+` may be entered or edited, `-` may not, for a session.
    const ATTENDU: &str = "
        cadre                             saisie  integree  ideo-onisep
        formation-continue-conventionnee  ++      -+        --
        formation-continue-privee         ++      --        --
        formation-initiale                --      --        --
        apprentissage                     ++      --        --
        contrat-de-professionnalisation   ++      --        --
    ";

    #[test]
    fn the_matrix_is_slide_5() {
        let mut lines = ATTENDU.trim().lines();
        let doors: Vec<Provenance> =
            lines.next().unwrap().split_whitespace().skip(1).map(|name| name.parse().unwrap()).collect();
        let mut cells = 0;
        for line in lines {
            let mut words = line.split_whitespace();
            let cadre: Cadre = words.next().unwrap().parse().unwrap();
            for (door, expected) in doors.iter().zip(words) {
                for niveau in &NiveauOffre::ALL[1..] {
                    let sign = |e| if droit(e, *niveau, cadre, *door).permis { '+' } else { '-' };
                    let found = [sign(Ecriture::Saisir), sign(Ecriture::Modifier)];
                    assert_eq!(found, *expected.chars().collect::<Vec<_>>(), "{cadre} {door} {niveau}");
                    cells += 1;
                }
            }
        }
        assert_eq!(cells, 5 * 3 * 3);
    }

    #[test]
    fn lines_are_found_by_their_cadre() {
        for cadre in Cadre::ALL {
            assert_eq!(LigneMatrice::of(*cadre).cadre, *cadre);
        }
    }

    #[test]
    fn ideo_onisep_feeds_initial_training_and_alternance() {
        let fed: Vec<Cadre> =
            MATRICE.iter().filter(|l| l.admits(Provenance::IdeoOnisep)).map(|l| l.cadre).collect();
        assert_eq!(
            fed,
            [Cadre::FormationInitiale, Cadre::Apprentissage, Cadre::ContratDeProfessionnalisation]
        );
    }

    #[test]
    fn an_organisation_writes_its_own_sheet_whatever_it_offers() {
        for cadre in Cadre::ALL {
            for door in Provenance::ALL {
                assert!(droit(Ecriture::Modifier, NiveauOffre::Organisme, *cadre, *door).permis);
            }
        }
    }

    #[test]
    fn identifiers_follow_the_public() {
        assert_eq!(LigneMatrice::of(Cadre::FormationInitiale).exige, [Identifiant::Uai]);
        for cadre in Cadre::ALL.iter().filter(|c| c.is_continue()) {
            assert_eq!(LigneMatrice::of(*cadre).exige, DECLARE);
        }
    }

    #[test]
    fn answers_are_worded() {
        let say = |door| {
            droit(Ecriture::Saisir, NiveauOffre::Session, Cadre::FormationInitiale, door).message(Lang::Fr)
        };
        assert_eq!(
            say(Provenance::Saisie),
            "Formation initiale\u{a0}: inutile de la saisir dans SOFI, elle est reprise automatiquement \
             d’Ideo-Onisep."
        );
        assert!(say(Provenance::IdeoOnisep).contains("ne s’y change pas"));
    }
}
