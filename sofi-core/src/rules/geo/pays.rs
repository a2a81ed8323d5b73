//! Cantons and countries.

use crate::{
    Adresse, Args, Bilingual, Departement, Safety, Scope, Severity, Verdicts, rules::macros::family,
};

family! {
    GEO11 "canton-invalide" [W W - W] Partial Adresse(geo11) {
        title: "Forme d'un code de canton" / "Form of a canton code",
        message: "code canton {value} : {why}" / "canton code {value}: {why}",
        helps: ["retirez <code-INSEE-canton> si vous ne connaissez pas le canton : il est facultatif" / "remove <code-INSEE-canton> when the canton is not known: it is optional"],
        why: "Un canton se code par le département suivi de deux chiffres : 4401, 2A01, 97401. Cinq chiffres en métropole sont le plus souvent un code commune ou un code postal." / "A canton is coded by the department and two digits: 4401, 2A01, 97401. Five digits in mainland France are most often a commune code or a postal code.",
        source: "GEO-11 ; Insee, code officiel géographique",
        bad: "<adresse><code-INSEE-canton>44109</code-INSEE-canton></adresse>",
        good: "<adresse><code-INSEE-canton>4401</code-INSEE-canton></adresse>",
    }
    GEO12 "pays-inconnu" [E E E E] Evidenced Adresse(geo12) {
        title: "Code de pays" / "Country code",
        message: "pays {value} : {why}" / "country {value}: {why}",
        helps: [
            "écrivez {repair}" / "write {repair}",
            "pour la France, écrivez FR ou retirez <pays>" / "for France, write FR or remove <pays>",
        ],
        why: "Un pays s'écrit en deux lettres majuscules, celles de la norme ISO 3166-1. Les codes postaux et communes ne sont vérifiés qu'en France, le pays par défaut." / "A country is written in two upper-case letters, those of ISO 3166-1. Postal and commune codes are only checked in France, the country by default.",
        source: "GEO-12 ; LHEO, table des pays ; ISO 3166-1",
        bad: "<adresse><pays>YY</pays></adresse>",
        good: "<adresse><pays>FR</pays></adresse>",
    }
}

/// The codes of ISO 3166-1.
const PAYS: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW \
    BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR \
    GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE \
    KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV \
    MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC \
    SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ \
    VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// Codes that ISO keeps for other uses, has withdrawn, or leaves to each one's use: doubtful, and not sure to be wrong.
const DOUTEUX: &str =
    "AA AC AN BU CP CQ CS DD DG EA EU EZ FX IC NT SF SU TA TP UK UN XA XB XC XE XI XX YU ZR ZZ";

fn geo12(adresse: &Scope<'_, Adresse<'_>>, out: &mut Verdicts) {
    let Some(text) = adresse.pays.as_deref() else { return };
    let code = text.trim();
    // Names of countries are too long, and the format says so. Kosovo has a code of use that all know.
    if code.len() != 2 || code == "XK" || is_in(PAYS, code) {
        return;
    }
    let args = Args::new().text("value", crate::finding::shown(code));
    let upper = code.to_ascii_uppercase();
    let path = adresse.path.child("pays");
    if is_in(PAYS, &upper) {
        let why = Bilingual::new("ce code s'écrit en majuscules", "this code is written in upper case");
        let args = args.words("why", why).text("repair", upper.clone());
        out.fault(path, args).at_most(Severity::Warning).value(text).replace(Safety::Safe, upper);
        return;
    }
    let why = Bilingual::new("ce code ne désigne aucun pays", "this code names no country");
    let finding = out.fault(path, args.words("why", why)).value(text);
    if is_in(DOUTEUX, &upper) || upper.starts_with('Q') {
        finding.at_most(Severity::Warning);
    }
}

fn is_in(list: &str, code: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == code)
}

fn geo11(adresse: &Scope<'_, Adresse<'_>>, out: &mut Verdicts) {
    let Some(text) = adresse.canton.as_deref().filter(|_| adresse.is_en_france()) else { return };
    let canton = text.trim();
    if !(4..=5).contains(&canton.len()) || canton.bytes().all(|byte| byte == b'0') {
        return;
    }
    let is_canton = canton.len().checked_sub(2).and_then(|at| canton.split_at_checked(at)).is_some_and(
        |(departement, rank)| {
            let is_rank = rank.bytes().all(|byte| byte.is_ascii_digit());
            is_rank && departement.parse::<Departement>().is_ok()
        },
    );
    if !is_canton {
        let why = Bilingual::new(
            "un code de département suivi de deux chiffres est attendu",
            "the code of a department and two digits are expected",
        );
        let args = Args::new().text("value", crate::finding::shown(canton)).words("why", why);
        out.fault(adresse.path.child("code-INSEE-canton"), args).value(text);
    }
}
