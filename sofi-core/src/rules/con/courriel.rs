//! Mail addresses.

use crate::{
    Args, Bilingual, Safety, Scope, Severity, Verdicts,
    rules::{macros::family, txt::is_filler},
};

family! {
    CON02 "courriel-invalide" [E E E E] Evidenced Texte(con02) {
        title: "Adresse électronique" / "Mail address",
        message: "courriel « {value} » : {why}" / "mail \"{value}\": {why}",
        helps: [
            "écrivez {repair}" / "write {repair}",
            "donnez une seule adresse, de la forme nom@domaine.fr" / "give one address, of the form name@domain.fr",
        ],
        why: "Une adresse électronique s'écrit nom@domaine.fr. Celle-ci ne peut recevoir aucun message : les demandes d'inscription seront perdues." / "A mail address is written name@domain.fr. This one can receive no message: requests to enrol will be lost.",
        source: "CON-02 ; LHEO : adresse de courrier électronique, de la forme XXX@YYY.ZZ",
        bad: "<courriel>contact.exemple.org</courriel>",
        good: "<courriel>contact@greta-nantes.fr</courriel>",
    }
}

/// What is wrong with an address.
struct Fault {
    why: Bilingual,
    /// It may reach somebody, or says that nobody can be.
    is_doubt: bool,
    repair: Option<String>,
}

fn con02(text: &Scope<'_, str>, out: &mut Verdicts) {
    if text.path.name() != "courriel" {
        return;
    }
    let Some(fault) = fault(text) else { return };
    let mut args = Args::new().text("value", crate::finding::shown(text)).words("why", fault.why);
    if let Some(repair) = &fault.repair {
        args = args.text("repair", repair.clone());
    }
    let finding = out.fault(text.path.clone(), args).value(text.it);
    if fault.is_doubt {
        finding.at_most(Severity::Warning);
    }
    if let Some(repair) = fault.repair {
        finding.replace(Safety::Suggested, repair);
    }
}

/// Domains that belong to nobody: they are for examples.
const EXEMPLES: [&str; 6] =
    ["example.com", "example.org", "example.net", "exemple.fr", "exemple.com", "organisme.fr"];

/// Is it a domain for examples, which belongs to nobody?
///
/// ```
/// assert!(sofi_core::rules::is_example_domain("Example.com"));
/// assert!(!sofi_core::rules::is_example_domain("wanadoo.fr"));
/// ```
pub fn is_example_domain(domain: &str) -> bool {
    EXEMPLES.contains(&domain.to_ascii_lowercase().as_str())
}

fn fault(mail: &str) -> Option<Fault> {
    let mail = mail.trim();
    if mail.is_empty() {
        return None;
    }
    let doubt = |fr, en| Some(Fault { why: Bilingual::new(fr, en), is_doubt: true, repair: None });
    let wrong = |fr, en| Some(Fault { why: Bilingual::new(fr, en), is_doubt: false, repair: None });
    if is_filler(mail) {
        return doubt("une valeur de remplissage", "a filler");
    }
    if let Some(bare) = mail.strip_prefix("mailto:") {
        let why =
            Bilingual::new("l'adresse s'écrit sans « mailto: »", "the address comes without \"mailto:\"");
        return Some(Fault { why, is_doubt: true, repair: Some(bare.trim().to_owned()) });
    }
    match mail.matches('@').count() {
        0 => return wrong("il n'y a pas d'arobase", "there is no at sign"),
        1 => {}
        _ => {
            return wrong(
                "il y a plus d'une adresse, ou plus d'une arobase",
                "more than one address, or at sign",
            );
        }
    }
    let (local, domain) = mail.split_once('@')?;
    if local.is_empty() || domain.is_empty() {
        return wrong(
            "il manque ce qui précède ou suit l'arobase",
            "what precedes or follows the at sign is missing",
        );
    }
    // "Name <name@domain.fr>" is understood by most, and quoted names may hold nearly anything.
    if mail.ends_with('>') || local.starts_with('"') {
        return doubt(
            "l'adresse seule est attendue, sans nom",
            "the address alone is expected, without a name",
        );
    }
    if mail
        .contains(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '(' | ')' | '<' | '>' | '\\'))
    {
        return wrong(
            "un caractère n'a pas sa place dans une adresse",
            "a character has no place in an address",
        );
    }
    let labels: Vec<&str> = domain.split('.').collect();
    let (Some(first), Some(last)) = (labels.first(), labels.last()) else { return None };
    if labels.len() < 2 || labels.iter().any(|label| label.is_empty()) || last.chars().count() < 2 {
        return wrong(
            "le domaine, après l'arobase, est incomplet",
            "the domain, after the at sign, is incomplete",
        );
    }
    if !mail.is_ascii() {
        return doubt("une adresse s'écrit sans accents", "addresses are written without accents");
    }
    if last.bytes().any(|byte| !byte.is_ascii_alphabetic()) && !last.starts_with("xn--") {
        return wrong(
            "le domaine, après l'arobase, est incomplet",
            "the domain, after the at sign, is incomplete",
        );
    }
    let is_row = |text: &str| text.len() > 1 && text.bytes().all(|byte| matches!(byte, b'x' | b'X'));
    if is_example_domain(domain) || (is_row(local) && is_row(first)) {
        return doubt(
            "une adresse d'exemple, que personne ne lit",
            "an address for examples, that nobody reads",
        );
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Contact, Coordonnees, Formation, Profile, rules::testing::found};

    #[test]
    fn addresses_that_reach_somebody() {
        for mail in [
            "MC_PSR_Region_IdF@afpa.fr",
            "anotea.pe+paris@gmail.com",
            "ce.0290076a@ac-rennes.fr",
            " contact@greta-nantes.fr ",
            "o'neill@sub.domaine.museum",
            "a@xn--caf-dma.fr",
            "x@x.fr-formation.bzh",
            "",
        ] {
            assert!(fault(mail).is_none(), "{mail}");
        }
    }

    #[test]
    fn addresses_that_do_not() {
        for (mail, is_doubt) in [
            ("contact.exemple.org", false),
            ("a@b.fr;c@d.fr", false),
            ("a b@c.fr", false),
            ("@c.fr", false),
            ("a@", false),
            ("a@greta", false),
            ("a@greta..fr", false),
            ("a@greta.f", false),
            ("a@192.168.0.1", false),
            ("mailto:a@greta.fr", true),
            ("Greta <a@greta.fr>", true),
            ("prénom.nom@greta.fr", true),
            ("contact@organisme.fr", true),
            ("xxx@xxx.fr", true),
            ("Non renseigné", true),
            ("-", true),
        ] {
            assert_eq!(fault(mail).map(|fault| fault.is_doubt), Some(is_doubt), "{mail}");
        }
    }

    #[test]
    fn only_mails_are_looked_at() {
        let coordonnees = Coordonnees::default().nom("sans arobase").courriel("a.b.fr");
        let formation = Formation::default().contact(Contact::default().coordonnees(coordonnees));
        assert_eq!(
            found(&formation, Profile::Lheo, "CON02"),
            [("contact-formation[1]/coordonnees/courriel".to_owned(), Severity::Error)]
        );
    }
}
