//! Identifiers and territory: properties, and vectors of values with what is expected of them.

#![allow(clippy::print_stdout, reason = "a skipped test says so")]

use std::{fs, path::Path};

use chrono::NaiveDate;
use proptest::prelude::*;
use sofi_core::{
    Analysis, CodeBloc, CodeCertifInfo, CodeCommune, CodeCpf, CodeNsf, CodePostal, CodeRncp, CodeRome,
    CodeRs, CodeUai, Conditions, Contact, Coordonnees, Departement, Formacode, Formation, Identifier,
    IdentifierKind as Kind, NumeroActivite, NumeroSession, PartialDate, Presumed, Profile, Region, RuleSet,
    Severity, Siren, Siret, Verdict, judge as judge_offer,
};

/// The canonical form is read back as the same value, and so is every other way of writing it.
fn round_trip<T: Identifier + serde::Serialize + serde::de::DeserializeOwned>(text: &str) -> T {
    let value: T = text.parse().unwrap_or_else(|error| panic!("{text:?}: {error}"));
    assert_eq!(value.to_string().parse::<T>().unwrap(), value);
    let read = <T as Identifier>::lenient(text).unwrap();
    assert!(read.is_canonical() && read.value == value);
    let json = serde_json::to_string(&value).unwrap();
    assert_eq!(json, format!("\"{value}\""));
    assert_eq!(serde_json::from_str::<T>(&json).unwrap(), value);
    if T::KIND != Kind::Date && T::KIND != Kind::Session {
        let grouped = <T as Identifier>::lenient(value.grouped().as_str()).unwrap();
        assert_eq!(grouped.value, value, "groups are read leniently");
    }
    let analysis = Analysis::new(T::KIND, text);
    assert_eq!(analysis.value, Some(value.to_string()));
    value
}

fn same<T: Identifier + serde::Serialize + serde::de::DeserializeOwned>(text: &str) {
    assert_eq!(round_trip::<T>(text).to_string(), text);
}

/// The digit that makes a number pass, found by trying: the formula is not written twice.
fn with_key<T: Identifier>(without: &str) -> String {
    (0..10)
        .map(|key| format!("{without}{key}"))
        .find(|text| text.parse::<T>().is_ok())
        .expect("one of ten fits")
}

fn siren() -> impl Strategy<Value = String> {
    (1_u32..99_999_999).prop_map(|number| with_key::<Siren>(&format!("{number:08}")))
}

fn siret() -> impl Strategy<Value = String> {
    (siren(), 0_u32..9999).prop_map(|(siren, nic)| with_key::<Siret>(&format!("{siren}{nic:04}")))
}

/// Puts another digit at a place.
fn mutate(text: &str, place: usize, by: u8) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let place = place % bytes.len();
    bytes[place] = b'0' + (bytes[place] - b'0' + by) % 10;
    String::from_utf8(bytes).unwrap()
}

proptest! {
    #[test]
    fn siren_and_siret(siret in siret()) {
        same::<Siret>(&siret);
        same::<Siren>(&siret[..9]);
        prop_assert_eq!(siret.parse::<Siret>().unwrap().siren().to_string(), &siret[..9]);
    }

    #[test]
    fn any_single_digit_changed_is_refused(siret in siret(), place in 0_usize..14, by in 1_u8..10) {
        prop_assume!(!siret.starts_with("356000000"));
        prop_assert!(mutate(&siret, place, by).parse::<Siret>().is_err());
        prop_assert!(mutate(&siret[..9], place, by).parse::<Siren>().is_err());
    }

    #[test]
    fn a_lost_zero_is_proposed_and_never_added(siret in siret()) {
        let short = siret.trim_start_matches('0');
        if short.len() == 13 {
            let error = Siret::lenient(short).unwrap_err();
            prop_assert_eq!(error.repair().unwrap().to_string(), siret);
        }
    }

    #[test]
    fn uai(number in 1_u32..9_999_999, other in "[A-Z]") {
        let key = CodeUai::cle(number);
        let text = format!("{number:07}{key}");
        same::<CodeUai>(&text);
        if !other.starts_with(key) {
            let wrong = format!("{number:07}{other}");
            prop_assert!(CodeUai::lenient(&wrong).is_err());
        }
    }

    #[test]
    fn declaration_numbers(prefix in prop::sample::select(vec!["11", "52", "21", "44", "04", "93", "94"]),
        departement in "[0-9]{2}|2A|2B", order in "[0-9P][0-9]{4}") {
        let text = format!("{prefix}{departement}{order}{departement}");
        same::<NumeroActivite>(&text);
        let spaced = format!("{prefix} {departement} {order} {departement}");
        prop_assert_eq!(NumeroActivite::lenient(&spaced).unwrap().value.to_string(), text);
    }

    #[test]
    fn certifications(number in 1_u32..999_999, bloc in 1_u8..100) {
        same::<CodeRncp>(&format!("RNCP{number}"));
        round_trip::<CodeRncp>(&number.to_string());
        same::<CodeRs>(&format!("RS{number}"));
        same::<CodeCpf>(&format!("CPF{number}"));
        same::<CodeCpf>(&number.to_string());
        same::<CodeCertifInfo>(&number.to_string());
        same::<CodeBloc>(&format!("RNCP{number}BC{bloc:02}"));
        let padded = format!("RNCP{number:09}");
        prop_assert_eq!(CodeRncp::lenient(&padded).unwrap().value.numero(), number);
    }

    #[test]
    fn nomenclatures(formacode in 10_000_u32..99_999, nsf in 1_u32..999, rome in "[A-Z][0-9]{4}", old in "[1-9][0-9]{4}") {
        same::<Formacode>(&formacode.to_string());
        same::<CodeNsf>(&format!("{nsf:03}"));
        same::<CodeRome>(&rome);
        same::<CodeRome>(&old);
    }

    #[test]
    fn places(index in 0_usize..109, rank in 1_u32..99) {
        let departement = Departement::all().nth(index).unwrap();
        let width = 5 - departement.code().len();
        let commune = format!("{departement}{rank:0width$}");
        same::<CodeCommune>(&commune);
        prop_assert_eq!(commune.parse::<CodeCommune>().unwrap().departement(), Some(departement));
        if commune.parse::<u32>().is_ok() {
            same::<CodePostal>(&commune);
        }
    }

    #[test]
    fn session_numbers(text in "([0-2][0-9]_)?([A-Z]{2}_?)?[0-9]{1,10}") {
        same::<NumeroSession>(&text);
    }

    #[test]
    fn days(offset in 0_i64..3_000_000, precision in 0_u8..3) {
        let day = NaiveDate::from_ymd_opt(1, 1, 1).unwrap() + chrono::TimeDelta::days(offset);
        let digits = day.format("%Y%m%d").to_string();
        let text = match precision {
            0 => digits,
            1 => format!("{}00", &digits[..6]),
            _ => format!("{}0000", &digits[..4]),
        };
        same::<PartialDate>(&text);
        let date: PartialDate = text.parse().unwrap();
        prop_assert!(date.earliest().unwrap() <= day && day <= date.latest().unwrap());
        prop_assert!(date.may_overlap(PartialDate::from_day(day).unwrap()));
    }

    #[test]
    fn intervals_are_an_order(a in 0_u32..20_000_000, b in 0_u32..20_000_000) {
        let dates = (format!("{a:08}").parse::<PartialDate>(), format!("{b:08}").parse::<PartialDate>());
        if let (Ok(a), Ok(b)) = dates {
            prop_assert!(!(a.certainly_before(b) && b.certainly_before(a)));
            prop_assert_eq!(a.may_overlap(b), b.may_overlap(a));
            prop_assert!(a.may_overlap(a));
            prop_assert!(!a.certainly_before(b) || a < b, "digits and intervals agree when it is certain");
        }
    }

    #[test]
    fn anything_is_read_without_panic(text in "\\PC{0,60}", almost in "[0-9A-Za-z .,_'°é+/-]{0,24}") {
        for kind in Kind::ALL {
            for text in [&text, &almost] {
                let analysis = Analysis::new(*kind, text);
                prop_assert_eq!(analysis.verdict.is_valid(), analysis.fault.is_none());
                // What is proposed can be accepted, and says the same for ever after.
                for value in analysis.repair.iter().chain(&analysis.value) {
                    let again = Analysis::new(*kind, value);
                    prop_assert_eq!(again.verdict, Verdict::Valid, "{}", value);
                    prop_assert_eq!(again.value.as_ref(), Some(value));
                }
            }
        }
    }
}

/// What one row of vectors expects, checked; `false` when the row is not about these types.
fn judge(kind: &str, value: &str, expected: &str) -> bool {
    let row = format!("{kind} {value:?} {expected}");
    match kind {
        "cp->dept" => {
            let found: Vec<_> = value
                .parse::<CodePostal>()
                .unwrap()
                .departement()
                .candidates()
                .map(Departement::code)
                .collect();
            let wanted = expected.trim_start_matches("UNKNOWN(").trim_end_matches(')');
            assert_eq!(found.join(","), wanted, "{row}");
            return true;
        }
        "region->2016" => {
            assert_eq!(Region::of_any_era(value).unwrap().code(), expected, "{row}");
            return true;
        }
        "vat" => {
            let analysis = Analysis::new(Kind::Tva, value);
            assert_eq!(analysis.verdict, Verdict::Valid, "{row}: {analysis:?}");
            assert_eq!(analysis.parts.iter().any(|part| part.name == "siren"), expected == "OK", "{row}");
            assert_eq!(Siren::from_tva(value).is_some(), expected == "OK", "{row}");
            return true;
        }
        "date" if value.contains('/') && value.len() > 10 => {
            let (start, end) = value.split_once('/').unwrap();
            let (start, end): (PartialDate, PartialDate) = (start.parse().unwrap(), end.parse().unwrap());
            assert_eq!(end.certainly_before(start), expected == "ERROR", "{row}");
            return true;
        }
        // A telephone number is no identifier: the rule on contacts judges it.
        "numtel" => {
            let coordonnees = Coordonnees::default().telfixe(value);
            let formation = Formation::default().contact(Contact::default().coordonnees(coordonnees));
            let judgement = judge_offer(&formation, &RuleSet::of(Profile::Lheo), &Conditions::default());
            let is_told = judgement.findings.iter().any(|finding| finding.rule.code == "CON01");
            assert_eq!(is_told, expected != "OK", "{row}");
            return true;
        }
        _ => {}
    }
    let kind = match kind {
        "insee" => Kind::Commune,
        "codepostal" => Kind::Cp,
        "numero" => Kind::Session,
        other => match other.parse() {
            Ok(kind) => kind,
            Err(_) => return false,
        },
    };
    let analysis = Analysis::new(kind, value);
    let is_clean = analysis.verdict == Verdict::Valid
        && analysis.remarks.iter().all(|remark| remark.severity() == Severity::Info);
    match expected {
        // A postal code that no list holds is well formed; IDN-02 is worth knowing and no more.
        "OK" | "UNKNOWN" => assert!(is_clean, "{row}: {analysis:?}"),
        "WARN" | "INFO" => {
            let is_told = !analysis.remarks.is_empty() || analysis.verdict == Verdict::NotCanonical;
            assert!(is_told || analysis.repair.is_some(), "{row}: {analysis:?}");
        }
        // Dates in another form are for lenient reading alone.
        "ERROR" if kind == Kind::Date => assert!(value.parse::<PartialDate>().is_err(), "{row}"),
        "ERROR" => assert!(!analysis.verdict.is_valid(), "{row}: {analysis:?}"),
        "PLACEHOLDER" | "PENDING" => assert_eq!(analysis.verdict, Verdict::Absent, "{row}"),
        other => panic!("{row}: what is {other}?"),
    }
    true
}

/// Vectors of this repository: values made up or public, one of each sort.
const VECTORS: &[(&str, &str, &str)] = &[
    ("siret", "19511296600799", "OK"),
    ("siret", "35600000009075", "OK"),
    ("siret", "11122233344455", "ERROR"),
    ("siret", "732 829 320 00074", "WARN"),
    ("siret", "0", "PLACEHOLDER"),
    ("siren", "732829320", "OK"),
    ("siren", "732829321", "ERROR"),
    ("nda", "52440363444", "OK"),
    ("nda", "2151P001151", "OK"),
    ("nda", "52318107632", "WARN"),
    ("nda", "en cours", "PENDING"),
    ("uai", "7200009X", "OK"),
    ("uai", "951099D", "WARN"),
    ("uai", "0951099I", "ERROR"),
    ("rncp", "24508", "OK"),
    ("rs", "6117", "ERROR"),
    ("cpf", "130805", "WARN"),
    ("certifinfo", "097049", "WARN"),
    ("bloc", "RNCP38596BC01", "OK"),
    ("bloc", "01", "ERROR"),
    ("formacode", "31054", "OK"),
    ("formacode", "00000", "PLACEHOLDER"),
    ("nsf", "221w", "INFO"),
    ("rome", "11111", "WARN"),
    ("insee", "75019", "WARN"),
    ("codepostal", "96000", "ERROR"),
    ("cp->dept", "52100", "UNKNOWN(52,51)"),
    ("region->2016", "42", "44"),
    ("date", "20180900/20180930", "OK"),
    ("date", "20190231", "ERROR"),
    ("numero", "1330305", "WARN"),
    ("vat", "FR53000004605", "NO_SIREN"),
    ("numtel", "02 40 20 30 40", "OK"),
    ("numtel", "39 36", "OK"),
    ("numtel", "00 00 00 00 00", "WARN"),
    ("tva", "FR87792377731", "ERROR"),
    ("cle-ministere", "097049P013X3495860990002134958609900021-57316#L01", "OK"),
    ("cle-ministere", "097049P013X3495860990002134958609900021-57316#L1", "ERROR"),
];

#[test]
fn vectors_of_this_repository() {
    for (kind, value, expected) in VECTORS {
        assert!(judge(kind, value, expected), "{kind}");
    }
}

#[test]
fn vectors_of_the_reference_material() {
    // Beside the workspace, or one level further up when the workspace is a git worktree.
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = ["../../shared/rules/testvectors.tsv", "../../../shared/rules/testvectors.tsv"]
        .into_iter()
        .find_map(|path| fs::read_to_string(crate_folder.join(path)).ok());
    let Some(text) = found else {
        println!("skipped: no ../shared/rules/testvectors.tsv beside the workspace");
        return;
    };
    let mut judged = 0;
    for line in text.lines().skip(1) {
        let mut cells = line.split('\t');
        let (Some(kind), Some(value), Some(expected)) = (cells.next(), cells.next(), cells.next()) else {
            panic!("not a row: {line:?}");
        };
        assert!(judge(kind, &value.replace("\\t", "\t"), expected), "nobody judges {kind}");
        judged += 1;
    }
    assert_eq!(judged, 162, "every row");
}

#[test]
fn what_is_sorted_by_text_is_sorted_by_value() {
    let mut sirets: Vec<Siret> =
        ["77562556900014", "02408240600034", "19511296600799"].map(|text| text.parse().unwrap()).to_vec();
    sirets.sort();
    let texts: Vec<_> = sirets.iter().map(ToString::to_string).collect();
    assert!(texts.is_sorted());
    assert_eq!(size_of::<Siret>(), 8);
    assert_eq!(Presumed::from(None::<Region>), Presumed::Unknown);
}
