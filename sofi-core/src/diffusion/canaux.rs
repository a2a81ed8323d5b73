//! The channels of slide 8, one by one.

use super::{Canal, Eligibilite, Exploitant, FicheCanal, GenreCanal, Voie};
use crate::{Bilingual, Preuve};

/// Every channel of slide 8, in its order, which is that of [`Canal::ALL`].
///
/// The slide gives the national systems of management and of prescription in one list; which of the two each
/// one is, projects included, is deduced.
///
/// No slide says when a channel opened or closed, so none bears such a day: they are as they were on 2 July 2019.
///
/// ```
/// use sofi_core::{CANAUX, Canal};
///
/// assert!(CANAUX.iter().map(|fiche| fiche.canal).eq(Canal::ALL.iter().copied()));
/// ```
pub static CANAUX: [FicheCanal; 22] = [
    regional(Canal::ChoisirMonMetier, "ChoisirMonMétier-Paysdelaloire.fr", Eligibilite::Toute),
    regional(Canal::ApprentissagePdl, "Apprentissage PDL", Eligibilite::Apprentissage),
    gestion(Canal::ForproSem, "Forpro/SEM", other("la Région", "the Région")),
    gestion(Canal::Asp, "ASP", other("l'ASP", "the ASP")),
    portail(
        Canal::PortailAlternance,
        "Le portail de l'alternance",
        other("la DGEFP", "the DGEFP"),
        Eligibilite::Alternance,
    ),
    portail(
        Canal::OrientationPourTous,
        "Orientation pour tous",
        other("Centre Inffo", "Centre Inffo"),
        Eligibilite::Toute,
    ),
    portail(
        Canal::LaBonneFormation,
        "La Bonne formation",
        Exploitant::FranceTravail,
        Eligibilite::HorsInitiale,
    ),
    portail(
        Canal::TrouverMaFormation,
        "Trouver ma formation",
        Exploitant::FranceTravail,
        Eligibilite::HorsInitiale,
    ),
    portail(Canal::BobEmploi, "Bob emploi", Exploitant::FranceTravail, Eligibilite::HorsInitiale),
    portail(
        Canal::MonCompteFormation,
        "Mon Compte formation",
        other("la Caisse des Dépôts", "the Caisse des Dépôts"),
        Eligibilite::Cpf,
    ),
    france_travail(Canal::Aude, "Aude"),
    france_travail(Canal::Kairos, "Kairos"),
    france_travail(Canal::Ouiform, "Ouiform"),
    ouiform(Canal::CapEmploi, "Ouiform (Cap emploi)", other("Cap emploi", "Cap emploi")),
    prescripteur(Canal::Imilo, "Imilo", other("la Mission locale", "the Mission locale")),
    ouiform(
        Canal::OuiformMissionsLocales,
        "Ouiform (Missions locales)",
        other("la Mission locale", "the Mission locale"),
    ),
    national(Canal::Sncf, "Outil RH SNCF", GenreCanal::Gestion, other("la SNCF", "SNCF")),
    national(Canal::SiOpca, "SI des OPCA (AGEFOS PME…)", GenreCanal::Gestion, other("l'OPCA", "the OPCA")),
    projet(Canal::Agora, "Agora (en cours)", other("Agora", "Agora")),
    projet(Canal::CpfTransition, "Le SI CPF Transition", other("CPF Transition", "CPF Transition")),
    projet(Canal::SiOpco, "le SI OPCO", other("l'OPCO", "the OPCO")),
    projet(Canal::Helloworks, "Helloworks", other("Helloworks", "Helloworks")),
];

const fn other(fr: &'static str, en: &'static str) -> Exploitant {
    Exploitant::Autre(Bilingual::new(fr, en))
}

/// Systems of prescription and management fed by Offre Info, within the window of slide 8.
const fn national(canal: Canal, nom: &'static str, genre: GenreCanal, exploitant: Exploitant) -> FicheCanal {
    FicheCanal {
        canal,
        nom,
        genre,
        voie: Voie::OffreInfo,
        exploitant,
        au_plus_tot: 24,
        attendu_avant: Some(72),
        eligibilite: Eligibilite::HorsInitiale,
        preuve_eligibilite: Preuve::Deduite(8),
        preuve: Preuve::Diapositive(8),
        diapositive: 8,
        ouvert_depuis: None,
        ouvert_jusque: None,
        en_projet: false,
    }
}

/// National sites.
const fn portail(
    canal: Canal,
    nom: &'static str,
    exploitant: Exploitant,
    eligibilite: Eligibilite,
) -> FicheCanal {
    FicheCanal { eligibilite, ..national(canal, nom, GenreCanal::Information, exploitant) }
}

/// Sites of the region, which the Carif-Oref runs; what they take is deduced from their names.
const fn regional(canal: Canal, nom: &'static str, eligibilite: Eligibilite) -> FicheCanal {
    FicheCanal { voie: Voie::Directe, ..portail(canal, nom, Exploitant::CarifOref, eligibilite) }
}

/// Management systems of the region, which follow public money.
const fn gestion(canal: Canal, nom: &'static str, exploitant: Exploitant) -> FicheCanal {
    FicheCanal {
        voie: Voie::Directe,
        eligibilite: Eligibilite::Conventionnee,
        ..national(canal, nom, GenreCanal::Gestion, exploitant)
    }
}

const fn prescripteur(canal: Canal, nom: &'static str, exploitant: Exploitant) -> FicheCanal {
    national(canal, nom, GenreCanal::Prescription, exploitant)
}

/// Slide 11: at least 48 hours, and no promise; "idem" for Kairos and Ouiform. Pôle emploi's own processing is
/// out of sight of SOFI, which is why the 72 hours of slide 8 are not held against it.
const fn france_travail(canal: Canal, nom: &'static str) -> FicheCanal {
    FicheCanal {
        au_plus_tot: 48,
        attendu_avant: None,
        preuve: Preuve::Diapositive(11),
        ..prescripteur(canal, nom, Exploitant::FranceTravail)
    }
}

/// Ouiform in other hands than Pôle emploi's: the same tool, so the same delay, deduced.
const fn ouiform(canal: Canal, nom: &'static str, exploitant: Exploitant) -> FicheCanal {
    FicheCanal { exploitant, preuve: Preuve::Deduite(11), ..france_travail(canal, nom) }
}

/// What was announced; nothing was promised of it.
const fn projet(canal: Canal, nom: &'static str, exploitant: Exploitant) -> FicheCanal {
    FicheCanal {
        en_projet: true,
        attendu_avant: None,
        ..national(canal, nom, GenreCanal::Gestion, exploitant)
    }
}
