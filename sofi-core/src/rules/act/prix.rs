//! Prices, and who pays.

use super::heures::hours;
use crate::{
    Action, Args, Bilingual, Booleen, Checked, Extras, Lang, OfferPath, Prix, Profile, Safety, Severity,
    Taux,
    extras::edof::{FRAIS_HT, FRAIS_TTC, TAUX_TVA},
    rules::{Scope, Verdicts, alternance, macros::family},
    vocabulary::phrase,
};

family! {
    ACT05 "prix-douteux" [W W W W] Partial Action(act05) {
        title: "Un prix illisible, nul ou incohérent" / "A price that cannot be read, is zero or does not agree",
        message: "{element} : {constat}" / "{element}: {constat}",
        helps: ["écrivez {attendu}" / "write {attendu}", "écrivez le montant TTC en chiffres, avec un point pour les centimes" / "write the amount, taxes included, in digits, with a dot before the cents"],
        why: "Un prix est un montant : un mot à sa place ne se compare pas. Une virgule ou un signe € se comprend, mais tous les lecteurs ne les acceptent pas. Un prix nul ou un prix total qui n'est pas le prix horaire multiplié par les heures peut être juste (gratuité, forfait) : ce n'est qu'une information. EDOF calcule le montant TTC depuis le montant HT et la TVA." / "A price is an amount: a word in its place cannot be compared. A comma or a euro sign is understood, but not by all readers. A price of zero, or a total that is not the hourly price times the hours, may be right (free, flat rate): it is only for information. EDOF works out the amount with taxes from the one without and the rate.",
        source: "ACT-05 ; LHEO, prix-total-TTC et prix-horaire-TTC ; EDOF, frais-pedagogiques",
        bad: "<action><prix-total-TTC>sur devis</prix-total-TTC></action>",
        good: "<action><prix-total-TTC>1250.50</prix-total-TTC></action>",
    }
    ACT06 "conventionnee-sans-financeur-public" [W W - W] Partial Action(act06) {
        title: "Une action conventionnée sans financeur public" / "An action under agreement without a public funder",
        message: "l'action est conventionnée, et {constat}" / "the action is under agreement, and {constat}",
        helps: ["ajoutez le financeur public ou mutualisé (région, État, France Travail, OPCO...), ou passez <conventionnement> à 0" / "add the public or mutual funder (region, State, France Travail, OPCO...), or set <conventionnement> to 0"],
        why: "Conventionnée veut dire payée au moins en partie par des fonds publics ou mutualisés : sans ce financeur, les conseillers ne savent pas qui prend en charge." / "Under agreement means paid at least in part with public or mutual money: without that funder, advisers do not know who pays.",
        source: "ACT-06 ; LHEO, glossaire : conventionnement ; dictionnaire financeurs",
        bad: "<action><conventionnement>1</conventionnement><organisme-financeur><code-financeur>10</code-financeur></organisme-financeur></action>",
        good: "<action><conventionnement>1</conventionnement><organisme-financeur><code-financeur>2</code-financeur></organisme-financeur></action>",
    }
}

/// Says something of a price.
fn doubt(
    place: OfferPath,
    element: &'static str,
    words: Bilingual,
    inner: &Args,
    out: &mut Verdicts,
    most: Severity,
) {
    let args = Args::new().text("element", element).told("constat", |lang| phrase(words, inner, lang));
    out.fault(place, args).at_most(most);
}

fn act05(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    if action.conditions.profile == Profile::Edof {
        edof(action, out);
    }
    let horaire = price(action, "prix-horaire-TTC", action.prix_horaire.as_ref(), out);
    let total = price(action, "prix-total-TTC", action.prix_total.as_ref(), out);
    let (Some(horaire), Some(total)) = (horaire, total) else { return };
    let given = [action.nombre_heures_total.as_ref(), action.nombre_heures_centre.as_ref()].map(hours);
    let mut known = given.into_iter().flatten().filter(|hours| *hours > 0).peekable();
    let Some(first) = known.peek().copied().filter(|_| horaire.centimes() > 0 && total.centimes() > 0) else {
        return;
    };
    let is_near = |hours| {
        let product = u128::from(horaire.centimes()) * u128::from(hours);
        product.abs_diff(u128::from(total.centimes())) * 20 <= u128::from(total.centimes())
    };
    if !known.any(|hours: u32| is_near(hours)) {
        let words = Bilingual::new(
            "{hours|heure|heures} à {horaire} € font {produit} €, et non {total} €",
            "{hours|hour|hours} at €{horaire} make €{produit}, not €{total}",
        );
        let product = Prix::from_centimes(horaire.centimes().saturating_mul(first.into()));
        let inner = euros(Args::new().count("hours", first.into()), "total", total);
        let inner = euros(euros(inner, "horaire", horaire), "produit", product);
        let place = action.path.child("prix-total-TTC");
        doubt(place, "prix-total-TTC", words, &inner, out, Severity::Info);
    }
}

/// An amount as each language writes it.
fn euros(args: Args, name: &'static str, prix: Prix) -> Args {
    args.told(
        name,
        |lang| if lang == Lang::Fr { prix.to_string().replace('.', ",") } else { prix.to_string() },
    )
}

/// Reads a price and says what is wrong with it; the price, when it can be read.
fn price(
    action: &Scope<'_, Action<'_>>,
    element: &'static str,
    field: Option<&Checked<'_, Prix>>,
    out: &mut Verdicts,
) -> Option<Prix> {
    let place = action.path.child(element);
    let read = match field? {
        Checked::Valid(price) => *price,
        Checked::Invalid(text) if text.trim().is_empty() => return None,
        Checked::Invalid(text) => {
            let inner = Args::new().text("text", crate::finding::shown(text));
            let args = Args::new().text("element", element);
            let Ok(price) = Prix::lenient(text) else {
                let words = Bilingual::new(
                    "« {text} » n'est pas un montant lisible",
                    "\"{text}\" cannot be read as an amount",
                );
                let args = args.told("constat", |lang| phrase(words, &inner, lang));
                out.fault(place, args).value(text.as_ref());
                return None;
            };
            let words = Bilingual::new(
                "« {text} » n'est pas écrit en chiffres seuls",
                "\"{text}\" is not written in digits alone",
            );
            let args =
                args.told("constat", |lang| phrase(words, &inner, lang)).text("attendu", price.to_string());
            out.fault(place.clone(), args)
                .value(text.as_ref())
                .at_most(Severity::Info)
                .replace(Safety::Suggested, price.to_string());
            price
        }
    };
    if read.centimes() == 0 && !is_free(action) {
        let words = Bilingual::new("le prix est nul", "the price is zero");
        doubt(place, element, words, &Args::new(), out, Severity::Info);
    }
    Some(read)
}

/// May it be free: under agreement, on a contract, or at school?
pub(super) fn is_free(action: &Scope<'_, Action<'_>>) -> bool {
    action.conventionnement.as_ref().is_some_and(|is| is.get() == Some(Booleen::Oui))
        || action.is_formation_initiale()
        || alternance::may_be(action)
}

/// The fees of EDOF: each group holds a rate, an amount without taxes and one with them.
fn edof(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    for (at, fees) in FRAIS_TTC.groups_located(action.it, action.path) {
        group(fees, &at, out);
    }
}

fn group(fees: &Extras<'_>, at: &OfferPath, out: &mut Verdicts) {
    let found = FRAIS_TTC.in_group(fees).find_map(|(number, extra)| Some((number, extra.text()?)));
    let Some((number, text)) = found else { return };
    let place = at.nth("extra", number);
    let Ok(ttc) = Prix::lenient(text) else {
        let words = Bilingual::new(
            "« {text} » n'est pas un montant lisible",
            "\"{text}\" cannot be read as an amount",
        );
        let inner = Args::new().text("text", crate::finding::shown(text));
        return doubt(place, "frais-ttc", words, &inner, out, Severity::Error);
    };
    if ttc.centimes() == 0 {
        let words = Bilingual::new("le prix est nul", "the price is zero");
        return doubt(place, "frais-ttc", words, &Args::new(), out, Severity::Error);
    }
    let amount = |name| Prix::lenient(fees.get(name)?).ok();
    let (Some(ht), Some(rate)) = (amount(FRAIS_HT.name), amount(TAUX_TVA.name)) else { return };
    // A rate reads as an amount: 20.0 is 2000 hundredths of a percent.
    let rate = Taux::from_centiemes(u32::try_from(rate.centimes()).unwrap_or(u32::MAX));
    let expected = rate.added_to(ht);
    if expected.centimes().abs_diff(ttc.centimes()) > 1 {
        let words = Bilingual::new(
            "le montant HT augmenté de la TVA fait {expected} €, et non {ttc} €",
            "the amount without taxes plus the taxes make €{expected}, not €{ttc}",
        );
        let inner = euros(euros(Args::new(), "ttc", ttc), "expected", expected);
        doubt(place, "frais-ttc", words, &inner, out, Severity::Error);
    }
}

fn act06(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    if action.conventionnement.as_ref().is_none_or(|is| is.get() != Some(Booleen::Oui)) {
        return;
    }
    // A company (5) and the trainee (10) pay for themselves; any other code is public, mutual, or does not say (0, 1).
    let is_private = |code: &str| matches!(code.trim(), "5" | "10");
    let is_all_private =
        action.financeurs.iter().all(|financeur| financeur.code.as_deref().is_some_and(is_private));
    if is_all_private {
        let words = if action.financeurs.is_empty() {
            Bilingual::new("aucun financeur n'est donné", "no funder is given")
        } else {
            Bilingual::new(
                "seuls l'entreprise ou le bénéficiaire paient",
                "only the company or the trainee pays",
            )
        };
        out.fault(action.path.child("conventionnement"), Args::new().words("constat", words)).value("1");
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        Action, Extra, Extras, Financeur, Formation, Profile, Severity,
        rules::testing::{conditions, found, judged},
    };

    fn act05(action: Action<'static>, profile: Profile) -> Vec<(String, Severity)> {
        let found = found(&Formation::default().action(action), profile, "ACT05");
        found.into_iter().map(|(place, severity)| (place.replace("action[1]/", ""), severity)).collect()
    }

    #[test]
    fn prices_are_amounts() {
        let total = |text: &'static str| act05(Action::default().prix_total(text), Profile::Lheo);
        let place = || "prix-total-TTC".to_owned();
        assert_eq!(total("sur devis"), [(place(), Severity::Warning)]);
        assert_eq!(total("1 250,50 €"), [(place(), Severity::Info)]);
        assert_eq!(total("0"), [(place(), Severity::Info)]);
        assert!(total("1250.5").is_empty() && total("2500").is_empty() && total(" ").is_empty());
        let free =
            Action::default().prix_total("0").conventionnement("1").financeur(Financeur::default().code("2"));
        assert!(act05(free, Profile::Lheo).is_empty());
        assert!(
            act05(Action::default().prix_total("0").modalites_alternance("apprentissage"), Profile::Lheo)
                .is_empty()
        );
    }

    #[test]
    fn the_total_is_the_hourly_price_times_the_hours() {
        let priced = |horaire: &'static str, total: &'static str| {
            Action::default()
                .prix_horaire(horaire)
                .prix_total(total)
                .nombre_heures_total("100")
                .nombre_heures_centre("70")
        };
        assert_eq!(
            act05(priced("10", "500"), Profile::Lheo),
            [("prix-total-TTC".to_owned(), Severity::Info)]
        );
        let formation = Formation::default().action(priced("10.5", "500"));
        let findings = judged(&formation, &conditions(Profile::Lheo)).findings;
        let finding = findings.iter().find(|finding| finding.rule.code == "ACT05").unwrap();
        assert_eq!(
            finding.message(crate::Lang::Fr),
            "prix-total-TTC\u{a0}: 100\u{a0}heures à 10,50 € font 1050,00 €, et non 500,00 €"
        );
        for (horaire, total) in [("10", "1000"), ("10", "1040"), ("10", "700"), ("10", ""), ("", "500")] {
            assert!(act05(priced(horaire, total), Profile::Lheo).is_empty(), "{horaire} {total}");
        }
        assert!(act05(Action::default().prix_horaire("10").prix_total("500"), Profile::Lheo).is_empty());
    }

    #[test]
    fn the_fees_of_edof_add_up() {
        let fees = |rate: &'static str, ht: &'static str, ttc: &'static str| {
            let extra = |info: &'static str, text| Extra::default().info(info).valeur(text);
            let group = Extras::default()
                .info("frais-pedagogiques")
                .extra(extra("taux-tva", rate))
                .extra(extra("frais-ht", ht))
                .extra(extra("frais-ttc", ttc));
            Action::default().extras(Extras::default().info("action").extras(group))
        };
        let place = "extras[1]/extras[1]/extra[3]".to_owned();
        for (rate, ht, ttc) in [("20.0", "500.50", "600.00"), ("0.0", "0", "0"), ("20.0", "500", "gratuit")] {
            assert_eq!(
                act05(fees(rate, ht, ttc), Profile::Edof),
                [(place.clone(), Severity::Warning)],
                "{ttc}"
            );
        }
        for (rate, ht, ttc) in [
            ("20.0", "500.50", "600.60"),
            ("5.5", "1001.00", "1056.06"),
            ("5.5", "1001.00", "1056.05"),
            ("0.0", "1000,00", "1000,00"),
            ("vingt", "500", "700"),
        ] {
            assert!(act05(fees(rate, ht, ttc), Profile::Edof).is_empty(), "{rate} {ht} {ttc}");
        }
        assert!(act05(fees("20.0", "500.50", "600.00"), Profile::Lheo).is_empty());
    }

    #[test]
    fn public_money_has_a_public_funder() {
        let funded = |codes: &[&'static str]| {
            let action = Action::default().conventionnement("1");
            let action =
                codes.iter().fold(action, |action, code| action.financeur(Financeur::default().code(*code)));
            found(&Formation::default().action(action), Profile::Lheo, "ACT06")
        };
        let place = "action[1]/conventionnement".to_owned();
        assert_eq!(funded(&[]), [(place.clone(), Severity::Warning)]);
        assert_eq!(funded(&["10", "5"]), [(place, Severity::Warning)]);
        for codes in [["2", "10"], ["0", "5"], ["16", "10"], ["3", "5"], ["20", "5"], ["99", "5"]] {
            assert!(funded(&codes).is_empty(), "{codes:?}");
        }
        assert!(found(&Formation::default().action(Action::default()), Profile::Lheo, "ACT06").is_empty());
        let not = Formation::default()
            .action(Action::default().conventionnement("0").financeur(Financeur::default().code("2")));
        assert!(found(&not, Profile::Lheo, "ACT06").is_empty());
    }
}
