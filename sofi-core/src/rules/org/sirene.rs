//! The name of an organisation, compared with that of Sirene.

use std::collections::BTreeSet;

use crate::{
    Args, Bilingual, Checked, Organisme, RegistreKind, Registres, RoleOrganisme,
    rules::{Lacune, Scope, Verdicts, macros::family},
};

family! {
    ORG06 "raison-sociale-autre" [I I - I] Evidenced Organisme(org06) {
        title: "Raison sociale autre que celle de Sirene" / "Company name other than that of Sirene",
        message: "raison sociale « {nom} » : Sirene donne « {officiel} » pour le SIRET {siret}" / "company name \"{nom}\": Sirene gives \"{officiel}\" for SIRET {siret}",
        helps: ["mettez la raison sociale officielle ; l'enseigne et le sigle vont dans <nom-organisme>" / "write the official name; the trade name and the acronym go into <nom-organisme>"],
        why: "LHEO attend la raison sociale du répertoire Sirene. Accents, ponctuation, forme juridique et sigles ne comptent pas ; la règle ne parle que si les deux noms n'ont aucun mot en commun." / "LHEO expects the name of the register Sirene. Accents, punctuation, legal form and acronyms do not count; the rule speaks only when the two names have no word in common.",
        source: "ORG-06 ; LHEO, règle de saisie de la raison sociale",
        needs: ["sirene"],
        bad: "<organisme-formation-responsable><raison-sociale>ATELIER DU LIN</raison-sociale></organisme-formation-responsable>",
        good: "<organisme-formation-responsable><raison-sociale>SARL Chaux &amp; Pierre</raison-sociale></organisme-formation-responsable>",
    }
}

/// Words that name a form and nobody.
const FORMES: [&str; 22] = [
    "SA",
    "SAS",
    "SASU",
    "SARL",
    "EURL",
    "EI",
    "SCOP",
    "SCIC",
    "SCI",
    "SNC",
    "GIE",
    "GIP",
    "ASS",
    "ASSOC",
    "ASSOCIATION",
    "SOCIETE",
    "STE",
    "ETS",
    "DE",
    "DU",
    "ET",
    "LA",
];

fn org06(organisme: &Scope<'_, Organisme<'_>>, out: &mut Verdicts) {
    let Some(siret) = organisme.siret.as_ref().and_then(Checked::lenient) else { return };
    let Some(nom) = organisme.raison_sociale.as_deref().map(str::trim) else { return };
    let words = words(nom);
    if words.is_empty() {
        return;
    }
    let Some(sirene) = organisme.registre(RegistreKind::Sirene, Registres::sirene, out) else { return };
    let Some(officiel) = sirene.get(siret).and_then(|known| known.raison_sociale) else {
        out.lacune(SANS_NOM);
        return;
    };
    let officials = self::words(officiel);
    if officials.is_empty() || is_like(&words, &officials) {
        return;
    }
    let name = match organisme.role {
        RoleOrganisme::Responsable => "raison-sociale",
        RoleOrganisme::Formateur => "raison-sociale-formateur",
    };
    let args = Args::new()
        .text("nom", crate::finding::shown(nom))
        .text("officiel", officiel.to_owned())
        .text("siret", siret.to_string());
    out.fault(organisme.path.child(name), args).value(nom);
}

const SANS_NOM: Lacune = Lacune::Donnees(Bilingual::new(
    "l'extrait de Sirene ne donne pas de nom pour ce SIRET",
    "the extract of Sirene gives no name for this SIRET",
));

/// The words of a name that tell it from others, without accents.
fn words(name: &str) -> BTreeSet<String> {
    let plain: String = name.chars().flat_map(char::to_uppercase).map(unaccented).collect();
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| !FORMES.contains(word)).map(str::to_owned).collect()
}

fn unaccented(c: char) -> char {
    match c {
        'À' | 'Â' | 'Ä' => 'A',
        'Ç' => 'C',
        'É' | 'È' | 'Ê' | 'Ë' => 'E',
        'Î' | 'Ï' => 'I',
        'Ô' | 'Ö' => 'O',
        'Ù' | 'Û' | 'Ü' => 'U',
        other => other,
    }
}

/// Do they share a word, or are the letters the same once put together, or is one the acronym of the other?
fn is_like(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    let initials = |words: &BTreeSet<String>| {
        let mut letters: Vec<char> = words.iter().filter_map(|word| word.chars().next()).collect();
        letters.sort_unstable();
        letters
    };
    let is_acronym = |short: &BTreeSet<String>, long: &BTreeSet<String>| {
        short.iter().any(|word| {
            let mut letters: Vec<char> = word.chars().collect();
            letters.sort_unstable();
            long.len() > 1 && letters == initials(long)
        })
    };
    // CHAUXETPIERRE, CHAUX-ET-PIERRE: one text holds each word of the other.
    let holds = |long: &BTreeSet<String>, short: &BTreeSet<String>| {
        short.iter().any(|word| word.len() > 3 && long.iter().any(|other| other.contains(word.as_str())))
    };
    one.intersection(other).next().is_some()
        || is_acronym(one, other)
        || is_acronym(other, one)
        || holds(one, other)
        || holds(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Formation, Lang, Origine, Profile, Severity, SireneBuilder, registres::Etablissement,
        rules::testing::judged_with,
    };

    fn fired(nom: &str, officiel: Option<&str>) -> bool {
        let mut builder = SireneBuilder::new(Origine::new(RegistreKind::Sirene, "en mémoire"));
        let siret: crate::Siret = "81462226200032".parse().unwrap();
        builder.push(Etablissement { raison_sociale: officiel, ..Etablissement::new(siret) });
        let mut registres = Registres::default();
        registres.add(builder.build());
        let organisme = Organisme::default().siret(siret.to_string()).raison_sociale(nom);
        let judgement = judged_with(&Formation::default().responsable(organisme), Profile::Lheo, &registres);
        let found = judgement.findings.iter().find(|finding| finding.rule.code == "ORG06");
        if let Some(found) = found {
            assert_eq!(found.path.to_string(), "organisme-formation-responsable/raison-sociale");
            assert_eq!(found.severity, Severity::Info);
            assert!(found.message(Lang::Fr).contains(nom));
        }
        found.is_some()
    }

    #[test]
    fn only_names_with_nothing_in_common() {
        assert!(fired("ATELIER DU LIN", Some("CHAUX ET PIERRE")));
        for (nom, officiel) in [
            ("SARL Chaux & Pierre", "CHAUX ET PIERRE"),
            ("ChauxEtPierre", "CHAUX ET PIERRE"),
            ("Lycée Européen", "LYCEE EUROPEEN DE TOURS"),
            ("GRETA de la Marne", "LYCEE POLYVALENT DE LA MARNE"),
            ("AFPA", "AGENCE FORMATION PROFESSIONNELLE ADULTES"),
            ("SARL", "CHAUX ET PIERRE"),
        ] {
            assert!(!fired(nom, Some(officiel)), "{nom} / {officiel}");
        }
        assert!(!fired("ATELIER DU LIN", None));
    }
}
