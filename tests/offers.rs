//! Offers and documents: what an offer holds comes back from every writing of it, and writing it back changes nothing else.

use std::fs;

use sofi_core::{
    Adresse, Coordonnees, Extra, Extras, Formation, Level, Organisme,
    extras::{self, ExtraDef, edof},
};
use sofi_lheo::{Dialect, Fragment, Reader, Record, Writer, generate::Generator};
use sofi_tests::{Node as Written, Random, check, errors, files, passed_on};

/// Generated documents of each dialect.
const SEEDS: u64 = 60;

/// Documents that are valid by the XSD of their dialect, with their names.
fn valid() -> Vec<(String, Vec<u8>)> {
    let files = files().into_iter().map(|path| {
        let document = fs::read(&path).expect("a file");
        (path.display().to_string(), document)
    });
    let mut documents: Vec<_> =
        files.filter(|(_, document)| errors(&check(Level::Xsd, document)).is_empty()).collect();
    assert!(documents.len() >= 3, "{} valid files only", documents.len());
    for dialect in Dialect::ALL {
        for full in [false, true] {
            let document = Written::document(dialect, full).to_xml().into_bytes();
            documents.push((format!("{dialect}, full: {full}"), document));
        }
        for seed in 0..SEEDS {
            documents.push((format!("{dialect}, seed {seed}"), generated(dialect, seed)));
        }
    }
    documents
}

fn generated(dialect: Dialect, seed: u64) -> Vec<u8> {
    Generator::new(dialect, seed).formations(3).to_vec()
}

/// Looks at each record of a document.
fn each_record(name: &str, document: &[u8], mut look: impl FnMut(Record<'_>)) {
    let mut reader = Reader::from_slice(name, document).expect("a document");
    while let Some(record) = reader.next_record().unwrap_or_else(|error| panic!("{name}: {error}")) {
        look(record);
    }
}

fn offers(name: &str, document: &[u8]) -> Vec<Formation<'static>> {
    let mut offers = Vec::new();
    each_record(name, document, |record| offers.extend(record.offre().map(Formation::into_owned)));
    offers
}

/// The dialect of a document, that of its first record.
fn dialect_of(name: &str, document: &[u8]) -> Dialect {
    let mut found = None;
    each_record(name, document, |record| found = found.or(record.dialect()));
    found.unwrap_or_else(|| panic!("{name} has records"))
}

/// The document with each offer changed so and written back into its record.
fn rewritten(document: &[u8], mut change: impl FnMut(&mut Formation<'_>)) -> Vec<u8> {
    passed_on(document, |part, edits| {
        if let Some(mut offre) = part.record.offre() {
            change(&mut offre);
            edits.set_offre(&offre).expect("what was read can be written");
        }
        if let Some(organisme) = part.record.organisme_responsable() {
            edits.set_organisme(&organisme).expect("what was read can be written");
        }
        if let Some(resume) = part.record.resume() {
            edits.set_resume(&resume).expect("what was read can be written");
        }
    })
}

#[test]
fn an_offer_that_is_written_back_changes_no_byte() {
    let mut all = files()
        .into_iter()
        .map(|path| (path.display().to_string(), fs::read(path).expect("a file")))
        .collect::<Vec<_>>();
    all.extend(valid());
    for (name, document) in all {
        assert!(rewritten(&document, |_| ()) == document, "{name}");
    }
}

/// Every addition that a profile defines, read and set again, in every part of an offer.
#[test]
fn additions_that_are_set_to_themselves_change_no_byte() {
    let mut set = 0;
    for (name, document) in valid() {
        let same = rewritten(&document, |offre| {
            each_extras(offre, &mut |element, extras| {
                let old = extras.clone();
                set += keys_of(element).map(|key| (key.copy)(&old, extras)).sum::<usize>();
                assert_eq!(*extras, old, "{name}");
            });
        });
        assert!(same == document, "{name}");
    }
    assert!(set > 10_000, "{set} additions only");
}

/// What a profile's keys take from one place to another is all that they know of it.
#[test]
fn additions_are_carried_whole() {
    let mut carried = 0;
    for dialect in [Dialect::Edof, Dialect::Lheo23] {
        for mut offre in (0..20).flat_map(|seed| offers("feed.xml", &generated(dialect, seed))) {
            each_extras(&mut offre, &mut |element, extras| {
                let keys = || keys_of(element);
                let (mut new, mut again) = (Vec::new(), Vec::new());
                let first: usize = keys().map(|key| (key.copy)(extras, &mut new)).sum();
                let second: usize = keys().map(|key| (key.copy)(&new, &mut again)).sum();
                assert_eq!((first, &new), (second, &again));
                carried += first;
            });
        }
    }
    assert!(carried > 1_000, "{carried} additions only");
}

/// The keys of additions that such an element may hold.
fn keys_of(element: &str) -> impl Iterator<Item = &'static ExtraDef> {
    extras::keys().filter(move |key| key.element == element)
}

type Look<'l> = &'l mut dyn FnMut(&'static str, &mut Vec<Extras<'_>>);

/// Shows each list of additions of an offer, with the element that holds it.
fn each_extras(offre: &mut Formation<'_>, look: Look<'_>) {
    list("formation", &mut offre.extras, look);
    offre.responsable.iter_mut().for_each(|it| organisme(it, look));
    offre.contacts.iter_mut().flat_map(|it| &mut it.coordonnees).for_each(|it| coordonnees(it, look));
    for action in &mut offre.actions {
        list("action", &mut action.extras, look);
        action.adresse_inscription.iter_mut().for_each(|it| adresse(it, look));
        action.adresse_information.iter_mut().for_each(|it| adresse(it, look));
        action.formateurs.iter_mut().for_each(|it| organisme(it, look));
        action.financeurs.iter_mut().for_each(|it| list("organisme-financeur", &mut it.extras, look));
        for lieu in &mut action.lieux {
            list("lieu-de-formation", &mut lieu.extras, look);
            lieu.coordonnees.iter_mut().for_each(|it| coordonnees(it, look));
        }
        for session in &mut action.sessions {
            list("session", &mut session.extras, look);
            session.adresse_inscription.iter_mut().for_each(|it| adresse(it, look));
        }
    }
}

fn organisme(organisme: &mut Organisme<'_>, look: Look<'_>) {
    list("organisme", &mut organisme.extras, look);
    organisme.coordonnees.iter_mut().for_each(|it| coordonnees(it, look));
    organisme.contacts.iter_mut().flat_map(|it| &mut it.coordonnees).for_each(|it| coordonnees(it, look));
}

fn coordonnees(coordonnees: &mut Coordonnees<'_>, look: Look<'_>) {
    list("coordonnees", &mut coordonnees.extras, look);
    coordonnees.adresse.iter_mut().for_each(|it| adresse(it, look));
}

fn adresse(adresse: &mut Adresse<'_>, look: Look<'_>) {
    list("adresse", &mut adresse.extras, look);
}

/// A list of additions, then those of the contacts in it.
fn list(element: &'static str, extras: &mut Vec<Extras<'_>>, look: Look<'_>) {
    look(element, extras);
    let contacts = extras.iter_mut().flat_map(|group| &mut group.extra).flat_map(|it| &mut it.coordonnees);
    contacts.for_each(|it| coordonnees(it, look));
}

/// The writer puts the additions of EDOF into the order of its platform.
fn in_the_order_of_edof(offre: &mut Formation<'_>) {
    each_extras(offre, &mut |_, extras| {
        extras.iter_mut().for_each(sorted);
    });
}

fn sorted(group: &mut Extras<'_>) {
    let name = group.info.clone().unwrap_or_default();
    let rank = |info: Option<&str>| edof::rank(&name, info.unwrap_or_default());
    group.extra.sort_by_key(|extra| rank(extra.info.as_deref()));
    group.extras.sort_by_key(|inner| rank(inner.info.as_deref()));
    group.extras.iter_mut().for_each(sorted);
}

#[test]
fn an_offer_that_is_written_anew_comes_back_the_same() {
    let mut written = 0;
    for (name, document) in valid() {
        let mut offers = offers(&name, &document);
        // Of `<domaine-formation/>`, mandatory and empty, an offer has nothing to say, and the writer asks for something.
        if offers.is_empty() || name.ends_with("full: false") {
            continue;
        }
        let dialect = dialect_of(&name, &document);
        let mut out = Vec::new();
        let mut writer = Writer::new(&mut out, dialect).level(Level::Xsd);
        for offre in &offers {
            writer.write(offre).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
        writer.finish().unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(errors(&check(Level::Xsd, &out)).is_empty(), "{name}");
        if dialect == Dialect::Edof {
            offers.iter_mut().for_each(in_the_order_of_edof);
        }
        let again = self::offers(&name, &out);
        assert_eq!(again.len(), offers.len(), "{name}");
        for (again, offre) in again.iter().zip(&offers) {
            assert_eq!(again, offre, "{name}");
        }
        written += offers.len();
    }
    assert!(written > 800, "{written} offers only");
}

/// Whether a dialect would take it or not, what an offer says is what is read of the element that is made of it.
#[test]
fn any_offer_that_is_made_an_element_is_read_back_the_same() {
    let mut random = Random::new(7);
    for dialect in Dialect::ALL {
        for seed in 0..SEEDS {
            for offre in offers("feed.xml", &generated(dialect, seed)) {
                let mut json = serde_json::to_value(&offre).expect("an offer has a JSON");
                damage(&mut json, &mut random);
                let mut offre: Formation<'static> = serde_json::from_value(json).expect("still an offer");
                let written = Fragment::of_formation(&offre, dialect).to_string();
                let namespace = format!("<formation xmlns=\"{}\"", dialect.namespace());
                let document = written.replacen("<formation", &namespace, 1);
                if dialect == Dialect::Edof {
                    in_the_order_of_edof(&mut offre);
                }
                assert_eq!(
                    offers("made", document.as_bytes()),
                    [offre],
                    "{dialect}, seed {seed}: {document}"
                );
            }
        }
    }
}

/// Takes parts of an offer away, and makes others of its texts.
fn damage(json: &mut serde_json::Value, random: &mut Random) {
    match json {
        serde_json::Value::Object(fields) => {
            fields.retain(|_, _| random.below(12) > 0);
            for field in fields.values_mut() {
                damage(field, random);
            }
        }
        serde_json::Value::Array(items) => {
            items.retain(|_| random.below(12) > 0);
            for item in items {
                damage(item, random);
            }
        }
        serde_json::Value::String(text) if random.below(6) == 0 => {
            let at = text.char_indices().map(|(at, _)| at).nth(random.below(text.len() + 1)).unwrap_or(0);
            let pieces = ["&amp;", "<", "]]>", "\"'", "é", "œ\r\nœ", "\u{1f600}", "0", "x\ty"];
            text.insert_str(at, pieces[random.below(pieces.len())]);
        }
        _ => {}
    }
}

/// Additions that come, go, change and move are said as they were asked for, wherever the dialect puts them.
#[test]
fn additions_that_are_changed_at_random_are_said() {
    let mut random = Random::new(6);
    for dialect in [Dialect::Edof, Dialect::Lheo22, Dialect::Lheo23] {
        for seed in 0..SEEDS {
            let document = generated(dialect, seed);
            let mut wanted = Vec::new();
            let changed = rewritten(&document, |offre| {
                each_extras(offre, &mut |_, extras| {
                    // Where there is one, the dialect has room for another.
                    if !extras.is_empty() && random.below(4) == 0 {
                        let group = Extras::default().info("groupe").extra(addition(&mut random));
                        extras.insert(random.below(extras.len() + 1), group);
                    }
                    for group in extras {
                        shaken(group, &mut random);
                    }
                });
                wanted.push(offre.clone().into_owned());
            });
            let found = offers("changed", &changed);
            assert_eq!(found.len(), wanted.len());
            for (found, wanted) in found.iter().zip(&wanted) {
                assert_eq!(found, wanted, "{dialect}, seed {seed}: {}", String::from_utf8_lossy(&changed));
            }
        }
    }
}

fn addition(random: &mut Random) -> Extra<'static> {
    let names = ["inconnu", "code-gfe", "existence-prerequis", "frais-ttc", "code-bloc", "garantie"];
    Extra::default().info(*random.pick(&names)).valeur(random.below(9).to_string())
}

fn shaken(group: &mut Extras<'_>, random: &mut Random) {
    for _ in 0..random.below(3) {
        let at = random.below(group.extra.len() + 1);
        match random.below(3) {
            0 => group.extra.insert(at, addition(random)),
            1 if at < group.extra.len() && group.extra.len() > 1 => drop(group.extra.remove(at)),
            _ => {
                if let Some(extra) = group.extra.get_mut(at).filter(|extra| extra.coordonnees.is_none()) {
                    extra.valeur = Some("autre".into());
                }
            }
        }
    }
    group.extras.iter_mut().for_each(|inner| shaken(inner, random));
    // A group that is new and that the platform knows would be put into its order.
    if random.below(4) == 0 {
        let at = random.below(group.extras.len() + 1);
        let name = *random.pick(&["groupe", "autre"]);
        group.extras.insert(at, Extras::default().info(name).extra(addition(random)));
    }
}

/// An offer may be written into any record of its dialect, which then says it and nothing else of what offers hold.
#[test]
fn an_offer_that_is_written_into_another_record_is_said_there() {
    for dialect in Dialect::ALL {
        for seed in 0..SEEDS / 2 {
            let (one, other) = (generated(dialect, seed), generated(dialect, seed + 1_000));
            let (before, after) = (offers("one", &one), offers("other", &other));
            let mut wanted = after.iter();
            let changed = rewritten(&one, |offre| *offre = wanted.next().expect("as many").clone());
            let found = offers("changed", &changed);
            assert_eq!(found.len(), after.len());
            for (found, wanted) in found.iter().zip(&after) {
                assert_eq!(found, wanted, "{dialect}, seed {seed}: {}", String::from_utf8_lossy(&changed));
            }
            let mut wanted = before.iter();
            let restored = rewritten(&changed, |offre| *offre = wanted.next().expect("as many").clone());
            for (found, wanted) in offers("restored", &restored).iter().zip(&before) {
                assert_eq!(found, wanted, "{dialect}, seed {seed}");
            }
        }
    }
}
