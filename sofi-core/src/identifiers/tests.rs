//! What is said of values of every kind, in both languages: one snapshot, read line by line when it changes.

use std::fmt::Write as _;

use super::{Analysis, IdentifierKind, Verdict};
use crate::{Lang, Presumed, Severity};

/// Values of each kind: right, written otherwise, at the bounds, damaged.
const VALUES: [(IdentifierKind, &str); 18] = [
    (
        IdentifierKind::Siren,
        "195112966|195 112 966|SIREN : 195112966|195112967|19511296|1951129660|000000000||123456789|1951l2966|19511296600799|356000000|NÉANT|en cours|1,95113E+8",
    ),
    (
        IdentifierKind::Siret,
        "19511296600799|195 112 966 00799|n° SIRET 19511296600799|19511296600798|1951129660079|019511296600799|2408240600034|0000000000000|00000000000000|195112966|35600000000048|35600000049837|35600000000049|195112966OO799|1.95113E+13|12345678901234|FR86792377731|19511296600799 ",
    ),
    (
        IdentifierKind::Tva,
        "FR86792377731|FR 86 792 377 731|fr86792377731|FR87792377731|FRK7792377731|FR86792377732|FR56000000|FR7600012345|FR9200000000000|TVA FR86792377731|DE86792377731||792377731|FR86792377731X|FR00000000000|FR12000000000",
    ),
    (
        IdentifierKind::Nda,
        "52440363444|52 44 03634 44|n° DA 52440363444|2151P001151|2151p001151|52318107632|52750363475|98970363497|12440363444|99440363444|07440363444|4973676397|04973676397|94202000020|942A012342A|0000000000|00000000000|12345678901|en cours d'enregistrement|5244036344|5244X036344|524403634444|",
    ),
    (
        IdentifierKind::Uai,
        "0951099D|0951099d|951099D|951099E|0951099C|6200002H|7200009X|9740001A|9990001A|00000000|0951099|0951099DD|0951099é||095 1099 D|UAI 0951099D",
    ),
    (
        IdentifierKind::Rncp,
        "RNCP12345|rncp 12345|RNCP1|RNCP123456|RNCP1234567|RNCP0|RNCP012345|12345|RS12345|RNCP|RNCP12A45||RNCP 36 788",
    ),
    (IdentifierKind::Rs, "RS5695|rs 5695|RS1|RS123456|RS1234567|RS0|RS05695|5695|RNCP5695|RS||RS56A5"),
    (
        IdentifierKind::Cpf,
        "CPF12345|cpf 12345|12345|CPF012345|012345|209|210|222|223|CPF215|CPF200|CPF202|CPF204|CPF206|CPF209|CPF210|CPF222|CPF223|CPF0|CPF1234567890|CPF||1234567|CPF12A45|247|RNCP12345",
    ),
    (IdentifierKind::CertifInfo, "97049|097049|0|1234567|123456|97 049||9704A|-97049|000000|CI 97049"),
    (
        IdentifierKind::Bloc,
        "RNCP34956BC01|rncp34956bc01|RNCP34956 BC 01|RNCP34956BC1|BC01|01|RNCP34956|RNCP34956BC001|RS34956BC01|RNCP34956BC00|RNCP34956BC||RNCP34956BCA1|A34956|RNCP34956BC1A|34956BC01",
    ),
    (IdentifierKind::Formacode, "31054|31 054|3105|310541|31A54||00000|99999|0"),
    (IdentifierKind::Nsf, "326|326t|326T|32|3260|100|999|32A||326n|3|126a|000"),
    (IdentifierKind::Rome, "M1805|m1805|M 1805|M180|M18055|Z9999|O1805|41112|4111|1805||MM805"),
    (
        IdentifierKind::Cp,
        "44000|44 000|4400|1000|01000|440000|20200|20000|97400|98800|99000|00000|2A000|75116|97133|42620|48000|03800|F-44000||98000|F44000",
    ),
    (
        IdentifierKind::Commune,
        "44109|44 109|2A004|2a004|2B033|20004|97411|98818|75056|75101|75119|75001|75020|75021|69381|69389|69390|13201|13216|00000|99999|4109|441090||96001|975",
    ),
    (
        IdentifierKind::Session,
        "24_207481|14_AF_0000011179|14_AF_0000011179_SE_0000093700|52_207481|27_1|00_1|2_207481|207481|F-2026-12|24_ABC|24_|_1||24_AF207481|24-207481|21_SESSION-DE-SEPTEMBRE-2026|24_2074812074812074812074|24_20748120748120748120748",
    ),
    (
        IdentifierKind::CleMinistere,
        "097049P013X3495860990002134958609900021-57316#L01|097049P013X3495860990002134958609900021-99999#LAD|097049P013X3495860990002134958609900022-57316#L01|097049P013X3495860990002134958609900021-57316#LA1|097049P013X3495860990002134958609900021-57316#L0D|097049P013X3495860990002134958609900021-57316#L0|097049P013X3495860990002134958609900021-57316#L011|097049P013X3495860990002134958609900021-5731A#L01|097049p013X3495860990002134958609900021-57316#L01||097049P013X3495860990002134958609900021_57316#L01|000000P013X3495860990002134958609900021-57316#L01",
    ),
    (
        IdentifierKind::Date,
        "20260901|20260900|20260000|00000000|99999999|20260931|20261301|20260010|00000101|00010101|2026-09-01|01/09/2026|1/9/2026|2026-09-01T10:00:00|20260901 00:00:00|2026090|202609011||20240229|20230229|2026 09 01|01-09-2026|2026/09/01|20260901X10",
    ),
];

fn told(analysis: &Analysis) -> String {
    let mut out = format!("{:?}: {}", analysis.text, analysis.verdict.as_str());
    let mut add = |text: &str| out.push_str(text);
    if let (Some(value), Some(grouped)) = (&analysis.value, &analysis.grouped) {
        add(&format!(" {value} ({grouped})"));
    }
    if !analysis.changes.is_empty() {
        let names: Vec<&str> = analysis.changes.iter().map(super::Change::as_str).collect();
        add(&format!(" [{}]", names.join(" ")));
    }
    if let Some(code) = analysis.cited() {
        add(&format!(" {code}"));
    }
    if let Some(repair) = &analysis.repair {
        add(&format!(" -> {repair}"));
    }
    for lang in [Lang::Fr, Lang::En] {
        let mut line = Vec::new();
        line.extend(analysis.fault.map(|fault| format!("{}: {}", fault.as_str(), fault.message(lang))));
        line.extend(analysis.advice(lang));
        if !analysis.changes.is_empty() {
            line.push(analysis.changes.message(lang));
        }
        let part =
            |part: &super::Part| format!("{} ({}) = {}", part.name, part.label.get(lang), part.value(lang));
        line.extend(analysis.parts.iter().map(part));
        for remark in &analysis.remarks {
            let mark = if remark.is_doubt() { "?" } else { "" };
            line.push(format!(
                "{}{mark} {} {}",
                remark.rule(),
                Severity::as_str(remark.severity()),
                remark.message(lang)
            ));
        }
        if !line.is_empty() {
            let _ = write!(out, "\n    {}", line.join(" | "));
        }
    }
    let departments: Vec<&str> = analysis.departement.candidates().map(crate::Departement::code).collect();
    if !departments.is_empty() {
        let regions: Vec<String> = analysis.region.candidates().map(|region| region.to_string()).collect();
        let sure = if matches!(analysis.departement, Presumed::Certain(_)) { "" } else { "?" };
        let _ = write!(out, "\n    in {}{sure}, {}", departments.join(" "), regions.join(" "));
    }
    out
}

#[test]
fn what_is_said_of_values_of_every_kind() {
    let mut out = String::new();
    for (kind, texts) in VALUES {
        let _ = writeln!(out, "# {kind} ({}, {})", kind.label().get(Lang::Fr), kind.label().get(Lang::En));
        for text in texts.split('|') {
            let _ = writeln!(out, "{}", told(&Analysis::new(kind, text)));
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn verdicts_have_words() {
    let all = [Verdict::Valid, Verdict::NotCanonical, Verdict::Absent, Verdict::Invalid];
    let words = all.map(|verdict| (verdict.words().get(Lang::Fr), verdict.words().get(Lang::En)));
    assert_eq!(
        words,
        [
            ("valide", "valid"),
            ("valide une fois remis en forme", "valid once rewritten"),
            ("absent", "absent"),
            ("refusé", "refused"),
        ]
    );
    assert_eq!(all.map(Verdict::is_valid), [true, true, false, false]);
}

#[test]
fn what_only_programs_ask_for() {
    let commune = |code: &str| code.parse::<super::CodeCommune>().unwrap().arrondissement_meant();
    let meant = ["75001", "75010", "75019", "75020", "75021", "75101", "69001"].map(commune);
    let texts = meant.map(|code| code.map(|code| code.to_string()));
    assert_eq!(
        texts.each_ref().map(Option::as_deref),
        [Some("75101"), Some("75110"), Some("75119"), Some("75120"), None, None, None]
    );
    let certifinfo: super::CodeCertifInfo = "97049".parse().unwrap();
    assert_eq!(certifinfo.padded(), "097049");
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    assert_eq!(super::PartialDate::from_day(day).unwrap().to_string(), "20261123");
    let error = "19511296600798".parse::<super::Siret>().unwrap_err();
    assert_eq!(error.advice(Lang::En), Analysis::of::<super::Siret>("19511296600798").advice(Lang::En));
}
