//! UAI codes of schools.

use super::{Scope, Verdicts, catalogue::entries, macros::family};
use crate::{Args, Bilingual, Checked, Identifier, Lang, LieuDeFormation};

family! {
    UAI01 "uai-forme" [E E E E] Evidenced Value {
        title: "Un code UAI a sept chiffres et une lettre" / "A UAI code has seven digits and a letter",
        message: "code UAI « {value} » : {why}" / "UAI code \"{value}\": {why}",
        helps: ["{advice}" / "{advice}"],
        why: "Le code UAI désigne une école, un lycée, un CFA ou une université dans le répertoire de l'Éducation nationale. Un code de remplissage vaut avertissement : l'élément est facultatif. La longueur est jugée par LHE21 et LHE22." / "The UAI code names a school, a lycée, a CFA or a university in the register of national education. A filler is a warning: the element is optional. The length is judged by LHE21 and LHE22.",
        source: "UAI-01 ; LHEO, type code-UAI",
        bad: "<action><lieu-de-formation><code-UAI-lieu-formation><code-UAI>O440024A</code-UAI></code-UAI-lieu-formation></lieu-de-formation></action>",
        good: "<action><lieu-de-formation><code-UAI-lieu-formation><code-UAI>0440024M</code-UAI></code-UAI-lieu-formation></lieu-de-formation></action>",
    }
    UAI02 "uai-cle-fausse" [E E E E] Evidenced Value {
        title: "Lettre de contrôle d'un code UAI" / "Check letter of a UAI code",
        message: "code UAI {value} : {why}" / "UAI code {value}: {why}",
        helps: ["{advice}" / "{advice}"],
        why: "La lettre dépend des sept chiffres : ce code ne désigne aucun établissement. L'alphabet n'a ni I, ni O, ni Q." / "The letter depends on the seven digits: this code names no school. The alphabet has neither I, O nor Q.",
        source: "UAI-02 ; nombre modulo 23, lecteurs publics des flux de l'apprentissage",
        bad: "<action><lieu-de-formation><code-UAI-lieu-formation><code-UAI>0440024A</code-UAI></code-UAI-lieu-formation></lieu-de-formation></action>",
        good: "<action><lieu-de-formation><code-UAI-lieu-formation><code-UAI>0440024M</code-UAI></code-UAI-lieu-formation></lieu-de-formation></action>",
    }
    UAI03 "uai-non-canonique" [W W W W] Evidenced Value {
        title: "Écriture d'un code UAI" / "How a UAI code is written",
        message: "code UAI « {value} » : {why}" / "UAI code \"{value}\": {why}",
        helps: ["{advice}" / "{advice}"],
        why: "Une lettre minuscule ou des blancs ne changent pas le code, un zéro de tête perdu se retrouve ; mais le code écrit autrement n'est pas reconnu dans le répertoire." / "A lower-case letter or blanks do not change the code, a lost zero can be found again; but a code written otherwise is not recognised in the register.",
        source: "UAI-03 ; lecteurs publics, qui complètent et mettent en majuscules",
        bad: "<action><lieu-de-formation><code-UAI-lieu-formation><code-UAI>0440024m</code-UAI></code-UAI-lieu-formation></lieu-de-formation></action>",
        good: "<action><lieu-de-formation><code-UAI-lieu-formation><code-UAI>0440024M</code-UAI></code-UAI-lieu-formation></lieu-de-formation></action>",
    }
    UAI04 "uai-territoire" [W W W W] Partial Lieu(uai04) {
        title: "Territoire d'un code UAI" / "Territory of a UAI code",
        message: "code UAI {value} : {why}" / "UAI code {value}: {why}",
        helps: ["vérifiez lequel des deux est faux, le code ou l'adresse" / "check which one is wrong, the code or the address"],
        why: "Les trois premiers chiffres d'un code UAI nomment un département : 044, 974 outre-mer, 620 et 720 en Corse. Un lieu d'un autre département a sans doute reçu le code d'un autre site." / "The first three digits of a UAI code name a department: 044, 974 overseas, 620 and 720 in Corsica. A place of another department probably bears the code of another site.",
        source: "UAI-04 ; codes réels, Corse comprise",
        bad: "<action><lieu-de-formation><code-UAI-lieu-formation><code-UAI>0951099D</code-UAI></code-UAI-lieu-formation></lieu-de-formation></action>",
        good: "<action><lieu-de-formation><code-UAI-lieu-formation><code-UAI>0440024M</code-UAI></code-UAI-lieu-formation></lieu-de-formation></action>",
    }
}

fn uai04(lieu: &Scope<'_, LieuDeFormation<'_>>, out: &mut Verdicts) {
    let Some(uai) = lieu.uai.as_ref().and_then(Checked::lenient) else { return };
    let Some(of_uai) = Identifier::departement(&uai).certain() else { return };
    let Some(of_lieu) = lieu.adresse().and_then(|adresse| adresse.departement_probable().certain()) else {
        return;
    };
    if of_uai == of_lieu {
        return;
    }
    let why = |lang: Lang| {
        let words = Bilingual::new(
            "le code est du département {uai}, l'adresse du lieu du {lieu}",
            "the code is of the department {uai}, the address of the place of {lieu}",
        );
        let args = Args::new().text("uai", of_uai.code()).text("lieu", of_lieu.code());
        crate::vocabulary::phrase(words, &args, lang)
    };
    let args = Args::new().text("value", uai.to_string()).told("why", why);
    let place = lieu.path.child("code-UAI-lieu-formation").child("code-UAI");
    let adresse = lieu.path.child("coordonnees").child("adresse");
    out.fault(place, args)
        .value(uai.to_string())
        .related(adresse, Bilingual::new("l'adresse", "the address"));
}

entries! {
    "UAI-01": "sept chiffres et une lettre" / "seven digits and a letter" => Rules["UAI01"],
    "UAI-02": "la lettre est une clé" / "the letter is a key" => Rules["UAI02"],
    "UAI-03": "minuscules et zéro de tête perdu" / "lower case and a lost leading zero" => Rules["UAI03"],
    "UAI-04": "les trois premiers chiffres nomment le département, qui est celui du lieu" / "the first three digits name the department, which is that of the place" => Rules["UAI04"],
    "UAI-05": "UAI et SIRET se correspondent de plusieurs à plusieurs" / "UAI and SIRET are many to many" => Within["aucune règle ne déduit l'un de l'autre ni ne compare leurs couples" / "no rule derives one from the other or compares pairs of them"],
    "UAI-06": "trois UAI distincts : responsable, formateur, lieu" / "three distinct UAI: responsible body, trainer, place" => Within["Organisme::uai de chaque rôle et LieuDeFormation::uai : aucun ne remplace l'autre ; les fermetures demandent un répertoire que sofi ne lit pas" / "Organisme::uai of each role and LieuDeFormation::uai: none stands for another; closings need a register that sofi does not read"],
}

#[cfg(test)]
mod tests {
    use crate::{
        Action, Adresse, Coordonnees, Formation, LieuDeFormation, Profile, Severity,
        rules::testing::{fired, found},
    };

    const PLACE: &str = "action[1]/lieu-de-formation[1]/code-UAI-lieu-formation/code-UAI";

    fn at<'a>(uai: &'a str, adresse: Adresse<'a>) -> Formation<'a> {
        let coordonnees = Coordonnees::default().adresse(adresse);
        let lieu = LieuDeFormation::default().uai(uai).coordonnees(coordonnees);
        Formation::default().action(Action::default().lieu(lieu))
    }

    #[test]
    fn each_fault_has_its_rule() {
        for (uai, code, severity) in [
            ("O951099D", "UAI01", Severity::Error),
            ("0951099", "UAI01", Severity::Error),
            ("00000000", "UAI01", Severity::Warning),
            ("0951099C", "UAI02", Severity::Error),
            ("0951099d", "UAI03", Severity::Warning),
            ("951099D", "UAI03", Severity::Error),
            ("9990000A", "UAI02", Severity::Error),
        ] {
            let formation = at(uai, Adresse::default());
            let there: Vec<_> =
                fired(&formation, Profile::Lheo).into_iter().filter(|(_, at)| at == PLACE).collect();
            assert_eq!(there, [(code, PLACE.to_owned())], "{uai}");
            let severity = if code == "UAI03" { Severity::Warning } else { severity };
            assert_eq!(found(&formation, Profile::Lheo, code), [(PLACE.to_owned(), severity)], "{uai}");
        }
    }

    #[test]
    fn the_place_is_in_the_department_of_its_code() {
        let uai04 = |uai, adresse| found(&at(uai, adresse), Profile::Lheo, "UAI04");
        let of = |commune| Adresse::default().commune(commune);
        assert_eq!(uai04("0951099D", of("44109")), [(PLACE.to_owned(), Severity::Warning)]);
        assert_eq!(uai04("0951099D", of("95127")), []);
        assert_eq!(uai04("6200002H", of("2A004")), []);
        assert_eq!(uai04("7200009X", of("2A004")).len(), 1);
        // An address abroad, or a postal code that two departments share, says nothing.
        assert_eq!(uai04("0951099D", Adresse::default()), []);
        assert_eq!(uai04("0951099D", of("44109").pays("BE")), []);
        assert_eq!(uai04("0510001Z", Adresse::default().codepostal("52100")), []);
        let nowhere = format!("9990000{}", crate::CodeUai::cle(9_990_000));
        assert_eq!(uai04(&nowhere, Adresse::default()).len(), 1);
    }
}
