//! The Formacode, its versions, and what it is used for.

use crate::{
    Args, Bilingual, Checked, CodeReference, Fault, Formacode, Formation, Lacune, RegistreKind, Registres,
    Safety, Scope, Severity, Verdicts, rules::macros::family,
};

family! {
    DOM01 "formacode-invalide" [E E E E] Evidenced Code(dom01) {
        title: "Formacode et version de la liste" / "Formacode and version of the list",
        message: "<{element}> {value} : {why}" / "<{element}> {value}: {why}",
        helps: ["écrivez {repair}" / "write {repair}"],
        why: "Le Formacode classe l'offre par domaine : cinq chiffres, et dans ref la version de la liste, V14 par exemple. Un code faux, ou lu dans une autre version, range l'offre dans un autre domaine." / "The Formacode files the offer by field: five digits, and in ref the version of the list, V14 for instance. A false code, or one read in another version, files the offer under another field.",
        source: "DOM-01 ; LHEO : attribut ref, V10 et suivantes ; registre « formacode » pour l'existence du code",
        needs: ["formacode"],
        bad: "<domaine-formation><code-FORMACODE ref=\"v14\">22403</code-FORMACODE></domaine-formation>",
        good: "<domaine-formation><code-FORMACODE ref=\"V14\">22403</code-FORMACODE></domaine-formation>",
    }
    DOM02 "formacode-de-remplissage" [W W W W] Partial Code(dom02) {
        title: "Formacode de remplissage, ou pris pour un autre" / "Filler Formacode, or one taken for another",
        message: "<{element}> {value} : {why}" / "<{element}> {value}: {why}",
        helps: ["choisissez un code dans la liste des {list}" / "choose a code in the list of {list}"],
        why: "Les publics et les modalités pédagogiques ont leurs propres Formacodes, en 8 et en 9 ; 00000 n'est dans aucune liste. Un code hors de sa liste n'est retrouvé par aucune recherche." / "Audiences and pedagogical methods have Formacodes of their own, that start with 8 and 9; 00000 is in no list. A code out of its list is found by no search.",
        source: "DOM-02 ; 00000 écrit par des générateurs ; listes des publics (80 à 83) et des modalités (9)",
        bad: "<action><code-public-vise ref=\"V14\">00000</code-public-vise></action>",
        good: "<action><code-public-vise ref=\"V14\">83056</code-public-vise></action>",
    }
    DOM03 "formacode-manquant" [W W - W] Inferred Formation(dom03) {
        title: "Offre non certifiante sans Formacode" / "Offer that certifies nothing, without a Formacode",
        message: "la formation n'est pas certifiante et n'a pas de Formacode" / "the formation certifies nothing and has no Formacode",
        helps: ["donnez le domaine dans <code-FORMACODE>, le principal en premier" / "give the field in <code-FORMACODE>, the main one first"],
        why: "Une formation certifiante est classée par sa certification. Sans certification ni Formacode, aucune recherche par domaine ne la trouve." / "A formation that certifies is filed by its certification. Without certification or Formacode, no search by field finds it.",
        source: "DOM-03 ; déduit de la diapositive 5 (Formacodes des domaines d'intervention) et de la règle d'EDOF",
        bad: "<domaine-formation><code-FORMACODE ref=\"V14\">00000</code-FORMACODE></domaine-formation>",
        good: "<domaine-formation><code-FORMACODE ref=\"V14\">22403</code-FORMACODE></domaine-formation>",
    }
    DOM04 "nsf-invalide" [E E E E] Evidenced Value {
        title: "Forme d'un code NSF" / "Form of an NSF code",
        message: "code NSF {value} : {why}" / "NSF code {value}: {why}",
        helps: ["{advice}" / "{advice}"],
        why: "LHEO attend les trois chiffres de la spécialité. France compétences y ajoute une lettre de fonction, 221w, pour laquelle LHEO n'a pas de place." / "LHEO expects the three digits of the speciality. France compétences adds a letter of function, 221w, for which LHEO has no room.",
        source: "DOM-04 ; LHEO : NSF en trois positions ; fiches de France compétences",
        bad: "<domaine-formation><code-NSF>2A1</code-NSF></domaine-formation>",
        good: "<domaine-formation><code-NSF>221</code-NSF></domaine-formation>",
    }
    DOM05 "rome-invalide" [E E E E] Evidenced Value {
        title: "Forme d'un code ROME" / "Form of a ROME code",
        message: "code ROME {value} : {why}" / "ROME code {value}: {why}",
        helps: ["{advice}" / "{advice}"],
        why: "Un code du ROME est une lettre et quatre chiffres depuis la version 3. Les cinq chiffres de la version 2 ne correspondent plus à aucun métier." / "A ROME code is a letter and four digits since version 3. The five digits of version 2 match no trade any more.",
        source: "DOM-05 ; ROME version 3 ; le dictionnaire de LHEO garde la version 2",
        bad: "<domaine-formation><code-ROME>11111</code-ROME></domaine-formation>",
        good: "<domaine-formation><code-ROME>F1604</code-ROME></domaine-formation>",
    }
}

fn dom01(code: &Scope<'_, CodeReference<'_>>, out: &mut Verdicts) {
    let element = code.path.name();
    let args = |value: &str| Args::new().text("element", element).text("value", crate::finding::shown(value));
    if let Some(field) = &code.code
        && let Some(error) = field.error()
    {
        // Nothing is for the format to say, a filler for DOM02.
        if error.fault().is_absent() {
            return;
        }
        let text = field.raw();
        let args = args(&text).told("why", |lang| error.fault().message(lang));
        let args = match error.repair() {
            Some(repair) => args.text("repair", repair.to_string()),
            None => args,
        };
        let finding = out.fault(code.path.clone(), args).value(&*text);
        let is_writing = matches!(error.fault(), Fault::NotCanonical(_));
        if is_writing {
            finding.at_most(Severity::Warning);
        }
        if let Some(repair) = error.repair() {
            finding.replace(if is_writing { Safety::Safe } else { Safety::Suggested }, repair.to_string());
        }
    }
    let written = code.reference.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let version = written.and_then(version);
    if let Some(written) = written {
        let right = version.map(|version| format!("V{version}"));
        if right.as_deref() != Some(written) {
            let args = args(&format!("ref=\"{written}\""));
            let why = Bilingual::new(
                "la version s'écrit V et son numéro, V14",
                "a version is written V and its number, V14",
            );
            let args = args.words("why", why);
            let args = match &right {
                Some(right) => args.text("repair", right.clone()),
                None => args,
            };
            let finding = out.fault(code.path.child("@ref"), args).at_most(Severity::Warning).value(written);
            if let Some(right) = right {
                finding.replace(Safety::Safe, right);
            }
        }
    }
    // Lists of publics and methods come in other files.
    let value = code.code.as_ref().and_then(Checked::lenient).filter(|_| element == "code-FORMACODE");
    if let (Some(value), Some(version)) = (value, version) {
        known(code, value, version, out);
    }
}

/// The number of a version: `V14`, or `v14`, `V 14`, `14`.
fn version(text: &str) -> Option<u8> {
    let number = text.trim_start_matches(['V', 'v']).trim_start();
    let is_number = (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    number.parse().ok().filter(|number| is_number && *number > 0)
}

/// Is the code in this version of the list? The register tells.
fn known(code: &Scope<'_, CodeReference<'_>>, value: Formacode, version: u8, out: &mut Verdicts) {
    let Some(formacodes) = code.registre(RegistreKind::Formacode, Registres::formacodes, out) else { return };
    if !formacodes.versions().contains(&version) {
        return out.lacune(Lacune::Donnees(Bilingual::new(
            "cette version du Formacode n'est pas dans le registre",
            "this version of the Formacode is not in the register",
        )));
    }
    if formacodes.get_in(value, version).is_none() {
        let why = Bilingual::new(
            "le registre n'a pas ce code dans la version {version}",
            "the register has no such code in version {version}",
        );
        let words = Args::new().text("version", format!("V{version}"));
        let args = Args::new()
            .text("element", code.path.name())
            .text("value", value.to_string())
            .told("why", |lang| crate::vocabulary::phrase(why, &words, lang));
        out.fault(code.path.clone(), args).at_most(Severity::Warning).value(value.to_string());
    }
}

fn dom02(code: &Scope<'_, CodeReference<'_>>, out: &mut Verdicts) {
    let Some(field) = &code.code else { return };
    let element = code.path.name();
    let (first, list) = match element {
        "code-public-vise" => (Some('8'), Bilingual::new("publics", "audiences")),
        "code-modalite-pedagogique" => (Some('9'), Bilingual::new("modalités pédagogiques", "methods")),
        _ => (None, Bilingual::new("domaines", "fields")),
    };
    let text = field.raw();
    let args =
        Args::new().text("element", element).text("value", crate::finding::shown(&text)).words("list", list);
    if field.error().is_some_and(|error| error.fault() == Fault::Placeholder) {
        let why = Bilingual::new("une valeur de remplissage", "a filler");
        out.fault(code.path.clone(), args.words("why", why)).value(&*text);
        return;
    }
    let Some(value) = field.lenient().map(|value| value.to_string()) else { return };
    let is_out = match first {
        Some(first) => !value.starts_with(first),
        None => value.starts_with(['8', '9']),
    };
    if is_out {
        let why = match first {
            Some('8') => {
                Bilingual::new("ce n'est pas le code d'un public", "this is not the code of an audience")
            }
            Some(_) => Bilingual::new(
                "ce n'est pas le code d'une modalité pédagogique",
                "this is not the code of a pedagogical method",
            ),
            None => Bilingual::new(
                "ce n'est pas le code d'un domaine, mais celui d'un public ou d'une modalité",
                "this is not the code of a field, but that of an audience or of a method",
            ),
        };
        out.fault(code.path.clone(), args.words("why", why)).value(value).at_most(Severity::Info);
    }
}

fn dom03(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    // What certifies is filed by its certification, and initial training by that of other bodies.
    if formation.is_certifiante() != Some(false) || formation.is_formation_initiale() {
        return;
    }
    let is_code = |code: &CodeReference<'_>| code.code.as_ref().is_some_and(|code| !code.is_absent());
    let is_certified = formation.certifications.iter().any(|certification| !certification.is_empty())
        || !formation.types_formation.is_empty();
    if !is_certified && !formation.formacodes.iter().any(is_code) {
        out.fault(formation.path.clone(), Args::new());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Action, Certification, FormacodesBuilder, Organisme, Origine, Profile, RegistreKind, Registres,
        TermeFormacode,
        rules::testing::{found, judged_with},
    };

    fn code(code: &'static str, reference: &'static str) -> CodeReference<'static> {
        CodeReference::default().code(code).reference(reference)
    }

    #[test]
    fn codes_and_versions() {
        let formation = Formation::default()
            .formacode(code("22403", "V14"))
            .formacode(code("2240A", "v14"))
            .formacode(code("22403", "FORMACODE"))
            .formacode(CodeReference::default().code("22403"))
            .action(Action::default().public(code("80056", "V9")).modalite_pedagogique(code("96112", "14")))
            .responsable(Organisme::default().potentiel(code("22403", "V12")));
        let at = |path: &str, severity| (path.to_owned(), severity);
        assert_eq!(
            found(&formation, Profile::Lheo, "DOM01"),
            [
                at("domaine-formation/code-FORMACODE[2]", Severity::Error),
                at("domaine-formation/code-FORMACODE[2]/@ref", Severity::Warning),
                at("domaine-formation/code-FORMACODE[3]/@ref", Severity::Warning),
                at("action[1]/code-modalite-pedagogique[1]/@ref", Severity::Warning),
            ]
        );
    }

    #[test]
    fn each_list_has_its_codes() {
        let formation = Formation::default().formacode(code("83056", "V14")).action(
            Action::default()
                .public(code("00000", "V14"))
                .public(code("82044", "V14"))
                .public(code("22403", "V14"))
                .modalite_pedagogique(code("96112", "V14"))
                .modalite_pedagogique(code("22403", "V14")),
        );
        let at = |path: &str, severity| (path.to_owned(), severity);
        assert_eq!(
            found(&formation, Profile::OffreInfo, "DOM02"),
            [
                at("domaine-formation/code-FORMACODE[1]", Severity::Info),
                at("action[1]/code-public-vise[1]", Severity::Warning),
                at("action[1]/code-public-vise[3]", Severity::Info),
                at("action[1]/code-modalite-pedagogique[2]", Severity::Info),
            ]
        );
    }

    #[test]
    fn the_register_knows_versions_apart() {
        let mut builder = FormacodesBuilder::new(Origine::new(RegistreKind::Formacode, "essai"));
        builder.push(TermeFormacode { code: "22403".parse().unwrap(), version: Some(14), libelle: None });
        let mut registres = Registres::default();
        registres.add(builder.build());
        let formation = Formation::default()
            .formacode(code("22403", "V14"))
            .formacode(code("22404", "V14"))
            .formacode(code("22404", "V12"));
        let judged = judged_with(&formation, Profile::Lheo, &registres);
        let found: Vec<_> = judged.findings.iter().filter(|it| it.rule.code == "DOM01").collect();
        assert_eq!((found.len(), found[0].severity), (1, Severity::Warning));
        assert_eq!(found[0].path.to_string(), "domaine-formation/code-FORMACODE[2]");
        let lacunes: Vec<_> = judged.lacunes.iter().filter(|(rule, ..)| rule.code == "DOM01").collect();
        assert!(matches!(lacunes[..], [(_, Lacune::Donnees(_), 1)]), "V12 is not in it");
    }

    #[test]
    fn what_certifies_nothing_has_a_field() {
        let plain = || Formation::default().certifiante("0");
        assert_eq!(found(&plain(), Profile::Lheo, "DOM03"), [(String::new(), Severity::Warning)]);
        assert_eq!(found(&plain(), Profile::Edof, "DOM03"), []);
        for quiet in [
            Formation::default(),
            Formation::default().certifiante("1"),
            plain().formacode(code("22403", "V14")),
            plain().certification(Certification::default().rs("RS6604")),
        ] {
            assert_eq!(found(&quiet, Profile::PaysDeLaLoire, "DOM03"), []);
        }
    }

    #[test]
    fn specialities_and_trades() {
        let formation =
            Formation::default().nsf("221").nsf("2A1").nsf("000").rome("F1604").rome("11111").rome("f1604");
        let at = |path: &str, severity| (path.to_owned(), severity);
        assert_eq!(
            found(&formation, Profile::Lheo, "DOM04"),
            [
                at("domaine-formation/code-NSF[2]", Severity::Error),
                at("domaine-formation/code-NSF[3]", Severity::Warning),
            ]
        );
        assert_eq!(
            found(&formation, Profile::Lheo, "DOM05"),
            [
                at("domaine-formation/code-ROME[2]", Severity::Warning),
                at("domaine-formation/code-ROME[3]", Severity::Warning),
            ]
        );
    }
}
