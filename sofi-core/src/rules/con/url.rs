//! Addresses of sites.

use crate::{
    Args, Bilingual, Safety, Scope, Severity, Verdicts,
    rules::{macros::family, txt::is_filler},
};

family! {
    CON03 "url-douteuse" [W W W W] Partial Texte(con03) {
        title: "Adresse de site" / "Address of a site",
        message: "adresse de site « {value} » : {why}" / "site address \"{value}\": {why}",
        helps: ["écrivez {repair}" / "write {repair}", "donnez une adresse complète, qui commence par https://" / "give a whole address, that starts with https://"],
        why: "Les sites font un lien de cette adresse. Sans https://, beaucoup la prennent pour une page de leur propre site ; avec un blanc, le lien est coupé." / "Sites make a link of this address. Without https:// many take it for a page of their own; with a blank in it, the link is cut.",
        source: "CON-03 ; adresses sans https:// dans les flux de l'Onisep",
        bad: "<contact-formation><coordonnees><web><urlweb>https://greta-nantes.fr/nos formations</urlweb></web></coordonnees></contact-formation>",
        good: "<contact-formation><coordonnees><web><urlweb>https://greta-nantes.fr/nos-formations</urlweb></web></coordonnees></contact-formation>",
    }
}

fn con03(text: &Scope<'_, str>, out: &mut Verdicts) {
    if text.path.name() != "urlweb" {
        return;
    }
    let Some((why, repair)) = fault(text.trim()) else { return };
    let mut args = Args::new().text("value", crate::finding::shown(text)).words("why", why);
    if let Some(repair) = &repair {
        args = args.text("repair", repair.clone());
    }
    let finding = out.fault(text.path.clone(), args).value(text.it);
    if let Some(repair) = repair {
        // What is missing can be guessed by whoever reads it.
        finding.at_most(Severity::Info).replace(Safety::Suggested, repair);
    }
}

/// What is wrong with an address, and what is meant when it only lacks `https://`.
fn fault(url: &str) -> Option<(Bilingual, Option<String>)> {
    if url.is_empty() {
        return None;
    }
    let said = |fr, en| Some((Bilingual::new(fr, en), None));
    if is_filler(url) {
        return said("une valeur de remplissage", "a filler");
    }
    let lower = url.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    if url.contains(char::is_whitespace) {
        return match lower.matches("http").count() {
            0 | 1 => said("un blanc coupe l'adresse", "a blank cuts the address"),
            _ => said("il y a plus d'une adresse", "there is more than one address"),
        };
    }
    if let Some(rest) = rest {
        let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
        if rest.starts_with("http:") || rest.starts_with("https:") {
            return said("« http » y est deux fois", "\"http\" is there twice");
        }
        return if host.contains('.') { None } else { said("il n'y a pas de domaine", "there is no domain") };
    }
    if lower.starts_with("mailto:") || (url.contains('@') && !url.contains('/')) {
        return said("c'est une adresse électronique", "this is a mail address");
    }
    if lower.starts_with("http") {
        return said("« http:// » y est mal écrit", "\"http://\" is misspelt");
    }
    if lower.contains("://") {
        return said(
            "une adresse de site commence par http:// ou https://",
            "a site starts with http:// or https://",
        );
    }
    let host = lower.split(['/', '?', '#']).next().unwrap_or_default();
    if !host.contains('.') || host.starts_with('.') || host.ends_with('.') {
        return said("ce n'est pas une adresse de site", "this is not the address of a site");
    }
    let why = Bilingual::new("il manque https:// au début", "https:// is missing at the start");
    Some((why, Some(format!("https://{url}"))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Action, Formation, Profile, rules::testing::found};

    #[test]
    fn addresses_of_sites() {
        for url in [
            "http://www.afpa.fr/formations/fiche/10082/lieux",
            "https://anotea.pole-emploi.fr",
            "HTTPS://A.FR",
            "https://a.fr:8080/?q=x@y#z",
            "https://www.linkedin.com/company/@greta",
            "",
        ] {
            assert_eq!(fault(url), None, "{url}");
        }
        for (url, repair) in [
            ("lyceedekerneuzec.fr", Some("https://lyceedekerneuzec.fr")),
            ("www2.cndp.fr/archivage/valid/c052.htm", Some("https://www2.cndp.fr/archivage/valid/c052.htm")),
            ("https://a.fr/nos formations", None),
            ("http://a.fr http://b.fr", None),
            ("http:/a.fr", None),
            ("http//a.fr", None),
            ("https://https://a.fr", None),
            ("https://", None),
            ("ftp://a.fr", None),
            ("contact@a.fr", None),
            ("-", None),
            ("nous consulter", None),
            ("néant", None),
        ] {
            let (_, proposed) = fault(url).unwrap_or_else(|| panic!("{url}"));
            assert_eq!(proposed.as_deref(), repair, "{url}");
        }
    }

    #[test]
    fn what_is_only_incomplete_is_an_information() {
        let formation = Formation::default().url("a.fr").action(Action::default().url("http:/a.fr"));
        assert_eq!(
            found(&formation, Profile::OffreInfo, "CON03"),
            [
                ("url-formation/urlweb[1]".to_owned(), Severity::Info),
                ("action[1]/url-action/urlweb[1]".to_owned(), Severity::Warning),
            ]
        );
    }
}
