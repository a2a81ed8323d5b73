//! The catalogue of rules: complete in both languages, frozen, and in step with its documentation.
//!
//! `SOFI_UPDATE=1 cargo test -p sofi-tests --test catalogue` writes the documentation again.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use regex::Regex;
use sofi_core::{
    Bilingual, Lang, Profile, Rule, Severity, extras, render,
    rules::{
        self,
        catalogue::{Entry, Status},
        entries,
    },
};

const AGAIN: &str = "run: SOFI_UPDATE=1 cargo test -p sofi-tests --test catalogue";

fn rules() -> impl Iterator<Item = &'static Rule> {
    sofi_lheo::rules::all()
}

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/rules")
}

fn is_update() -> bool {
    std::env::var_os("SOFI_UPDATE").is_some()
}

#[test]
fn every_rule_says_everything_in_both_languages() {
    for rule in rules() {
        let Rule { code, title, message, why, .. } = rule;
        for (field, text) in [("title", title), ("message", message), ("why", why)] {
            assert!(!text.fr.trim().is_empty() && !text.en.trim().is_empty(), "{code}: {field}");
        }
        assert!(!rule.source.is_empty() && !rule.bad.is_empty(), "{code}: source and bad");
        assert_ne!(rule.bad, rule.good, "{code}: the mended example is the bad one");
        assert_eq!(rule.label.fr.is_empty(), rule.label.en.is_empty(), "{code}: label");
        for sentence in [why.fr, why.en] {
            assert!(sentence.ends_with('.'), "{code}: {sentence}");
        }
        for start in [title.fr, title.en] {
            assert!(!start.ends_with('.'), "{code}: {start}");
        }
    }
}

#[test]
fn codes_and_names_are_unique_and_well_formed() {
    let code = Regex::new(r"^[A-Z]{3}\d{2}$").unwrap();
    let name = Regex::new(r"^[a-z0-9]+(-[a-z0-9]+)*$").unwrap();
    let (mut codes, mut names) = (BTreeSet::new(), BTreeSet::new());
    for rule in rules() {
        assert!(code.is_match(rule.code), "{}", rule.code);
        assert!(name.is_match(rule.name), "{}", rule.name);
        assert!(codes.insert(rule.code), "{} twice", rule.code);
        assert!(names.insert(rule.name), "{} twice", rule.name);
    }
}

#[test]
fn codes_are_in_order_and_within_the_ranges_of_their_family() {
    let mut last: BTreeMap<&str, u32> = BTreeMap::new();
    for rule in rules() {
        let number: u32 = rule.code[3..].parse().unwrap();
        // Nothing is planned past the sources of XML; other families may use all their numbers.
        let most = if rule.family().0 == "XML" { 89 } else { 99 };
        assert!((1..=most).contains(&number), "{}", rule.code);
        let last = last.insert(rule.family().0, number).unwrap_or(0);
        assert!(last < number, "{} is out of order", rule.code);
    }
}

#[test]
fn both_languages_use_the_same_placeholders() {
    let hole = Regex::new(r"\{([^}|]*)((?:\|[^}|]*)*)\}").unwrap();
    let holes = |template: &'static str| -> BTreeMap<&'static str, usize> {
        let captures = hole.captures_iter(template).map(|c| c.extract::<2>().1);
        captures.map(|[name, forms]| (name, forms.matches('|').count())).collect()
    };
    for rule in rules() {
        let templates = [&rule.message, &rule.label].into_iter().chain(rule.helps);
        for Bilingual { fr, en } in templates {
            assert_eq!(holes(fr), holes(en), "{}: {fr} / {en}", rule.code);
            for (name, forms) in holes(fr) {
                assert!(forms == 0 || forms == 2, "{}: {{{name}}} has {forms} forms", rule.code);
                assert!(
                    name.chars().all(|c| c.is_ascii_lowercase() || c == '_'),
                    "{}: {{{name}}}",
                    rule.code
                );
            }
        }
    }
}

#[test]
fn codes_are_frozen() {
    let path = docs().join("codes.tsv");
    let now = render::codes_tsv(rules());
    let frozen = fs::read_to_string(&path).unwrap_or_default();
    // Even an update only ever adds: a code or a name that users have written down means the same for ever.
    for line in frozen.lines() {
        assert!(
            now.lines().any(|known| known == line),
            "{line:?} was changed or removed: codes are for ever"
        );
    }
    if is_update() {
        fs::create_dir_all(docs()).unwrap();
        fs::write(&path, now).unwrap();
    } else {
        assert_eq!(frozen, now, "{} lacks new rules; {AGAIN}", path.display());
    }
}

#[test]
fn pages_are_up_to_date() {
    let pages = rules().map(|rule| (format!("{}.md", rule.code), render::page(rule, Lang::Fr)));
    let mut wanted: BTreeMap<String, String> = pages.collect();
    wanted.insert("README.md".to_owned(), render::index(rules(), Lang::Fr));
    if is_update() {
        fs::create_dir_all(docs()).unwrap();
        for (name, text) in &wanted {
            fs::write(docs().join(name), text).unwrap();
        }
    }
    let table = docs().join("../catalogue.md");
    let entries = render::entries_table(Lang::Fr);
    if is_update() {
        fs::write(&table, &entries).unwrap();
    }
    assert!(fs::read_to_string(&table).unwrap_or_default() == entries, "docs/catalogue.md is stale; {AGAIN}");
    for (name, text) in &wanted {
        let found = fs::read_to_string(docs().join(name)).unwrap_or_default();
        assert!(found == *text, "docs/rules/{name} is stale; {AGAIN}");
    }
    let present =
        fs::read_dir(docs()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let stray: Vec<_> = present
        .filter(|name| {
            Path::new(name).extension().is_some_and(|extension| extension == "md")
                && !wanted.contains_key(name)
        })
        .collect();
    assert!(stray.is_empty(), "no rule has these pages: {stray:?}");
}

/// `docs/extras.md`: the keys of additions.
#[test]
fn the_page_of_additions_is_up_to_date() {
    let mut page = "# Additions that profiles define\n\nWritten by `cargo xtask rules-doc`. The keys of \
        `sofi_core::extras`, module by module; [writing](writing.md) tells how to use them. A text is a \
        `str`; what is no value of its type keeps its text.\n"
        .to_owned();
    let mut profile = "";
    for key in extras::keys() {
        if profile != key.profile {
            profile = key.profile;
            let _ = write!(
                page,
                "\n## `{profile}`\n\n| key | where | value | what |\n| --- | --- | --- | --- |\n"
            );
        }
        let (path, value) = (key.path().replace('|', "\\|"), key.value.replace("<'static>", ""));
        let _ = writeln!(page, "| `{}` | `{path}` | `{value}` | {} |", key.constant, key.doc.trim());
    }
    let path = docs().join("../extras.md");
    if is_update() {
        fs::write(&path, &page).unwrap();
    }
    assert!(fs::read_to_string(&path).is_ok_and(|found| found == page), "docs/extras.md is stale; {AGAIN}");
}

#[test]
fn doubtful_rules_are_at_most_warnings() {
    for rule in rules().filter(|rule| rule.evidence.is_doubtful()) {
        for profile in Profile::ALL.iter().filter(|profile| **profile != Profile::Edof) {
            assert!(rule.severity_in(*profile) <= Some(Severity::Warning), "{} in {profile}", rule.code);
        }
    }
}

#[test]
fn entries_point_at_rules_that_exist() {
    let mut ids = BTreeSet::new();
    for entry in entries() {
        assert!(ids.insert(entry.id), "{} twice", entry.id);
        let (Status::Rules(codes) | Status::Added(codes) | Status::Covered(codes)) = entry.status else {
            continue;
        };
        for code in codes {
            let rule = sofi_lheo::rules::find(code).unwrap_or_else(|| panic!("{}: no rule {code}", entry.id));
            let is_format = matches!(rule.family().0, "LHE" | "XML");
            assert_eq!(is_format, matches!(entry.status, Status::Covered(_)), "{}: {code}", entry.id);
        }
    }
    // And each rule comes from an entry, or is one of the new ones.
    for rule in rules::all().map(|rule| rule.rule) {
        let is_entry = |entry: &Entry| matches!(entry.status, Status::Rules(codes) | Status::Added(codes) if codes.contains(&rule.code));
        assert!(entries().any(is_entry), "{}: no entry leads to it", rule.code);
    }
}
