//! How many faults a validator reports, and how many reports it takes: 200 records with three faults each, in one parent.

use std::{fs, path::Path, process::Command};

use super::{
    Bench,
    page::{self, Table},
};

const RECORDS: usize = 200;

/// The three faults of a record, in what the formation itself holds.
///
/// `contenu-formation` is missing; `objectif-general-formation`, which closes the head of a formation, comes before
/// `code-niveau-entree`; `certifiante` has a code of no table.
fn record(number: usize) -> String {
    let contact = "<coordonnees><nom>Le Goff</nom></coordonnees>";
    format!(
        "<formation numero=\"21_{number:06}\">
<domaine-formation><code-FORMACODE ref=\"V14\">22254</code-FORMACODE></domaine-formation>
<intitule-formation>Maçonnerie</intitule-formation>
<objectif-formation>Restaurer les maçonneries anciennes.</objectif-formation>
<resultats-attendus>Être capable de conduire un chantier.</resultats-attendus>
<certifiante>9</certifiante>
<contact-formation>{contact}</contact-formation>
<parcours-de-formation>1</parcours-de-formation>
<objectif-general-formation>6</objectif-general-formation>
<code-niveau-entree>0</code-niveau-entree>
<action numero=\"21_1{number:05}\">
<rythme-formation>Temps plein</rythme-formation>
<code-public-vise ref=\"V14\">80056</code-public-vise>
<niveau-entree-obligatoire>0</niveau-entree-obligatoire>
<modalites-alternance>Sans alternance</modalites-alternance>
<modalites-enseignement>0</modalites-enseignement>
<conditions-specifiques>aucune</conditions-specifiques>
<prise-en-charge-frais-possible>0</prise-en-charge-frais-possible>
<modalites-entrees-sorties>0</modalites-entrees-sorties>
<session numero=\"21_2{number:05}\"><periode><debut>20270104</debut><fin>20270625</fin></periode><adresse-inscription><adresse><ligne>3 rue du Puits</ligne><codepostal>44000</codepostal><ville>Nantes</ville></adresse></adresse-inscription></session>
</action>
<organisme-formation-responsable>
<numero-activite>52440363444</numero-activite>
<SIRET-organisme-formation><SIRET>81462226200032</SIRET></SIRET-organisme-formation>
<nom-organisme>Chaux et Pierre</nom-organisme>
<raison-sociale>Chaux et Pierre</raison-sociale>
<coordonnees-organisme><coordonnees><nom>Le Goff</nom></coordonnees></coordonnees-organisme>
<contact-organisme>{contact}</contact-organisme>
</organisme-formation-responsable>
</formation>
"
    )
}

/// What one tool said.
struct Told {
    tool: &'static str,
    /// One line for each report.
    reports: Vec<String>,
}

pub(super) fn run(bench: &Bench) -> Result<String, String> {
    bench.build()?;
    let records: String = (0..RECORDS).map(record).collect();
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<lheo xmlns=\"http://lheo.gouv.fr/2.3\">\n<offres>\n{records}</offres>\n</lheo>\n"
    );
    let feed = bench.dir.join("recall.xml");
    fs::write(&feed, &text).map_err(|error| error.to_string())?;
    let (schema, mut notes) = (bench.schema()?, Vec::new());
    let mut told = vec![Told {
        tool: "sofi check --level xsd",
        reports: lines(
            Command::new(bench.sofi())
                .args(["check", "--level", "xsd", "--format", "jsonl", "--fail-on", "never"])
                .arg(&feed),
        )?,
    }];
    let mut add = |tool, reports: Result<Vec<String>, String>| match reports {
        Ok(reports) => told.push(Told { tool, reports }),
        Err(reason) => notes.push(format!("{tool} was left out: {reason}.")),
    };
    let python = |mode: &str| {
        let python = bench.python(false)?;
        lines(Command::new(python).args([&bench.script("validate.py"), mode]).arg(&schema).arg(&feed))
    };
    add("libxml2 (through lxml)", python("lxml-tree"));
    add("Xerces (JDK)", java(bench, &schema, &feed));
    add("xmlschema (Python)", python("xmlschema"));

    let faults = RECORDS * 3;
    let mut table = Table::new(&["tool", "faults", "found", "reports", "reports past one for each"]);
    for Told { tool, reports } in &told {
        let found = found(reports);
        let more = reports.len().saturating_sub(found);
        let numbers = [faults, found, reports.len(), more].map(|number| number.to_string());
        table.row(&[&[(*tool).to_owned()], &numbers[..]].concat());
    }
    let notes = page::list(&notes);
    Ok(format!("On {}\n{}\n{notes}", page::machine(bench), table.text()))
}

/// How many of the faults the reports speak of: a fault counts once for each record, whatever is said of it.
///
/// What is missing, swapped or coded wrongly is known by the elements that reports name.
fn found(reports: &[String]) -> usize {
    let kinds: [&[&str]; 3] =
        [&["contenu-formation"], &["objectif-general-formation", "code-niveau-entree"], &["certifiante"]];
    // One that names what it expected in place of `certifiante` speaks of what is missing.
    let kind = |report: &str| kinds.iter().position(|of| of.iter().any(|name| report.contains(name)));
    let counts = (0..kinds.len()).map(|it| reports.iter().filter(|report| kind(report) == Some(it)).count());
    counts.map(|count| count.min(RECORDS)).sum()
}

/// What a program printed, by lines; it may end with any code.
fn lines(command: &mut Command) -> Result<Vec<String>, String> {
    let output = command.output().map_err(|error| error.to_string())?;
    if output.stdout.is_empty() && !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(text.lines().map(str::to_owned).collect())
}

fn java(bench: &Bench, schema: &Path, feed: &Path) -> Result<Vec<String>, String> {
    lines(Command::new("java").arg(bench.script("Validate.java")).arg(schema).arg(feed))
}
