use crate::{
    Action, Adresse, Commune, CommunesBuilder, Coordonnees, Extra, Extras, Formation, LieuDeFormation,
    Origine, Profile, RegistreKind, Registres, Severity, TypeCommune,
    rules::testing::{conditions, found, judged, judged_with},
};

const HERE: &str = "action[1]/lieu-de-formation[1]/coordonnees/adresse";

fn at(adresse: Adresse<'static>) -> Formation<'static> {
    let lieu = LieuDeFormation::default().coordonnees(Coordonnees::default().adresse(adresse));
    Formation::default().action(Action::default().lieu(lieu))
}

fn nantes() -> Adresse<'static> {
    Adresse::default()
        .ligne("12 rue des Halles")
        .codepostal("44000")
        .ville("Nantes")
        .departement("44")
        .commune("44109")
        .region("52")
}

/// What a rule finds in an address, by the name of the element at fault.
fn faults(adresse: Adresse<'static>, code: &str) -> Vec<(String, Severity)> {
    faults_in(adresse, Profile::Lheo, code)
}

fn faults_in(adresse: Adresse<'static>, profile: Profile, code: &str) -> Vec<(String, Severity)> {
    let found = found(&at(adresse), profile, code);
    let name = |path: &str| path.strip_prefix(HERE).unwrap().trim_start_matches('/').to_owned();
    found.into_iter().map(|(path, severity)| (name(&path), severity)).collect()
}

fn one(element: &str, severity: Severity) -> Vec<(String, Severity)> {
    vec![(element.to_owned(), severity)]
}

use Severity::{Error, Info, Warning};

#[test]
fn codes_of_france_only_hold_in_france() {
    let wrong = || Adresse::default().codepostal("99999").commune("A2004").departement("XX").region("ZZ");
    assert_eq!(faults(wrong(), "GEO01"), one("codepostal", Error));
    assert_eq!(faults(wrong(), "GEO02"), one("code-INSEE-commune", Error));
    assert_eq!(faults(wrong(), "GEO06"), one("departement", Warning));
    assert_eq!(faults(wrong(), "GEO09"), one("region", Warning));
    for code in ["GEO01", "GEO02", "GEO06", "GEO09", "GEO10"] {
        assert_eq!(faults(wrong().pays("BE"), code), [], "{code}");
        assert_eq!(faults(nantes().pays("fr"), code), [], "{code}");
    }
}

#[test]
fn fillers_are_no_false_values() {
    let filled = || Adresse::default().codepostal("00000").commune("99999").departement("00").region("00");
    assert_eq!(faults(filled(), "GEO01"), one("codepostal", Warning));
    assert_eq!(faults(filled(), "GEO16"), one("code-INSEE-commune", Info));
    for code in ["GEO02", "GEO06", "GEO09", "GEO10"] {
        assert_eq!(faults(filled(), code), [], "{code}");
    }
}

#[test]
fn postal_codes_are_told_from_communes() {
    for commune in ["75019", "44000"] {
        assert_eq!(faults(Adresse::default().commune(commune), "GEO03"), one("code-INSEE-commune", Warning));
    }
    for commune in ["75119", "44109", "13001", "93100"] {
        assert_eq!(faults(nantes().commune(commune), "GEO03"), [], "{commune}");
    }
    // The same digits twice: without a register, nobody knows.
    assert_eq!(faults(Adresse::default().commune("93100").codepostal("93100"), "GEO03"), []);
}

#[test]
fn departments() {
    for right in ["2A", "2B", "974", "44", "69M", "00", "000", "1", "4 4 4"] {
        assert_eq!(faults(Adresse::default().departement(right), "GEO06"), [], "{right}");
    }
    for wrong in ["20", "97", "99", "2a", "ZZ"] {
        assert_eq!(
            faults(Adresse::default().departement(wrong), "GEO06"),
            one("departement", Warning),
            "{wrong}"
        );
    }
    assert_eq!(faults(Adresse::default().commune("20004"), "GEO06"), one("code-INSEE-commune", Warning));
}

#[test]
fn regions_of_before_2016() {
    let judged = judged(&at(Adresse::default().region("54")), &conditions(Profile::OffreInfo));
    let finding = judged.findings.iter().find(|finding| finding.rule.code == "GEO09").unwrap();
    assert!(finding.message(crate::Lang::Fr).contains("Poitou-Charentes"));
    assert_eq!(finding.replacement.as_ref().unwrap().text, "75");
    for right in ["52", "75", "01", "00", "5"] {
        assert_eq!(faults(Adresse::default().region(right), "GEO09"), [], "{right}");
    }
    // Saint-Martin is in no region: flows write 01, 00 or what they like.
    assert_eq!(faults(Adresse::default().codepostal("97150").region("07"), "GEO09"), []);
}

#[test]
fn an_address_that_contradicts_itself() {
    assert_eq!(faults(nantes(), "GEO10"), []);
    assert_eq!(faults(nantes().codepostal("35000"), "GEO10"), one("codepostal", Warning));
    assert_eq!(faults(nantes().departement("35"), "GEO10"), one("departement", Warning));
    assert_eq!(faults(nantes().region("53"), "GEO10"), one("region", Warning));
    assert_eq!(faults(nantes().commune("35238"), "GEO10"), one("code-INSEE-commune", Warning));
    let two = Adresse::default().commune("44109").codepostal("35000");
    assert_eq!(faults(two, "GEO10"), one("codepostal", Warning), "people know their commune best");
}

#[test]
fn what_only_looks_like_a_contradiction() {
    for adresse in [
        // CEDEX codes may be those of another place.
        nantes().codepostal("35042").ville("NANTES CEDEX 1"),
        // A region of before 2016 is the one that it became.
        Adresse::default().departement("16").commune("16015").region("54"),
        // Postal codes cross borders, and Corsica shares one prefix.
        Adresse::default().commune("74080").codepostal("01200").departement("74").region("84"),
        Adresse::default().commune("2A004").codepostal("20000").departement("2A").region("94"),
        // Saint-Barthélemy, filed under Guadeloupe.
        Adresse::default().commune("97701").codepostal("97133").departement("971").region("01"),
        // A postal code written as a commune is another fault.
        Adresse::default().commune("75019").codepostal("75019").departement("75").region("11"),
        // An arrondissement.
        Adresse::default().commune("75119").codepostal("75019").departement("75").region("11"),
        Adresse::default().codepostal("98000").region("93"),
    ] {
        assert_eq!(faults(adresse.clone(), "GEO10"), [], "{adresse:?}");
    }
}

#[test]
fn cantons() {
    for right in ["4401", "2A01", "97401", "0000", "1", ""] {
        assert_eq!(faults(Adresse::default().canton(right), "GEO11"), [], "{right}");
    }
    for wrong in ["44109", "ABCD", "9601"] {
        assert_eq!(
            faults(Adresse::default().canton(wrong), "GEO11"),
            one("code-INSEE-canton", Warning),
            "{wrong}"
        );
    }
}

#[test]
fn countries() {
    for right in ["FR", "BE", "RE", "XK", "", "France"] {
        assert_eq!(faults(Adresse::default().pays(right), "GEO12"), [], "{right}");
    }
    for (wrong, severity) in [("fr", Warning), ("UK", Warning), ("YY", Error), ("é", Error)] {
        assert_eq!(faults(Adresse::default().pays(wrong), "GEO12"), one("pays", severity), "{wrong}");
    }
}

#[test]
fn coordinates() {
    let here = |latitude: &'static str, longitude: &'static str| {
        faults(nantes().latitude(latitude).longitude(longitude), "GEO13")
    };
    let latitude = || one("geolocalisation/latitude", Warning);
    assert_eq!(here("47.2184", "-1.5536"), []);
    assert_eq!(here("-1.5536", "47.2184"), latitude());
    assert_eq!(here("48.8566", "2.3522"), latitude(), "Paris");
    assert_eq!(here("0", "0.0"), latitude());
    assert_eq!(here("47", "-1"), latitude());
    assert_eq!(here("147.5", "-1.5"), latitude());
    assert_eq!(here("47,2184", "-1.5536"), latitude());
    assert_eq!(here("47.2", "ouest"), one("geolocalisation/longitude", Warning));
    assert_eq!(here("", ""), []);
    // Abroad, or where the address contradicts itself, any place will do.
    let elsewhere = |adresse: Adresse<'static>| faults(adresse.latitude("50.85").longitude("4.35"), "GEO13");
    assert_eq!(elsewhere(nantes().pays("BE")), []);
    assert_eq!(elsewhere(nantes().region("32")), []);
    assert_eq!(elsewhere(Adresse::default()), []);
    // The farthest places of their regions.
    for (commune, latitude, longitude) in [
        ("29155", "48.4600", "-5.0900"),
        ("85113", "46.7100", "-2.3800"),
        ("05177", "44.9300", "6.4000"),
        ("67482", "48.5734", "7.7521"),
        ("97411", "-20.8800", "55.4500"),
        ("2B033", "42.7000", "9.4500"),
    ] {
        let adresse = Adresse::default().commune(commune).latitude(latitude).longitude(longitude);
        assert_eq!(faults(adresse, "GEO13"), [], "{commune}");
    }
}

#[test]
fn lines_of_an_address() {
    assert_eq!(faults(nantes(), "GEO14"), []);
    assert_eq!(faults(Adresse::default().ligne("-"), "GEO14"), one("ligne[1]", Warning));
    assert_eq!(faults(nantes().ligne("."), "GEO14"), one("ligne[2]", Info));
}

#[test]
fn edof_wants_a_street() {
    let extras = |name: &'static str, text: &'static str| {
        Extras::default().info("adresse").extra(Extra::default().info(name).valeur(text))
    };
    assert_eq!(faults_in(nantes(), Profile::Edof, "GEO15"), one("", Error));
    let numero = nantes().extras(extras("numero-voie", "12"));
    assert_eq!(faults_in(numero, Profile::Edof, "GEO15"), one("", Error));
    for quiet in [
        nantes().extras(extras("libelle-voie", "du général Leclerc")),
        nantes().extras(extras("ligne5-adresse", "BP 202")),
        nantes().pays("BE"),
    ] {
        assert_eq!(faults_in(quiet, Profile::Edof, "GEO15"), []);
    }
    assert_eq!(faults(nantes(), "GEO15"), []);
}

fn communes() -> Registres {
    let mut builder = CommunesBuilder::new(Origine::new(RegistreKind::Communes, "essai"));
    let code = |text: &str| text.parse().unwrap();
    for (commune, nom, postal) in [
        ("44109", "Nantes", "44000"),
        ("44162", "Saint-Herblain", "44800"),
        ("49023", "Beaupréau-en-Mauges", "49600"),
        ("93048", "Montreuil", "93100"),
        ("75056", "Paris", "75001"),
    ] {
        let genre = Some(TypeCommune::Commune);
        builder.push(Commune { nom: Some(nom), genre, ..Commune::new(code(commune)) });
        builder.push_postal(code(commune), postal.parse().unwrap());
    }
    let genre = Some(TypeCommune::Deleguee);
    let parent = Some(code("49023"));
    builder.push(Commune { nom: Some("Gesté"), genre, parent, ..Commune::new(code("49151")) });
    let mut registres = Registres::default();
    registres.add(builder.build());
    registres
}

fn told(adresse: Adresse<'static>, code: &str) -> (Vec<String>, usize) {
    let registres = communes();
    let judged = judged_with(&at(adresse), Profile::OffreInfo, &registres);
    let of_rule = judged.findings.iter().filter(|finding| finding.rule.code == code);
    let messages = of_rule.map(|finding| finding.message(crate::Lang::Fr)).collect();
    (messages, judged.lacunes.iter().filter(|(rule, ..)| rule.code == code).count())
}

#[test]
fn the_register_knows_which_post_serves_which_commune() {
    assert_eq!(told(nantes(), "GEO10"), (vec![], 0));
    let (messages, _) = told(nantes().codepostal("44800"), "GEO10");
    assert!(messages[0].ends_with("ce code postal ne dessert pas Nantes"), "{messages:?}");
    // Not in the register: maybe a CEDEX, whether it says so or not.
    assert_eq!(told(nantes().codepostal("44042"), "GEO10"), (vec![], 1));
    assert_eq!(told(nantes().codepostal("44800").ville("Nantes Cedex 2"), "GEO10"), (vec![], 0));
    // Former communes and arrondissements have the codes of others.
    let geste = || Adresse::default().commune("49151").codepostal("49600").departement("49").region("52");
    assert_eq!(told(geste(), "GEO10"), (vec![], 0));
    let paris = Adresse::default().commune("75056").codepostal("44000").pays("BE");
    assert_eq!(told(paris, "GEO10"), (vec![], 0));
    assert_eq!(told(Adresse::default().commune("75056").codepostal("75019"), "GEO10"), (vec![], 0));
}

#[test]
fn the_register_knows_former_communes() {
    let (messages, _) = told(Adresse::default().commune("49151"), "GEO05");
    assert!(messages[0].ends_with("Gesté, commune déléguée de Beaupréau-en-Mauges"), "{messages:?}");
    assert_eq!(told(nantes(), "GEO05"), (vec![], 0));
    assert_eq!(told(Adresse::default().commune("44999"), "GEO05"), (vec![], 1), "not in the register");
    let without = judged(&at(nantes()), &conditions(Profile::Lheo));
    assert!(without.lacunes.iter().any(|(rule, ..)| rule.code == "GEO05"));
}

#[test]
fn the_register_knows_a_postal_code_written_twice() {
    let montreuil = Adresse::default().commune("93100").codepostal("93100");
    let registres = communes();
    let judged = judged_with(&at(montreuil), Profile::OffreInfo, &registres);
    let finding = judged.findings.iter().find(|finding| finding.rule.code == "GEO03").unwrap();
    assert_eq!(finding.replacement.as_ref().unwrap().text, "93048");
}
