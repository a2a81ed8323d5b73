//! Sessions: their dates, their state, and whether the offer is kept up to date.

mod dates;
mod duree;
mod etat;
mod nombre;
mod suivi;

use super::{DomainRule, catalogue::entries};
use crate::{Args, Lang, PartialDate, Precision, Session};

/// The rules of this family, file by file, in the order of the codes.
pub(super) static RULES: [&[DomainRule]; 5] =
    [dates::RULES, nombre::RULES, etat::RULES, duree::RULES, suivi::RULES];

/// The two dates, as people write them.
fn from_to(debut: PartialDate, fin: PartialDate) -> Args {
    Args::new().told("debut", |lang| date(debut, lang)).told("fin", |lang| date(fin, lang))
}

/// A date as people write it, or what is known of it.
fn date(date: PartialDate, lang: Lang) -> String {
    match (date.precision(), date.earliest()) {
        (Precision::Day, Some(day)) => crate::vocabulary::day(day, lang),
        (Precision::Month, Some(first)) => first.format("%m/%Y").to_string(),
        (Precision::Year, Some(first)) => first.format("%Y").to_string(),
        _ => date.to_string(),
    }
}

/// Its number, for findings of rules that look at all the sessions of an action.
fn numero(session: &Session<'_>) -> Option<String> {
    session.numero.as_deref().map(str::to_owned)
}

entries! {
    "SES-01": "une date s'écrit AAAAMMJJ, en entier ou en partie" / "a date is written YYYYMMDD, in whole or in part" => Rules["SES01"],
    "SES-02": "le début précède la fin" / "the start comes before the end" => Rules["SES02"],
    "SES-03": "début inconnu et fin inconnue ne s'écrivent pas de la même façon" / "an unknown start and an unknown end are not written the same way" => Rules["SES03"],
    "SES-04": "les dates connues en partie se comparent comme des intervalles" / "dates known in part are compared as intervals" => Within["PartialDate : certainly_before et may_overlap n'affirment que ce que les chiffres disent" / "PartialDate: certainly_before and may_overlap claim only what the digits say"],
    "SES-05": "dates impossibles ou écrites autrement" / "dates that are impossible or written otherwise" => Rules["SES05"],
    "SES-06": "les dates d'une session permanente bornent des parcours individuels" / "the dates of a permanent session bound individual paths" => Within["aucune durée n'en est tirée : SES17 et SES18 les laissent de côté, et la phase vient de cycle_de_vie::Calendrier" / "no duration is drawn from them: SES17 and SES18 leave them aside, and the phase comes from cycle_de_vie::Calendrier"],
    "SES-07": "une session à dates fixes a une période, ce qu'EDOF ne demande pas aux entrées permanentes" / "a session on fixed dates has a period, which EDOF does not ask of permanent entries" => Rules["SES07"],
    "SES-08": "une habilitation se décrit par une session annuelle permanente" / "an entitlement is described by one permanent session a year" => Rules["SES08"],
    "SES-09": "pas deux sessions d'une action aux mêmes dates" / "no two sessions of an action on the same dates" => Rules["SES09"],
    "SES-10": "états du recrutement ; EDOF ne connaît pas l'état suspendu" / "states of recruitment; EDOF does not know the suspended one" => Covered["LHE23"],
    "SES-11": "l'état du recrutement s'accorde avec les dates" / "the state of recruitment agrees with the dates" => Rules["SES11"],
    "SES-12": "états d'une session dans SOFI, et délais jusqu'aux sites" / "states of a session in SOFI, and delays to the sites" => Within["cycle_de_vie : états stockés et actes ; diffusion : fenêtre de chaque canal" / "cycle_de_vie: stored states and acts; diffusion: the window of each channel"],
    "SES-13": "les indicateurs de péremption s'accordent avec les dates" / "the flags of staleness agree with the dates" => Rules["SES13"],
    "SES-14": "situations déduites des dates un jour donné" / "situations derived from the dates on a given day" => Within["cycle_de_vie::Phase et cycle_de_vie::Situation" / "cycle_de_vie::Phase and cycle_de_vie::Situation"],
    "SES-15": "la période d'inscription est dans l'ordre et s'achève avec la session" / "the period of enrolment is in order and is over with the session" => Rules["SES15"],
    "SES-16": "les dates du plan d'un stagiaire tiennent dans celles de la session" / "the dates of a trainee's plan lie within those of the session" => Undecidable["le plan d'un stagiaire n'est pas dans l'offre" / "a trainee's plan is not in the offer"],
    "SES-17": "années et durées vraisemblables" / "likely years and lengths" => Rules["SES17"],
    "SES-18": "les heures tiennent dans les jours" / "the hours fit in the days" => Rules["SES18"],
    "SES-19": "états du catalogue de l'apprentissage" / "states of the apprenticeship catalogue" => Undecidable["ces états sont calculés et tenus dans le catalogue de l'apprentissage ; l'offre ne les porte pas" / "these states are worked out and held in the apprenticeship catalogue; the offer does not bear them"],
    "SES-20": "un flux est une photographie entière : ce qui manque est retiré" / "a feed is a whole snapshot: what is missing is withdrawn" => Undecidable["il faut le flux précédent : comparer deux flux est une autre commande" / "it takes the previous feed: comparing two feeds is another command"],
    "SES-21": "changer de code Certif Info, de SIRET ou d'UAI fait une nouvelle offre" / "another Certif Info code, SIRET or UAI makes a new offer" => Undecidable["un seul flux ne dit pas ce que l'offre était avant" / "one feed alone does not tell what the offer was before"],
    "SES-22": "toutes les sessions d'une formation sont finies" / "every session of a formation has ended" => Added["SES22"],
    "SES-23": "offre sans session à venir, plus tenue à jour" / "offer with no session to come, no longer kept up to date" => Added["SES23"],
    "SES-24": "dates fixes sans date de fin" / "fixed dates without an end" => Added["SES24"],
    "SES-25": "session permanente à renouveler" / "permanent session to renew" => Added["SES25"],
    "SES-26": "session finie depuis plus de six mois" / "session that ended more than six months ago" => Added["SES26"],
    "SES-27": "deux sessions permanentes d'une action se chevauchent" / "two permanent sessions of an action overlap" => Added["SES27"],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_for_people() {
        let told = |text: &str, lang| date(text.parse().unwrap(), lang);
        assert_eq!(told("20260901", Lang::Fr), "01/09/2026");
        assert_eq!(told("20260901", Lang::En), "1 Sep 2026");
        assert_eq!(told("20260900", Lang::Fr), "09/2026");
        assert_eq!(told("20260000", Lang::En), "2026");
        assert_eq!(told("99999999", Lang::Fr), "99999999");
    }
}
