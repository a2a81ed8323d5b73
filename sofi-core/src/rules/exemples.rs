//! The registers that the examples of rules are read with: a few made-up lines of each.

use chrono::NaiveDate;

use crate::{
    CertifInfoBuilder, Certificateur, CertificationsBuilder, CodeEligible, CpfBuilder, EnteteFiche,
    Etablissement, EtatEtablissement, EtatHabilitation, FicheCertifInfo, FicheOrganisme, Habilitation,
    NumeroFiche, OrganismesBuilder, Origine, Partenaire, PeriodeCpf, Qualiopi, Registre, RegistreKind,
    Registres, SireneBuilder, VoiesAcces,
};

/// The registers that the examples of rules are read with, as of the days before 23 November 2026.
///
/// `RNCP38596` is in force; 73282932000074 certifies, 81738914100018 may train, 77572257201109 may run the tests.
/// `RNCP30000` ended in 2024, `RNCP38596` replaces it; `RS6117` replaces `RS5000`, which is in force all the same.
/// 81462226200032 is open and declared, 81462226200024 closed on 30 June 2026; neither has a quality certification.
///
/// ```
/// use sofi_core::{RegistreKind, rules::exemples};
///
/// assert!(exemples::registres().has(RegistreKind::Sirene));
/// ```
pub fn registres() -> Registres {
    let mut registres = Registres::default();
    let all = [
        certifications().map(Registre::from),
        certifinfo().map(Registre::from),
        cpf().map(Registre::from),
        sirene().map(Registre::from),
        organismes().map(Registre::from),
    ];
    all.into_iter().flatten().for_each(|register| registres.add(register));
    registres
}

fn origine(kind: RegistreKind, day: u32) -> Origine {
    Origine { date: NaiveDate::from_ymd_opt(2026, 11, day), ..Origine::new(kind, "exemples") }
}

fn certifications() -> Option<crate::Certifications> {
    let mut builder = CertificationsBuilder::new(origine(RegistreKind::Certifications, 22));
    let fiche = |numero: &str| numero.parse::<NumeroFiche>().ok();
    for (numero, actif, fin, niveau) in [
        ("RNCP38596", true, (2027, 8), Some(5)),
        ("RNCP30000", false, (2024, 12), Some(4)),
        ("RS5000", true, (2027, 1), None),
        ("RS6117", true, (2028, 1), None),
    ] {
        let numero = fiche(numero)?;
        builder.push_fiche(EnteteFiche {
            actif: Some(actif),
            type_enregistrement: Some("Enregistrement sur demande"),
            fin_enregistrement: NaiveDate::from_ymd_opt(fin.0, fin.1, 31),
            niveau,
            ..EnteteFiche::new(numero)
        });
        let certificateur = "73282932000074".parse().ok()?;
        let certificateur =
            Certificateur { siret: Some(certificateur), nom: Some("Exemple"), actif: Some(true) };
        builder.push_certificateur(numero, certificateur);
        for (siret, habilitation) in
            [("81738914100018", Habilitation::Former), ("77572257201109", Habilitation::Organiser)]
        {
            let siret = siret.parse().ok()?;
            builder
                .push_partenaire(numero, Partenaire { siret, habilitation, etat: EtatHabilitation::Actif });
        }
    }
    for bloc in ["RNCP38596BC01", "RNCP38596BC02"] {
        builder.push_bloc(bloc.parse().ok()?, None);
    }
    builder.push_succession(fiche("RNCP30000")?, fiche("RNCP38596")?);
    builder.push_succession(fiche("RS5000")?, fiche("RS6117")?);
    Some(builder.build())
}

fn certifinfo() -> Option<crate::CertifInfo> {
    let mut builder = CertifInfoBuilder::new(origine(RegistreKind::CertifInfo, 22));
    let (first, second, last) = ("44497".parse().ok()?, "65183".parse().ok()?, "74963".parse().ok()?);
    builder.push_remplacement(first, second, Some(3));
    builder.push_remplacement(second, last, Some(3));
    builder.push(FicheCertifInfo {
        intitule: Some("Titre d'exemple"),
        objectif: Some("Exercer le métier de l'exemple"),
        rncp: "RNCP38596".parse().ok(),
        formacode: "15254".parse().ok(),
        cpf: Some(true),
        voies: VoiesAcces { apprentissage: Some(false), ..VoiesAcces::default() },
        ..FicheCertifInfo::new(last)
    });
    Some(builder.build())
}

/// Three days old: more than the 48 hours after which it is worth a warning.
fn cpf() -> Option<crate::Cpf> {
    let mut builder = CpfBuilder::new(origine(RegistreKind::Cpf, 20));
    let ended = PeriodeCpf { debut: None, fin: NaiveDate::from_ymd_opt(2025, 12, 31) };
    for (code, periode) in
        [("CPF206", PeriodeCpf::default()), ("CPF210", ended), ("RNCP38596", PeriodeCpf::default())]
    {
        builder.push(CodeEligible::lenient(code).ok()?, periode);
    }
    Some(builder.build())
}

fn sirene() -> Option<crate::Sirene> {
    let mut builder = SireneBuilder::new(origine(RegistreKind::Sirene, 22));
    let closed = NaiveDate::from_ymd_opt(2026, 6, 30);
    for (siret, fermeture, raison_sociale) in [
        ("81462226200032", None, "CHAUX ET PIERRE"),
        ("81462226200024", closed, "CHAUX ET PIERRE"),
        ("19511296600799", closed, "LYCEE DES METIERS"),
    ] {
        let etat = if fermeture.is_some() { EtatEtablissement::Ferme } else { EtatEtablissement::Actif };
        builder.push(Etablissement {
            etat: Some(etat),
            fermeture,
            raison_sociale: Some(raison_sociale),
            ..Etablissement::new(siret.parse().ok()?)
        });
    }
    Some(builder.build())
}

fn organismes() -> Option<crate::Organismes> {
    let mut builder = OrganismesBuilder::new(origine(RegistreKind::Organismes, 22));
    let numero = "52440363444".parse().ok()?;
    let no = Some(false);
    builder.push(FicheOrganisme {
        siret: "81462226200032".parse().ok(),
        qualiopi: Qualiopi {
            actions_de_formation: no,
            bilans_de_competences: no,
            vae: no,
            apprentissage: no,
        },
        ..FicheOrganisme::new(numero)
    });
    builder.push_precedent("11755205675".parse().ok()?, numero);
    Some(builder.build())
}
