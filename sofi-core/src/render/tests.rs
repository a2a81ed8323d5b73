//! Snapshots of every format, over one report made by hand.
#![allow(unreachable_pub, dead_code, reason = "`rules!` writes public items, here in a private module")]

use chrono::NaiveDate;

use super::{TextOptions, concise, json, jsonl, sarif, text};
use crate::{
    Arg, Args, Bilingual, Context, Edit, Excerpt, FileReport, Finding, Fix, Lang, NotEvaluated, Place,
    Profile, Related, Report, Safety, Severity,
};

crate::rules! {
    DEM01 "demonstration" Warning {
        title: "Une démonstration" / "A demonstration",
        message: "l'attribut {attribute} est déjà pris" / "the attribute {attribute} is already taken",
        label: "" / "",
        helps: [],
        why: "Pour montrer." / "To show.",
        source: "this test",
        bad: "<a/>",
        good: "",
    }
    LHE03 "element-inconnu" Error {
        title: "Élément inconnu" / "Unknown element",
        message: "<{element}> n'existe pas dans {dialect}" / "<{element}> does not exist in {dialect}",
        label: "attendu ici : {expected}" / "expected here: {expected}",
        helps: ["corrigez en <{suggestion}>" / "correct it into <{suggestion}>"],
        why: "Pour montrer." / "To show.",
        source: "this test",
        bad: "<coordonneFs/>",
        good: "<coordonnees/>",
    }
    LHE21 "texte-trop-long" Error {
        title: "Texte trop long" / "Text too long",
        message: "<{element}> : {length|caractère|caractères}, {max} au plus" / "<{element}>: {length|character|characters}, {max} at most",
        label: "{excess} de trop" / "{excess} too many",
        helps: ["sans les {blanks} en début et en fin, le texte tiendrait" / "without the {blanks} at both ends, the text would fit"],
        why: "Chaque texte a une longueur maximale : au-delà, le fichier est rejeté." / "Each text has a greatest length; past it, the file is rejected.",
        source: "this test",
        bad: "<SIRET>019511296600799</SIRET>",
        good: "<SIRET>19511296600799</SIRET>",
    }
}

fn place(line: u64, column: u64, offset: u64, path: &str) -> Place {
    let element = path.rsplit('/').find(|step| !step.starts_with('@')).map(str::to_owned);
    Place { line, column, offset, end_offset: offset + 13, path: path.to_owned(), element, attribute: None }
}

fn unknown_element() -> Finding {
    let path = "/lheo/offres/formation[1]/contact-formation/coordonneFs";
    let args = Args::new()
        .text("element", "coordonneFs")
        .text("dialect", "LHEO 2.2")
        .with("expected", Arg::AnyOf(vec!["coordonnees"]))
        .text("suggestion", "coordonnees");
    Finding {
        context: Context { formation: Some("F_XX_XX".to_owned()), ..Context::default() },
        fix: Some(Fix {
            safety: Safety::Suggested,
            description: Bilingual::new("corriger le nom de l'élément", "correct the name of the element"),
            replacement: "coordonnees".to_owned(),
            edits: vec![Edit { offset: 501, length: 11, replacement: "coordonnees".to_owned() }],
        }),
        excerpt: Some(Excerpt {
            text: "<coordonneFs>".to_owned(),
            cut_before: false,
            cut_after: false,
            start: 1,
            width: 11,
        }),
        ..Finding::new(&LHE03, place(14, 1, 500, path), args)
    }
}

fn too_long() -> Finding {
    let path = "/lheo/offres/formation[1]/action[1]/session[2]/modalites-inscription";
    let args = Args::new()
        .text("element", "modalites-inscription")
        .count("length", 3012)
        .count("max", 3000)
        .count("excess", 12);
    Finding {
        value: Some(format!("a\u{1b}[31m{}", "é".repeat(300))),
        context: Context {
            formation: Some("F_XX_XX".to_owned()),
            siret: Some("19511296600799".to_owned()),
            organisme: Some("GRETA".to_owned()),
            departement: Some("51".to_owned()),
            ..Context::default()
        },
        ..Finding::new(&LHE21, place(40, 9, 900, path), args)
    }
}

/// A line that tries to clear the screen and to turn the text around.
fn hostile() -> Finding {
    Finding {
        excerpt: Some(Excerpt {
            text: "\t\u{1b}[2J\u{202e}<action numero=\"1\">\r".to_owned(),
            cut_before: true,
            cut_after: true,
            start: 7,
            width: 6,
        }),
        related: vec![Related {
            place: place(1200, 4, 50_000, "/lheo/offres/formation[1]/action[1]"),
            what: Bilingual::new("première occurrence", "first occurrence"),
        }],
        ..Finding::new(
            &DEM01,
            Place {
                attribute: Some("numero".to_owned()),
                ..place(1234, 6, 51_000, "/lheo/offres/formation[1]/action[2]/@numero")
            },
            Args::new().text("attribute", "numero\n\u{9b}"),
        )
    }
}

fn file(path: &str, findings: Vec<Finding>) -> FileReport {
    let mut file = FileReport {
        path: path.to_owned(),
        sha256: Some("ab".repeat(32)),
        dialect: Some("2.2"),
        dialect_title: Some("LHEO 2.2"),
        encoding: Some("UTF-8"),
        root: Some("lheo".to_owned()),
        bytes: 20812,
        formations: 1,
        actions: 2,
        sessions: 1234,
        ..FileReport::default()
    };
    for finding in &findings {
        file.summary.add(finding.severity);
        file.fixable += u64::from(finding.fix.is_some());
    }
    file.findings = findings;
    file
}

fn report(files: Vec<FileReport>) -> Report {
    Report { as_of: NaiveDate::from_ymd_opt(2026, 11, 23), files, ..Report::default() }
}

fn everything() -> Report {
    let mut report = report(vec![file("flux.xml", vec![unknown_element(), too_long(), hostile()])]);
    report.not_evaluated = ["CRT12", "CRT13"]
        .map(|code| NotEvaluated {
            code,
            reason: Bilingual::new("aucun registre « certifications »", "no register \"certifications\""),
            count: 1,
        })
        .to_vec();
    report
}

fn shown(report: &Report, options: &TextOptions) -> String {
    let mut out = Vec::new();
    text(report, options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn in_french(report: &Report) -> String {
    shown(report, &TextOptions::default())
}

#[test]
fn text_in_french() {
    insta::assert_snapshot!(in_french(&everything()));
}

#[test]
fn text_in_english() {
    insta::assert_snapshot!(shown(&everything(), &TextOptions { lang: Lang::En, ..TextOptions::default() }));
}

#[test]
fn text_in_colour() {
    let report = report(vec![file("flux.xml", vec![unknown_element()])]);
    let text = shown(&report, &TextOptions { colour: true, ..TextOptions::default() });
    insta::assert_snapshot!(text.replace('\u{1b}', "ESC"));
}

#[test]
fn repeated_findings_are_folded_and_counted() {
    let mut findings: Vec<_> = (0..23).map(|_| too_long()).collect();
    findings.insert(3, unknown_element());
    let mut first = file("a.xml", findings);
    first.summary.error += 1000;
    first.error = Some("disque\u{7}".to_owned());
    let second = FileReport { dialect_title: Some("EDOF"), profile: Profile::Edof, ..file("b.xml", vec![]) };
    let text = in_french(&report(vec![first, second]));
    assert_eq!(text.matches("[LHE21").count(), 20);
    let end = text.find("a.xml\u{a0}: …").unwrap();
    insta::assert_snapshot!(&text[end..]);
    let all = TextOptions { max_shown: 0, ..TextOptions::default() };
    assert_eq!(shown(&report(vec![file("a.xml", vec![too_long(); 23])]), &all).matches("[LHE21").count(), 23);
}

#[test]
fn verdicts_agree_in_number_and_gender() {
    let clean = report(vec![FileReport { sessions: 1, actions: 0, resumes: 3, ..file("a.xml", vec![]) }]);
    assert_eq!(
        in_french(&clean).replace('\u{a0}', " "),
        "Aucune erreur : 1 fichier, 1 formation, 0 action, 1 session, 3 résumés (LHEO 2.2, profil lheo, au 23/11/2026)\n"
    );
    let mut finding = hostile();
    finding.severity = Severity::Info;
    let infos = report(vec![file("a.xml", vec![finding.clone()]), file("b.xml", vec![finding])]);
    assert!(in_french(&infos).ends_with("\u{a0}: aucune erreur, 2\u{a0}infos\n"));
}

#[test]
fn nothing_from_a_feed_reaches_the_terminal_raw() {
    let raw = |c: char| c != '\n' && super::neutral::is_dangerous(c);
    let report = everything();
    assert!(!in_french(&report).contains(raw));
    let mut out = Vec::new();
    json(&report, Lang::Fr, &mut out).unwrap();
    jsonl(&report, Lang::Fr, &mut out).unwrap();
    assert!(!String::from_utf8(out).unwrap().contains(raw));
}

#[test]
fn one_line_for_each_finding() {
    let mut out = Vec::new();
    concise(&everything(), Lang::Fr, false, &mut out).unwrap();
    insta::assert_snapshot!(String::from_utf8(out).unwrap());
}

#[test]
fn json_of_everything() {
    let mut out = Vec::new();
    json(&everything(), Lang::Fr, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    // A release must not change the snapshot.
    let versions = [(crate::VERSION, "VERSION"), (crate::CATALOGUE, "CATALOGUE")];
    let stable = versions.iter().fold(text.clone(), |text, (now, word)| text.replacen(now, word, 1));
    insta::assert_snapshot!(stable);
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let finding = &value["files"][0]["findings"][1];
    assert_eq!(finding["value"].as_str().unwrap().chars().count(), 200);
    assert!(finding["value"].as_str().unwrap().starts_with("a\u{1b}["), "escaped, not changed");
}

#[test]
fn sarif_for_forges() {
    let mut report = everything();
    report.files[0].error = Some("disque".to_owned());
    let mut out = Vec::new();
    sarif(&report, Lang::Fr, &mut out).unwrap();
    assert!(!out.contains(&0x1b), "nothing drives a terminal");
    let log: serde_json::Value = serde_json::from_slice(&out).unwrap();
    insta::assert_snapshot!(format!("{log:#}"));
}

#[test]
fn jsonl_has_the_findings_of_json() {
    let report = everything();
    let (mut whole, mut lines) = (Vec::new(), Vec::new());
    json(&report, Lang::En, &mut whole).unwrap();
    jsonl(&report, Lang::En, &mut lines).unwrap();
    let whole: serde_json::Value = serde_json::from_slice(&whole).unwrap();
    let lines = String::from_utf8(lines).unwrap();
    let lines: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(whole["files"][0]["findings"], serde_json::Value::Array(lines));
}

#[test]
fn profile_is_null_when_files_differ() {
    let edof = FileReport { profile: Profile::Edof, level: crate::Level::Xsd, ..file("b.xml", vec![]) };
    let mut out = Vec::new();
    json(&report(vec![file("a.xml", vec![]), edof]), Lang::Fr, &mut out).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert!(value["profile"].is_null() && value["level"].is_null());
}
