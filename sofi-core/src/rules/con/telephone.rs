//! Telephone numbers.

use crate::{
    Adresse, Args, Bilingual, Coordonnees, Formation, OfferPath, Safety, Scope, Verdicts,
    rules::{macros::family, txt::is_filler},
};

family! {
    CON01 "telephone-douteux" [W W W W] Evidenced Coordonnees(con01) {
        title: "Numéro de téléphone" / "Telephone number",
        message: "téléphone « {value} » : {why}" / "telephone \"{value}\": {why}",
        helps: [
            "écrivez {repair}" / "write {repair}",
            "un numéro court (3936), dix chiffres (02 40 20 30 40) ou la forme internationale (+33 2 40 20 30 40) conviennent" / "a short number (3936), ten digits (02 40 20 30 40) or the international form (+33 2 40 20 30 40) will do",
        ],
        why: "Les sites font de ce texte un lien d'appel : un mot, deux numéros ou un chiffre de moins, et personne ne joint l'organisme." / "Sites make a link to call out of this text: a word, two numbers or a digit short, and nobody reaches the organisation.",
        source: "CON-01 ; LHEO : chiffres, « + », parenthèses et blancs ; numéros courts et de remplissage vus dans des flux",
        bad: "<numtel>Non renseigné</numtel>",
        good: "<numtel>3936</numtel>",
    }
}

/// What is wrong with a number, and what was probably meant.
type Fault = (Bilingual, Option<String>);

fn con01(coordonnees: &Scope<'_, Coordonnees<'_>>, out: &mut Verdicts) {
    let is_french = is_en_france(coordonnees, coordonnees.formation);
    let lists =
        [("telfixe", &coordonnees.telfixe), ("portable", &coordonnees.portable), ("fax", &coordonnees.fax)];
    for (list, numbers) in lists {
        for (index, number) in numbers.iter().enumerate() {
            let Some((why, repair)) = fault(number, is_french) else { continue };
            let mut args = Args::new().text("value", crate::finding::shown(number)).words("why", why);
            if let Some(repair) = &repair {
                args = args.text("repair", repair.clone());
            }
            let path: OfferPath = coordonnees.path.child(list).nth("numtel", index as u32 + 1);
            let finding = out.fault(path, args).value(&**number);
            if let Some(repair) = repair {
                finding.replace(Safety::Suggested, repair);
            }
        }
    }
}

/// Are numbers without a country those of France? So they are where the address says so, or, without one, where the
/// organisation and every place of the formation are in France.
fn is_en_france(coordonnees: &Coordonnees<'_>, formation: &Formation<'_>) -> bool {
    let is_french = |adresse: &Adresse<'_>| {
        // Overseas collectivities have numbers of their own.
        let departements = adresse.departement_probable();
        let mut regions = departements.candidates().map(crate::Departement::region);
        adresse.is_en_france() && regions.next().is_some_and(|region| region.is_some())
    };
    if let Some(adresse) = &coordonnees.adresse {
        return is_french(adresse);
    }
    let organisme = formation.responsable.as_ref().and_then(|organisme| organisme.coordonnees.as_ref());
    let lieux = formation.actions.iter().flat_map(|action| &action.lieux);
    let mut places = lieux.filter_map(|lieu| lieu.adresse());
    organisme.and_then(|coordonnees| coordonnees.adresse.as_ref()).is_some_and(is_french)
        && places.all(is_french)
}

/// What is wrong with this number. `is_french` when a number without a country is one of France; of others little is known.
fn fault(number: &str, is_french: bool) -> Option<Fault> {
    let text = number.trim();
    if text.is_empty() {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let said = |fr, en| Some((Bilingual::new(fr, en), None));
    let Some(first) = digits.bytes().next().filter(|_| !is_filler(text)) else {
        return said("une valeur de remplissage", "a filler");
    };
    if text.contains(['@']) {
        return said("c'est une adresse électronique", "this is a mail address");
    }
    if text.chars().any(char::is_alphabetic) {
        return said("un numéro ne contient pas de lettres", "a number has no letters");
    }
    // 3333 is a short number like others, and the only one with the same digit all along.
    if digits.len() >= 4 && digits != "3333" && digits.bytes().all(|digit| digit == first) {
        return said("une valeur de remplissage", "a filler");
    }
    let is_usual = |c: char| {
        c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(c, '+' | '(' | ')' | '.' | '-' | '/' | '_')
            || matches!(c, '\u{2010}'..='\u{2015}' | '\u{200b}'..='\u{202f}')
    };
    let two = Bilingual::new("il y a là plus d'un numéro", "there is more than one number");
    if text.contains([',', ';', '|', '&']) && digits.len() > 12 {
        return Some((two, None));
    }
    if text.rsplit_once('+').is_some_and(|(before, _)| before.contains(|c| !matches!(c, '(' | ' '))) {
        return said("« + » ne s'écrit qu'au début", "\"+\" only comes first");
    }
    if !text.chars().all(is_usual) {
        return said("un caractère n'a pas sa place dans un numéro", "a character has no place in a number");
    }
    // No number in the world has more than fifteen digits, the prefix of international calls aside.
    if digits.len() > 17 {
        return Some((two, None));
    }
    let international = if text.trim_start_matches(['(', ' ']).starts_with('+') {
        Some(digits.as_str())
    } else {
        digits.strip_prefix("00")
    };
    match international {
        Some(number) => french(number.strip_prefix("33")?),
        None if is_french => national(&digits),
        None => None,
    }
}

/// What follows +33: nine digits, without the zero, which some write in parentheses.
fn french(number: &str) -> Option<Fault> {
    let bare = number.strip_prefix('0').unwrap_or(number);
    // Numbers of things that talk to each other have thirteen.
    match bare.len() {
        // Short numbers are not reached from abroad, but written so all the same.
        0..=6 | 9 | 13 => None,
        _ => Some((
            Bilingual::new("neuf chiffres sont attendus après +33", "nine digits are expected after +33"),
            None,
        )),
    }
}

/// A number of France, as it is dialled there: ten digits from 0, or a short one.
fn national(digits: &str) -> Option<Fault> {
    match (digits.as_bytes(), digits.len()) {
        (_, 0..=6 | 8) | ([b'0', ..], 10 | 14) => None,
        ([b'0', ..], _) => Some((
            Bilingual::new("un numéro français a dix chiffres", "a French number has ten digits"),
            None,
        )),
        ([b'1'..=b'9', ..], 9) => Some((
            Bilingual::new("il manque le zéro de tête", "the zero at the start is missing"),
            Some(format!("0{digits}")),
        )),
        // Others are written without their +, or those of another country.
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Organisme, Profile, Severity, rules::testing::found};

    fn why(number: &str, is_french: bool) -> Option<&'static str> {
        fault(number, is_french).map(|(why, _)| why.fr)
    }

    #[test]
    fn numbers_that_can_be_dialled() {
        for number in [
            "+33240203040",
            "+33 2 40 20 30 40",
            "+33 (0)2 40 20 30 40",
            "(+33) 2 40 20 30 40",
            "0033 240203040",
            "02 40 20 30 40",
            "02.40.20.30.40",
            "02-40-20-30-40",
            "02\u{a0}40\u{202f}20 30 40",
            "3936",
            "39 36",
            "36 46",
            "118 218",
            "15",
            "3333",
            "0800 123 456",
            "40 50 60",
            "40 41 42 43",
            "+32 2 123 45 67",
            "+49 30 1234567890",
            "0123456789",
            "07001234567890",
            "",
        ] {
            assert_eq!(why(number, true), None, "{number}");
        }
        // Abroad, lengths differ and zeros start numbers of any length.
        for number in ["02 123 45 67", "020 7946 0958", "030 12345678", "240203040", "+352 26 12 34 56"] {
            assert_eq!(why(number, false), None, "{number}");
        }
    }

    #[test]
    fn numbers_that_cannot() {
        for (number, expected) in [
            ("0000000000", "remplissage"),
            ("11 11", "remplissage"),
            ("1111", "remplissage"),
            ("Non renseigné", "remplissage"),
            ("-", "remplissage"),
            ("02 40 20 30 40 poste 12", "lettres"),
            ("a@b.fr 0", "électronique"),
            ("0240203040+1", "au début"),
            ("02 40 20 30 40 / 06 40 20 30 40", "plus d'un"),
            ("02 40 20 30 4", "dix chiffres"),
            ("02 40 20 30 401", "dix chiffres"),
            ("240203040", "zéro de tête"),
            ("+33 2 40 20 30", "neuf chiffres"),
            ("+33 02 40 20 30 401", "neuf chiffres"),
            ("02*40203040", "pas sa place"),
        ] {
            let told = why(number, true).unwrap_or_default();
            assert!(told.contains(expected), "{number}: {told}");
        }
        assert_eq!(fault("240203040", true).unwrap().1.as_deref(), Some("0240203040"));
    }

    #[test]
    fn the_country_is_that_of_the_address() {
        let nantes = || Adresse::default().codepostal("44000").ville("Nantes");
        let contact = |adresse: Option<Adresse<'static>>| {
            let mut coordonnees = Coordonnees::default().telfixe("02 40 20 30 4");
            coordonnees.adresse = adresse;
            let organisme = Organisme::default().coordonnees(Coordonnees::default().adresse(nantes()));
            let contact = crate::Contact::default().coordonnees(coordonnees);
            Formation::default().contact(contact).responsable(organisme)
        };
        let at = "contact-formation[1]/coordonnees/telfixe/numtel[1]".to_owned();
        let told = [(at, Severity::Warning)];
        assert_eq!(found(&contact(None), Profile::Lheo, "CON01"), told);
        assert_eq!(found(&contact(Some(nantes())), Profile::Edof, "CON01"), told);
        assert_eq!(found(&contact(Some(nantes().pays("BE"))), Profile::Lheo, "CON01"), []);
        assert_eq!(found(&contact(Some(Adresse::default().codepostal("98800"))), Profile::Lheo, "CON01"), []);
    }
}
