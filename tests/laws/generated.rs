use chrono::{Days, NaiveDate};
use sofi_core::{Formation, Level, Severity};
use sofi_lheo::{Dialect, Reader, Writer, generate::Generator};

use crate::{Random, check, errors, line, mutants::mutate};

/// Bytes that tell what to generate, then what to change of it: every feed that is generated is right, and its offers, written, are
/// read back the same; every law holds of its mutants.
pub fn generated(data: &[u8]) {
    let mut random = Random::of_bytes(data);
    let law = random.below(6);
    let dialect = *random.pick(&Dialect::ALL);
    let seed = random.below(1 << 32) as u64;
    let first = NaiveDate::from_ymd_opt(1985, 1, 1).expect("a date");
    let day = first + Days::new(random.below(365 * 60) as u64);
    let feed = Generator::new(dialect, seed).reference(day).formations(1 + random.below(2) as u64).to_vec();
    // Of LHEO 2.0 and 2.1, each document is told that the official schema is lost.
    let findings = check(Level::Strict, &feed).findings;
    let told: Vec<String> = findings.iter().filter(|it| it.severity > Severity::Info).map(line).collect();
    assert_eq!(told, [""; 0], "{dialect} {seed} {day}");
    written(&feed, dialect);

    let mut mutant = feed.clone();
    for _ in 0..random.below(5) {
        mutant = mutate(&mutant, &mut random);
    }
    let choice = u8::try_from(random.below(256)).expect("a byte");
    let chosen = |mutant: &[u8]| [&[choice], mutant].concat();
    match law {
        0 => super::check(&chosen(&mutant)),
        1 => super::read(&chosen(&mutant)),
        2 => super::fix(&chosen(&mutant)),
        3 => super::convert(&chosen(&mutant)),
        4 => super::diff(&[[choice].as_slice(), &feed, &[0x1c], &mutant].concat()),
        _ => super::convert(&chosen(&feed)),
    }
}

/// The offers of a feed, written and read again.
fn written(feed: &[u8], dialect: Dialect) {
    // The writer puts the additions of EDOF in the order of its platform: only what it has written once stays as it is.
    let once = offers(feed);
    let first = rewritten(&once, dialect);
    let offers = offers(&first);
    if dialect != Dialect::Edof {
        assert_eq!(offers, once);
    }
    assert!(rewritten(&offers, dialect) == first, "written twice");
}

fn rewritten(offers: &[Formation<'_>], dialect: Dialect) -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer = Writer::new(&mut out, dialect).level(Level::Xsd);
    for offre in offers {
        writer.write(offre).expect("what was read can be written");
    }
    writer.finish().expect("memory");
    assert!(errors(&check(Level::Xsd, &out)).is_empty());
    out
}

fn offers(feed: &[u8]) -> Vec<Formation<'static>> {
    let mut reader = Reader::from_slice("feed.xml", feed).expect("a document");
    let mut offers = Vec::new();
    while let Some(offre) = reader.next_formation().expect("a record") {
        offers.push(offre.into_owned());
    }
    offers
}
