//! How languages, and the additions of EDOF, are written.

use crate::{
    Action, Args, Extras, OfferPath,
    extras::edof,
    rules::{Scope, Verdicts, macros::family},
};

family! {
    ACT16 "langue-inconnue" [E E E E] Standard Action(act16) {
        title: "Une langue qui n'existe pas dans la norme" / "A language that the standard does not have",
        message: "<langue-formation> : « {value} » n'est pas une langue de la norme ISO 639-1" / "<langue-formation>: \"{value}\" is not a language of ISO 639-1",
        helps: ["{value} est un code de pays ; la langue s'écrit {langue}" / "{value} is the code of a country; the language is written {langue}"],
        why: "LHEO demande le code de la langue en deux lettres (FR, EN, ES...). Un code de pays ou une abréviation n'est pas reconnu par les recherches par langue." / "LHEO asks for the code of the language in two letters (FR, EN, ES...). The code of a country or an abbreviation is not found by searches by language.",
        source: "ACT-16 ; LHEO, élément langue-formation ; ISO 639-1",
        bad: "<action><langue-formation>GB</langue-formation></action>",
        good: "<action><langue-formation>EN</langue-formation></action>",
    }
    ACT17 "ordre-des-extras-d-edof" [- - W -] SingleAuthor Action(act17) {
        title: "Les extras d'une action ne sont pas dans l'ordre d'EDOF" / "The extras of an action are not in the order of EDOF",
        message: "dans extras info=\"action\", {element} vient après {previous}, qui doit le suivre" / "in extras info=\"action\", {element} comes after {previous}, which must follow it",
        helps: ["suivez l'ordre de l'exemple officiel : existence-prerequis vient en dernier" / "follow the order of the official example: existence-prerequis comes last"],
        why: "Le schéma d'EDOF laisse l'ordre libre dans les extras, mais la plateforme refuserait un autre ordre que celui de son exemple." / "The schema of EDOF leaves the order free inside extras, but the platform is said to refuse any order but that of its example.",
        source: "ACT-17 ; rapporté par l'auteur d'un éditeur de catalogues EDOF ; exemple officiel v7r0",
        bad: "<formation><action/><action numero=\"A2\"><extras info=\"action\"><extra info=\"existence-prerequis\">0</extra><extra info=\"code-gfe\">8</extra></extras></action></formation>",
        good: "<formation><action/><action numero=\"A2\"><extras info=\"action\"><extra info=\"code-gfe\">8</extra><extra info=\"existence-prerequis\">0</extra></extras></action></formation>",
    }
}

/// The languages of ISO 639-1, with the codes that it withdrew.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da \
    de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io \
    is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my \
    na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq \
    sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu \
    in iw ji jw mo sh";

/// Codes of countries that are no language, and the language that was meant.
const COUNTRIES: &[(&str, &str)] =
    &[("cn", "ZH"), ("cz", "CS"), ("dk", "DA"), ("gb", "EN"), ("gr", "EL"), ("jp", "JA"), ("us", "EN")];

fn act16(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    for (rank, langue) in (1..).zip(&action.langues) {
        let code = langue.trim().to_lowercase();
        // Another length is a fault of the format.
        if code.chars().count() != 2 || LANGUAGES.split_ascii_whitespace().any(|known| known == code) {
            continue;
        }
        let args = Args::new().text("value", crate::finding::shown(langue));
        let args = match COUNTRIES.iter().find(|(country, _)| *country == code) {
            Some((_, langue)) => args.text("langue", *langue),
            None => args,
        };
        out.fault(action.path.nth("langue-formation", rank), args).value(langue.as_ref());
    }
}

fn act17(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    for (at, extras) in edof::ACTION.located(action.it, action.path) {
        for (name, found) in [("extra", names(extras)), ("extras", group_names(extras))] {
            if let Some((rank, element, previous)) = misplaced(&found, name == "extras") {
                fault(at.nth(name, rank), element, previous, out);
            }
        }
    }
}

fn fault(place: OfferPath, element: &str, previous: &'static str, out: &mut Verdicts) {
    let args = Args::new().text("element", crate::finding::shown(element)).text("previous", previous);
    out.fault(place, args);
}

fn names<'e>(extras: &'e Extras<'_>) -> Vec<&'e str> {
    extras.extra.iter().map(|extra| extra.info.as_deref().unwrap_or_default()).collect()
}

fn group_names<'e>(extras: &'e Extras<'_>) -> Vec<&'e str> {
    extras.extras.iter().map(|extras| extras.info.as_deref().unwrap_or_default()).collect()
}

/// The first name that comes too late, with what it should come before. Names that the platform does not know may stand
/// anywhere, but after the last.
fn misplaced<'n>(found: &[&'n str], are_groups: bool) -> Option<(u32, &'n str, &'static str)> {
    let mut highest: Option<usize> = None;
    for (number, name) in (1..).zip(found) {
        let known = edof::ACTION.known(name, are_groups);
        let rank = known.unwrap_or_else(|| edof::ACTION.rank(""));
        if let Some(before) = highest.filter(|highest| rank < *highest) {
            return Some((number, name, edof::ACTION.name_at(before)?));
        }
        // Only what the platform knows comes before something.
        highest = highest.max(known);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::misplaced;
    use crate::{Action, Extra, Extras, Formation, Profile, Severity, extras::edof, rules::testing::found};

    #[test]
    fn languages_are_those_of_the_standard() {
        let langues = |codes: &[&'static str]| {
            let action = codes.iter().fold(Action::default(), |action, code| action.langue(*code));
            found(&Formation::default().action(action), Profile::Lheo, "ACT16")
        };
        assert_eq!(langues(&["FR", "GB"]), [("action[1]/langue-formation[2]".to_owned(), Severity::Error)]);
        assert_eq!(langues(&["F1"]).len() + langues(&["ZZ"]).len() + langues(&["éé"]).len(), 3);
        assert!(langues(&["FR", "fr", "En", "UK", "sh", "français", "f", ""]).is_empty());
        assert_eq!(super::LANGUAGES.split_ascii_whitespace().count(), 184 + 6);
    }

    #[test]
    fn the_order_of_edof() {
        let late = |found: &[&'static str]| misplaced(found, false).map(|(rank, ..)| rank);
        let late_groups = |found: &[&'static str]| misplaced(found, true).map(|(rank, ..)| rank);
        assert_eq!(late(&["code-gfe", "info-admission"]), Some(2));
        assert_eq!(late(&["existence-prerequis", "inconnu"]), Some(2));
        let all: Vec<_> = (0..40).filter_map(|rank| edof::ACTION.name_at(rank)).collect();
        assert_eq!((all.len(), late(&all), late_groups(&all)), (16, None, None));
        assert_eq!(late(&["inconnu", "code-gfe", "inconnu", "existence-prerequis"]), None);
        assert_eq!(late_groups(&["frais-pedagogiques", "frais-pedagogiques"]), None);
        assert_eq!(late_groups(&["frais-pedagogiques", "codes-rythme-formation", "inconnu"]), Some(2));
        assert_eq!(late(&["frais-pedagogiques", "code-gfe"]), None, "an addition with the name of a group");

        let extra = |info: &'static str| Extra::default().info(info).valeur("1");
        let wrong =
            Extras::default().info("action").extra(extra("existence-prerequis")).extra(extra("code-gfe"));
        let formation = Formation::default().action(Action::default().extras(wrong));
        let place = "action[1]/extras[1]/extra[2]".to_owned();
        assert_eq!(found(&formation, Profile::Edof, "ACT17"), [(place, Severity::Warning)]);
        assert!(found(&formation, Profile::Lheo, "ACT17").is_empty());
    }
}
