//! Fixes: what they mend, and that they never do harm.

use std::fs;

use chrono::NaiveDate;
use sofi_core::{Level, Safety, Severity};
use sofi_lheo::{Checker, Fixer};
use sofi_tests::{Random, base, laws::mend, shared, sofi, sofi_with};

fn checker(level: Level) -> Checker {
    Checker::new(level).as_of(NaiveDate::from_ymd_opt(2026, 11, 25).expect("a day"))
}

/// One fault, and what it is in a formation: text to be replaced, and the faulty text.
struct Seed {
    name: &'static str,
    right: &'static str,
    wrong: &'static str,
    safety: Safety,
    /// What mending makes of it, where that is not the right text again.
    mended: Option<&'static str>,
}

const fn safe(name: &'static str, right: &'static str, wrong: &'static str) -> Seed {
    Seed { name, right, wrong, safety: Safety::Safe, mended: None }
}

const fn suggested(name: &'static str, right: &'static str, wrong: &'static str) -> Seed {
    Seed { name, right, wrong, safety: Safety::Suggested, mended: None }
}

impl Seed {
    const fn becomes(mut self, mended: &'static str) -> Self {
        self.mended = Some(mended);
        self
    }

    /// The formation of this number with the fault, and what mending makes of it.
    fn sow(&self, n: usize) -> (String, String) {
        let right = formation(n);
        let wrong = right.replacen(self.right, self.wrong, 1);
        assert_ne!(wrong, right, "{}", self.name);
        let mended = right.replacen(self.right, self.mended.unwrap_or(self.right), 1);
        (wrong, mended)
    }
}

const SEEDS: &[Seed] = &[
    safe("blanks in a SIRET", "<SIRET>81462226200032<", "<SIRET>814 622 262 00032<"),
    safe("no-break spaces in a SIRET", "<SIRET>81462226200032<", "<SIRET>814\u{a0}622\u{a0}262\u{a0}00032<"),
    safe("blanks in a declaration number", ">52440363444<", ">52 44 03634 44<"),
    safe("blanks in a postal code", "<codepostal>44000<", "<codepostal>44 000<"),
    safe("blanks in a commune code", "<code-INSEE-commune>44109<", "<code-INSEE-commune>44 109<"),
    safe("blanks in a UAI", "<code-UAI>0442775C<", "<code-UAI>0442775 C<"),
    safe("a small letter in a UAI", "<code-UAI>0442775C<", "<code-UAI>0442775c<"),
    safe("a code of the RNCP in small letters", ">RNCP38596<", ">rncp38596<"),
    safe("blanks in a code of the RNCP", ">RNCP38596<", ">RNCP 38596<"),
    safe("a small letter in a ROME code", ">F1703<", ">f1703<"),
    safe("a country in small letters", "<pays>FR<", "<pays>fr<"),
    safe("a version of the Formacode", "ref=\"V14\">22254", "ref=\"v14\">22254"),
    safe("blanks in a Formacode", ">22254<", ">222 54<"),
    safe("decimal commas of coordinates", "<latitude>47.2186<", "<latitude>47,2186<"),
    safe(
        "blanks that make a text too long",
        "<ligne>12 rue des Halles<",
        "<ligne>12 rue des Halles                                                   <",
    ),
    safe(
        "an element in the wrong case",
        "<intitule-formation>Maçonnerie</intitule-formation>",
        "<Intitule-Formation>Maçonnerie</Intitule-Formation>",
    ),
    safe(
        "an element with children in the wrong case",
        "<periode><debut>20270104</debut><fin>20270625</fin></periode>",
        "<Periode><debut>20270104</debut><fin>20270625</fin></Periode>",
    ),
    safe(
        "two elements in the wrong order",
        "<parcours-de-formation>1</parcours-de-formation>\n<code-niveau-entree>0</code-niveau-entree>",
        "<code-niveau-entree>0</code-niveau-entree>\n<parcours-de-formation>1</parcours-de-formation>",
    ),
    safe(
        "an element far from its place",
        "<numero-activite>52440363444</numero-activite>\n<SIRET-organisme-formation><SIRET>81462226200032</SIRET></SIRET-organisme-formation>\n<nom-organisme>Chaux é Pierre</nom-organisme>",
        "<SIRET-organisme-formation><SIRET>81462226200032</SIRET></SIRET-organisme-formation>\n<nom-organisme>Chaux é Pierre</nom-organisme>\n<numero-activite>52440363444</numero-activite>",
    ),
    safe("an attribute in the wrong case", "<action numero=", "<action Numero="),
    suggested("a date with slashes", "<fin>20270625<", "<fin>25/06/2027<"),
    suggested("a date of ISO 8601", "<debut>20270104<", "<debut>2027-01-04<"),
    suggested("a date and a time", "<debut>20270104<", "<debut>2027-01-04T00:00:00<"),
    suggested("blanks in a date", "<debut>20270104<", "<debut>2027 01 04<"),
    suggested(
        "swapped dates",
        "<debut>20270104</debut><fin>20270625</fin>",
        "<debut>20270625</debut><fin>20270104</fin>",
    ),
    suggested(
        "a misspelt element",
        "<rythme-formation>Temps plein</rythme-formation>",
        "<rytme-formation>Temps plein</rytme-formation>",
    ),
    suggested("a misspelt attribute", "<action numero=", "<action numro="),
    suggested(
        "a reference of HTML",
        "<nom-organisme>Chaux é Pierre<",
        "<nom-organisme>Chaux &eacute; Pierre<",
    ),
    suggested(
        "a reference of HTML without its semicolon",
        "<nom-organisme>Chaux é Pierre<",
        "<nom-organisme>Chaux &eacute Pierre<",
    ),
    suggested("an ampersand", "<raison-sociale>A &amp; B<", "<raison-sociale>A & B<"),
    suggested("a zero lost at the head of a SIRET", "<SIRET>81462226200032<", "<SIRET>2408240600034<")
        .becomes("<SIRET>02408240600034<"),
    suggested("a zero too many at the head of a SIRET", "<SIRET>81462226200032<", "<SIRET>081462226200032<"),
    suggested("a region of before 2016", "<region>84<", "<region>82<"),
    suggested("a code written as its label", "<certifiante>1<", "<certifiante>oui<"),
    suggested("a zero before a code", "<modalites-enseignement>0<", "<modalites-enseignement>00<"),
    suggested("hours with their unit", "<nombre-heures-total>1200<", "<nombre-heures-total>1200 h<"),
    suggested("hours with a blank", "<nombre-heures-total>1200<", "<nombre-heures-total>1 200<"),
    suggested("a mail address as a link", "<courriel>accueil@", "<courriel>mailto:accueil@"),
    suggested("an address of the web without its scheme", "<urlweb>https://chaux", "<urlweb>chaux"),
    suggested(
        "seconds that lack in a time",
        "datemaj=\"20261102\">\n<rythme",
        "datemaj=\"20261102\" horodatage-creation=\"2026-01-05 08:30\">\n<rythme",
    )
    .becomes("datemaj=\"20261102\" horodatage-creation=\"2026-01-05T08:30:00\">\n<rythme"),
    suggested(
        "an element left empty",
        "\n<acces-handicapes>Locaux de plain-pied</acces-handicapes>",
        "\n<acces-handicapes></acces-handicapes>",
    )
    .becomes(""),
];

/// A formation without a fault; `n` makes its numbers its own.
fn formation(n: usize) -> String {
    let contact = "<coordonnees><nom>Le Goff</nom><prenom>Annie</prenom><telfixe><numtel>0240203040</numtel></telfixe><courriel>accueil@chaux-et-pierre.fr</courriel></coordonnees>";
    format!(
        r#"<formation numero="21_1{n:03}" datecrea="20260105" datemaj="20261102">
<domaine-formation><code-FORMACODE ref="V14">22254</code-FORMACODE><code-ROME>F1703</code-ROME></domaine-formation>
<intitule-formation>Maçonnerie</intitule-formation>
<objectif-formation>Diagnostiquer et restaurer les maçonneries anciennes à la chaux.</objectif-formation>
<resultats-attendus>Être capable de conduire un chantier de restauration.</resultats-attendus>
<contenu-formation>Lecture du bâti, mortiers de chaux, reprises d'enduits, sécurité du chantier.</contenu-formation>
<certifiante>1</certifiante>
<contact-formation>{contact}</contact-formation>
<parcours-de-formation>1</parcours-de-formation>
<code-niveau-entree>0</code-niveau-entree>
<objectif-general-formation>6</objectif-general-formation>
<certification><code-RNCP>RNCP38596</code-RNCP></certification>
<action numero="21_2{n:03}" datecrea="20260105" datemaj="20261102">
<rythme-formation>Temps plein</rythme-formation>
<code-public-vise ref="V14">80056</code-public-vise>
<niveau-entree-obligatoire>0</niveau-entree-obligatoire>
<modalites-alternance>Sans alternance</modalites-alternance>
<modalites-enseignement>0</modalites-enseignement>
<conditions-specifiques>Une première expérience du bâtiment est souhaitée</conditions-specifiques>
<prise-en-charge-frais-possible>0</prise-en-charge-frais-possible>
<lieu-de-formation><code-UAI-lieu-formation><code-UAI>0442775C</code-UAI></code-UAI-lieu-formation><coordonnees><nom>Atelier de Nantes</nom><adresse><ligne>12 rue des Halles</ligne><codepostal>44000</codepostal><ville>Nantes</ville><departement>44</departement><code-INSEE-commune>44109</code-INSEE-commune><region>52</region><pays>FR</pays><geolocalisation><latitude>47.2186</latitude><longitude>-1.5541</longitude></geolocalisation></adresse></coordonnees></lieu-de-formation>
<modalites-entrees-sorties>0</modalites-entrees-sorties>
<session numero="21_{n:06}" datecrea="20260105" datemaj="20261102">
<periode><debut>20270104</debut><fin>20270625</fin></periode>
<adresse-inscription><adresse><ligne>3 place de l'Hôtel de ville</ligne><codepostal>01000</codepostal><ville>Bourg-en-Bresse</ville><departement>01</departement><code-INSEE-commune>01053</code-INSEE-commune><region>84</region></adresse></adresse-inscription>
<etat-recrutement>1</etat-recrutement>
<contact-session>{contact}</contact-session>
</session>
<acces-handicapes>Locaux de plain-pied</acces-handicapes>
<nombre-heures-total>1200</nombre-heures-total>
</action>
<organisme-formation-responsable numero="21_31">
<numero-activite>52440363444</numero-activite>
<SIRET-organisme-formation><SIRET>81462226200032</SIRET></SIRET-organisme-formation>
<nom-organisme>Chaux é Pierre</nom-organisme>
<raison-sociale>A &amp; B</raison-sociale>
<coordonnees-organisme><coordonnees><adresse><ligne>12 rue des Halles</ligne><codepostal>44000</codepostal><ville>Nantes</ville><departement>44</departement><code-INSEE-commune>44109</code-INSEE-commune><region>52</region></adresse><telfixe><numtel>0240203040</numtel></telfixe><courriel>accueil@chaux-et-pierre.fr</courriel><web><urlweb>https://chaux-et-pierre.fr</urlweb></web></coordonnees></coordonnees-organisme>
<contact-organisme>{contact}</contact-organisme>
</organisme-formation-responsable>
</formation>
"#
    )
}

fn feed(formations: impl IntoIterator<Item = String>) -> String {
    let formations: String = formations.into_iter().collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- intact &eacute; -->\n<lheo xmlns=\"http://lheo.gouv.fr/2.3\">\n<offres>\n{formations}</offres>\n</lheo>\n"
    )
}

fn fixer(safety: Safety) -> Fixer {
    let fixer = Fixer::new(checker(Level::Full));
    if safety == Safety::Safe { fixer } else { fixer.suggested() }
}

#[test]
fn a_right_feed_has_nothing_to_mend() {
    let clean = feed((0..3).map(formation));
    let report = checker(Level::Full).check_slice("feed.xml", clean.as_bytes());
    let told: Vec<_> = report
        .findings()
        .filter(|(_, finding)| finding.severity == Severity::Error || finding.fix.is_some())
        .map(|(_, finding)| sofi_tests::line(finding))
        .collect();
    assert_eq!(told, Vec::<String>::new());
    assert_eq!(mend(&fixer(Safety::Suggested), clean.as_bytes()), clean.as_bytes());
}

#[test]
fn each_kind_of_fault_is_mended_and_nothing_else_changes() {
    for seed in SEEDS {
        let (wrong, mended) = seed.sow(1);
        let (wrong, mended) = (feed([wrong]), feed([mended]));
        let out = mend(&fixer(seed.safety), wrong.as_bytes());
        assert_eq!(String::from_utf8_lossy(&out), mended, "{}", seed.name);
        if seed.safety == Safety::Suggested {
            let out = mend(&fixer(Safety::Safe), wrong.as_bytes());
            assert_eq!(String::from_utf8_lossy(&out), wrong, "{}", seed.name);
        }
    }
}

#[test]
fn the_same_faults_are_mended_in_other_encodings() {
    for (label, encode) in [
        ("ISO-8859-1", (|text| text.chars().map(|c| c as u8).collect()) as fn(&str) -> Vec<u8>),
        ("UTF-16", |text| {
            "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
        }),
    ] {
        for seed in SEEDS {
            let (wrong, mended) = seed.sow(1);
            let written = |formation| encode(&feed([formation]).replace("UTF-8", label));
            assert!(mend(&fixer(seed.safety), &written(wrong)) == written(mended), "{label}: {}", seed.name);
        }
    }
}

#[test]
fn a_feed_with_every_fault_is_mended_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("flux.xml");
    let sown: Vec<_> = SEEDS.iter().enumerate().map(|(n, seed)| (seed, seed.sow(n))).collect();
    let wrong = feed(sown.iter().map(|(_, (wrong, _))| wrong.clone()));
    let safely =
        feed(sown.iter().map(
            |(seed, (wrong, mended))| {
                if seed.safety == Safety::Safe { mended.clone() } else { wrong.clone() }
            },
        ));
    let wholly = feed(sown.iter().map(|(_, (_, mended))| mended.clone()));
    fs::write(&path, &wrong).expect("written");
    let name = path.to_str().expect("a name");
    let read = || fs::read_to_string(&path).expect("a feed");

    // Nothing is written before it is asked for.
    let answer = sofi(&["fix", name]);
    assert_eq!((answer.code, read() == wrong), (1, true), "{}", answer.err);
    let answer = sofi(&["fix", "--write", name]);
    assert_eq!(read(), safely, "{}", answer.out);
    assert_eq!(answer.code, 1);
    let answer = sofi(&["fix", "--write", name]);
    assert!(answer.out.contains("0 correction écrite"), "{}", answer.out);
    assert_eq!(read(), safely);

    let answer = sofi(&["fix", "--write", "--unsafe", name]);
    assert_eq!(read(), wholly, "{}", answer.out);
    assert_eq!(answer.code, 0);
    let answer = sofi(&["fix", "--write", "--unsafe", name]);
    assert!(answer.out.contains("0 correction écrite"), "{}", answer.out);
    assert_eq!((answer.code, read()), (0, wholly));
}

/// Errors of a document; `None` when a part of it could not be read.
fn errors(document: &[u8]) -> Option<u64> {
    let report = checker(Level::Full).check_slice("feed.xml", document);
    let is_read =
        report.findings().all(|(_, it)| it.severity != Severity::Error || !it.rule.code.starts_with("XML"));
    is_read.then(|| report.summary().error)
}

/// Damages a document in a way that people and programs do.
fn damage(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..=random.below(6) {
        let at = random.below(lines.len());
        match random.below(9) {
            0 => drop(lines.remove(at)),
            1 => {
                let other = random.below(lines.len());
                lines.swap(at, other);
            }
            2 => lines.insert(at, lines[at].clone()),
            3 => lines[at] = lines[at].to_lowercase(),
            4 => lines[at] = lines[at].replace("00", "0 0"),
            5 => lines[at] = lines[at].replacen('e', "E", 2),
            6 => {
                let length = lines[at].chars().count();
                let cut = random.below(length + 1);
                let with = *random.pick(&["", " ", "&", "&eacute;", "0", "x", "<", "é"]);
                lines[at] = lines[at]
                    .chars()
                    .take(cut)
                    .chain(with.chars())
                    .chain(lines[at].chars().skip(cut + 1))
                    .collect();
            }
            7 => lines[at] = lines[at].replace("20", "02/20"),
            _ => lines[at] = lines[at].replacen("numero", "ref", 1),
        }
        if lines.is_empty() {
            break;
        }
    }
    lines.join("\n")
}

#[test]
fn mending_never_brings_an_error_and_is_done_once() {
    let mut documents: Vec<String> = ["lheo-2.3.xml", "edof.xml"].map(base).into();
    documents.push(feed((0..3).map(formation)));
    let mut random = Random::new(11);
    let (mut changed, mut compared) = (0, 0);
    for round in 0..1000 {
        let document = damage(&documents[random.below(documents.len())], &mut random);
        let safety = if round % 2 == 0 { Safety::Safe } else { Safety::Suggested };
        let out = mend(&fixer(safety), document.as_bytes());
        changed += usize::from(out != document.as_bytes());
        if let Some(before) = errors(document.as_bytes()) {
            let after = errors(&out).expect("what could be read can still be");
            assert!(after <= before, "{before} errors, then {after}:\n{document}");
            compared += 1;
        }
    }
    assert!(changed > 60 && compared > 60, "{changed} changed, {compared} compared");
}

#[test]
fn real_documents_are_mended_once_and_get_no_worse() {
    let Some(shared) = shared() else { return };
    for folder in ["samples", "lheo/fixtures"] {
        for entry in fs::read_dir(shared.join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_none_or(|extension| extension != "xml") {
                continue;
            }
            let document = fs::read(&path).expect("a document");
            for safety in [Safety::Safe, Safety::Suggested] {
                let out = mend(&fixer(safety), &document);
                assert!(errors(&out) <= errors(&document), "{}", path.display());
            }
        }
    }
}

/// Runs `sofi apply` on a feed of three formations; gives the answer and the feed as it is then.
fn applied(lines: &str, options: &[&str]) -> (sofi_tests::Answer, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let (table, path) = (folder.path().join("corrections.csv"), folder.path().join("flux.xml"));
    fs::write(&table, format!("\u{feff}numero;chemin;ancienne;nouvelle\n{lines}")).expect("written");
    fs::write(&path, feed((0..3).map(formation))).expect("written");
    let names = [&table, &path].map(|path| path.to_str().expect("a name").to_owned());
    let mut args = vec!["apply", &names[0], &names[1]];
    args.extend(options);
    let answer = sofi(&args);
    let text = fs::read_to_string(&path).expect("a feed");
    (answer, text)
}

#[test]
fn corrections_are_applied_line_by_line() {
    let lines = "21_1001;intitule-formation;Maçonnerie;Maçonnerie & taille de pierre\n\
        21_000001;periode/fin; 20270625 ;20270630\n\
        21_1001;action[1]/session[1]/etat-recrutement;1;\n\
        21_1002;@datemaj;20261102;20261103\n\
        21_2002;acces-handicapes;Locaux de plain-pied;\n\
        21_2002;@info;;vu\n\
        ;/lheo/offres/formation[1]/certification[1]/code-RNCP;RNCP38596;RNCP34441\n\
        21_2001;restauration;;Sur place\n\
        21_2001;langue-formation[1];;fr\n";
    let (answer, text) = applied(lines, &["--write"]);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    let expected = [
        formation(0).replace("RNCP38596", "RNCP34441"),
        formation(1)
            .replace(">Maçonnerie<", ">Maçonnerie &amp; taille de pierre<")
            .replace("20270625", "20270630")
            .replace("\n<etat-recrutement>1</etat-recrutement>", "")
            .replace(
                "\n<acces-handicapes>Locaux de plain-pied</acces-handicapes>",
                "\n<restauration>Sur place</restauration>\n<acces-handicapes>Locaux de plain-pied</acces-handicapes>\n<langue-formation>fr</langue-formation>",
            ),
        formation(2)
            .replacen("20261102", "20261103", 1)
            .replace("datemaj=\"20261102\">\n<rythme", "datemaj=\"20261102\" info=\"vu\">\n<rythme")
            .replace("\n<acces-handicapes>Locaux de plain-pied</acces-handicapes>", ""),
    ];
    assert_eq!(text, feed(expected));
    assert!(answer.out.contains("9 corrections appliquées sur 9"), "{}", answer.out);
}

#[test]
fn corrections_that_cannot_be_made_say_why() {
    let clean = feed((0..3).map(formation));
    for (line, why) in [
        ("21_999;intitule-formation;a;b", "rien ne porte ce numéro"),
        ("21_1001;intitule-formation;Menuiserie;b", "la valeur est aujourd'hui « Maçonnerie »"),
        ("21_1001;intitule;a;b", "rien à cet endroit"),
        ("21_1001;intitule;;b", "<intitule> n'a pas sa place ici"),
        ("21_1001;action/session;;b", "en contient d'autres"),
        ("21_1001;action[0];a;b", "ce chemin ne se lit pas"),
        ("21_1001;action[3];;b", "rien à cet endroit"),
        ("21_1001;@numero;21_1001;21_1001", "les deux valeurs sont les mêmes"),
        ("21_31;nom-organisme;Chaux é Pierre;b", "3 endroits possibles"),
        ("21_1001;intitule-formation;Maçonnerie;\u{1}", "ne peut pas contenir cela"),
        // It would bring an error.
        ("21_000001;periode/fin;20270625;20260101", "écarté, apporterait SES02"),
        ("21_1001;intitule-formation;Maçonnerie;", "écarté, apporterait LHE01"),
        ("21_1001;certifiante;1;peut-être", "écarté, apporterait LHE23"),
    ] {
        let (answer, text) = applied(line, &["--write"]);
        assert_eq!((answer.code, text == clean), (1, true), "{line}: {}", answer.err);
        assert!(
            answer.out.contains("corrections.csv:2:") && answer.out.contains(why),
            "{line}: {}",
            answer.out
        );
    }
    // Of two corrections of one value, the second no longer finds what it replaces; a wrong one keeps no other from being made.
    let lines = "21_1001;intitule-formation;Maçonnerie;Taille\n21_1001;intitule-formation;Maçonnerie;Pierre\n21_1001;certifiante;1;2\n";
    let (answer, text) = applied(lines, &["--write"]);
    assert_eq!(answer.code, 1);
    assert!(text.contains(">Taille<") && !text.contains(">Pierre<"), "{}", answer.out);
    assert!(answer.out.contains("la valeur est aujourd'hui « Taille »"), "{}", answer.out);
    assert!(answer.out.contains("LHE23"), "{}", answer.out);
}

#[test]
fn corrections_may_need_each_other() {
    // An end before its start would be an error; both dates together are none.
    let lines = "21_000001;periode/debut;20270104;20280104\n21_000001;periode/fin;20270625;20280625\n";
    let (answer, text) = applied(lines, &["--write"]);
    assert_eq!(answer.code, 0, "{}", answer.out);
    assert!(text.contains("<debut>20280104</debut><fin>20280625</fin>"));
    let (answer, text) = applied(lines, &["--diff"]);
    assert_eq!((answer.code, text), (1, feed((0..3).map(formation))));
    assert!(
        answer.out.contains("\n-<periode><debut>20270104</debut><fin>20270625</fin></periode>\n+<periode>")
    );
}

#[test]
fn a_fix_that_would_bring_an_error_is_left_out_and_the_others_are_not() {
    // Under its right name, the number would be seen to be false.
    let bad = |n| {
        formation(n)
            .replace("<SIRET>81462226200032</SIRET>", "<siret>81462226200033</siret>")
            .replace("<codepostal>44000<", "<codepostal>44 000<")
    };
    let document = feed((0..40).map(|n| if n % 4 == 0 { bad(n) } else { SEEDS[0].sow(n).0 }));
    let fixed = fixer(Safety::Safe).fix_slice("feed.xml", document.as_bytes()).expect("a document");
    let refused: Vec<_> = fixed
        .refused
        .iter()
        .map(|(finding, refusal)| match refusal {
            sofi_lheo::Refusal::NewError(error) => (finding.rule.code, error.rule.code),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(refused, [("LHE09", "SIR03"); 10]);
    let expected =
        feed((0..40).map(|n| if n % 4 == 0 { bad(n).replace("44 000", "44000") } else { formation(n) }));
    assert_eq!(String::from_utf8_lossy(&mend(&fixer(Safety::Safe), document.as_bytes())), expected);
}

#[test]
fn a_declaration_that_lies_is_corrected() {
    let right = feed((0..2).map(formation));
    let lie = right.replace("UTF-8", "ISO-8859-1");
    assert_eq!(String::from_utf8_lossy(&mend(&fixer(Safety::Safe), lie.as_bytes())), right);
    // With other faults, which are mended by what the text really is.
    let lie = feed(SEEDS.iter().enumerate().map(|(n, seed)| seed.sow(n).0)).replace("UTF-8", "ISO-8859-1");
    let mended = feed(SEEDS.iter().enumerate().map(|(n, seed)| seed.sow(n).1));
    assert_eq!(String::from_utf8_lossy(&mend(&fixer(Safety::Suggested), lie.as_bytes())), mended);
}

#[test]
fn a_namespace_that_is_nearly_right_is_proposed() {
    let right = feed((0..1).map(formation));
    let wrong = right.replace("http://lheo.gouv.fr/2.3", "https://lheo.gouv.fr/2.3/");
    let findings = checker(Level::Full).check_slice("feed.xml", wrong.as_bytes());
    let codes: Vec<_> = findings.findings().map(|(_, it)| it.rule.code).collect();
    assert!(codes.contains(&"LHE64"), "{codes:?}");
    assert_eq!(String::from_utf8_lossy(&mend(&fixer(Safety::Suggested), wrong.as_bytes())), right);
    assert_eq!(String::from_utf8_lossy(&mend(&fixer(Safety::Safe), wrong.as_bytes())), wrong);
}

#[test]
fn phone_numbers_of_edof_lose_their_marks() {
    let right = base("edof.xml");
    let wrong = right.replacen("<numtel>0240203040<", "<numtel>02.40.20 30-40<", 1);
    assert_ne!(wrong, right);
    assert_eq!(String::from_utf8_lossy(&mend(&fixer(Safety::Safe), wrong.as_bytes())), right);
}

#[test]
fn a_diff_shows_the_lines_that_change() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("flux.xml");
    fs::write(&path, feed([SEEDS[0].sow(1).0, formation(2)])).expect("written");
    let name = path.to_str().expect("a name");
    let answer = sofi(&["fix", "--diff", name]);
    let expected = "--- NAME\n+++ NAME\n@@ -35,7 +35,7 @@\n </action>\n <organisme-formation-responsable numero=\"21_31\">\n <numero-activite>52440363444</numero-activite>\n-<SIRET-organisme-formation><SIRET>814 622 262 00032</SIRET></SIRET-organisme-formation>\n+<SIRET-organisme-formation><SIRET>81462226200032</SIRET></SIRET-organisme-formation>\n <nom-organisme>Chaux é Pierre</nom-organisme>\n <raison-sociale>A &amp; B</raison-sociale>\n";
    assert!(answer.out.replace(name, "NAME").starts_with(expected), "{}", answer.out);
    assert_eq!(answer.code, 1);
    assert!(answer.err.contains("1 correction à écrire"), "{}", answer.err);
    // Nothing to change, nothing to show.
    fs::write(&path, feed([formation(1)])).expect("written");
    let answer = sofi(&["fix", "--diff", name]);
    assert_eq!((answer.code, answer.out.as_str()), (0, ""));
}

#[test]
fn packed_files_stay_packed_and_archives_are_left_alone() {
    use std::io::{Read, Write};

    let folder = tempfile::tempdir().expect("a folder");
    let [gzip, archive, out] = ["flux.xml.gz", "flux.zip", "autre.xml"].map(|name| folder.path().join(name));
    let [gzip_name, archive_name, out_name] =
        [&gzip, &archive, &out].map(|path| path.to_str().expect("a name"));
    let (wrong, right) = (feed([SEEDS[0].sow(1).0]), feed([formation(1)]));
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(wrong.as_bytes()).expect("memory");
    fs::write(&gzip, packed.finish().expect("memory")).expect("written");
    assert_eq!(sofi(&["fix", "--write", gzip_name]).code, 0);
    let mut text = String::new();
    let bytes = fs::read(&gzip).expect("a file");
    flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).expect("gzip");
    assert_eq!(text, right);
    // A packed file that is cut is not half of a feed.
    fs::write(&gzip, &bytes[..bytes.len() / 2]).expect("written");
    let answer = sofi(&["fix", "--write", gzip_name]);
    assert_eq!((answer.code, fs::read(&gzip).expect("a file").len()), (2, bytes.len() / 2), "{}", answer.out);

    let mut zip = zip::ZipWriter::new(fs::File::create(&archive).expect("a file"));
    zip.start_file("flux.xml", zip::write::SimpleFileOptions::default()).expect("a member");
    zip.write_all(wrong.as_bytes()).expect("written");
    zip.finish().expect("an archive");
    let before = fs::read(&archive).expect("a file");
    let answer = sofi(&["fix", "--write", archive_name]);
    assert_eq!((answer.code, fs::read(&archive).expect("a file") == before), (2, true));
    assert!(answer.err.contains("archive zip"), "{}", answer.err);
    assert_eq!(sofi(&["fix", archive_name, "-o", out_name]).code, 0);
    assert_eq!(fs::read_to_string(&out).expect("a file"), right);
}

#[test]
fn the_standard_input_is_mended_to_the_standard_output() {
    let (wrong, right) = (feed([SEEDS[0].sow(1).0]), feed([formation(1)]));
    let answer = sofi_with(&["fix", "-", "-o", "-"], wrong.as_bytes(), |_| ());
    // Answers have plain apostrophes and blanks.
    assert_eq!((answer.code, answer.out), (0, right));
    assert!(answer.err.contains("1 correction écrite"), "{}", answer.err);
    assert_eq!(sofi_with(&["fix", "-", "--write"], wrong.as_bytes(), |_| ()).code, 2);
    assert_eq!(sofi(&["fix", "a.xml", "--write", "--diff"]).code, 2);
    assert_eq!(sofi(&["fix", "missing.xml"]).code, 2);
    // Only what is asked for.
    let answer = sofi_with(&["fix", "-", "-o", "-", "--select", "LHE09"], wrong.as_bytes(), |_| ());
    assert_eq!(answer.out, wrong);
}

#[test]
fn faults_past_the_number_that_is_kept_are_mended_too() {
    use sofi_lheo::Limits;

    let (wrong, right) = (feed((0..30).map(|n| SEEDS[0].sow(n).0)), feed((0..30).map(formation)));
    let few = |findings| checker(Level::Xsd).limits(Limits { findings, ..Limits::default() });
    assert_eq!(String::from_utf8_lossy(&mend(&Fixer::new(few(7)), wrong.as_bytes())), right);
    // Faults that cannot be mended hide those after them, which is told.
    let hidden = feed((0..30).map(|n| {
        if n < 10 { formation(n).replace("<certifiante>1<", "<certifiante>?<") } else { SEEDS[0].sow(n).0 }
    }));
    let fixed = Fixer::new(few(10)).fix_slice("feed.xml", hidden.as_bytes()).expect("a document");
    assert_eq!((fixed.applied.len(), fixed.unseen), (0, 20));
}
