//! The examples of the pages of rules: each is laid over a small valid document, and checked.
//!
//! A fragment is matched with the first element of its name. Its children are matched with the children of the same name
//! and number; a leaf takes its text, an attribute its value, and what is missing is put where the schema wants it. Nothing
//! is ever taken away.

use std::{collections::HashMap, fs, path::Path};

use sofi_core::{Lang, Level, ModeTitularite, Profile, Report, Rule, rules};
use sofi_lheo::{Checker, Content, Dialect, NodeKind, Reader};
use sofi_tests::{Node, line};

/// The date of the examples.
fn as_of() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date")
}

fn base(dialect: Dialect) -> String {
    let name = if dialect == Dialect::Edof { "edof.xml" } else { "lheo-2.3.xml" };
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("bases").join(name)).expect("a base")
}

/// Reads elements, whatever they are, as trees.
fn parse(dialect: Dialect, xml: &str) -> Vec<Node> {
    let document = format!("<formation xmlns=\"{}\">{xml}</formation>", dialect.namespace());
    let mut reader = Reader::from_slice("fragment", document.as_bytes()).expect("bytes in memory");
    let record = reader.next_record().unwrap_or_else(|error| panic!("{error}\n{xml}")).expect("a record");
    record.root().children().map(tree).collect()
}

fn tree(node: sofi_lheo::Node<'_>) -> Node {
    let text = node.nodes().filter(|inside| matches!(inside.kind(), NodeKind::Text | NodeKind::CData));
    let text: String = text.map(sofi_lheo::Node::source).collect();
    let children: Vec<_> = node.children().map(tree).collect();
    Node {
        name: node.name().to_owned(),
        attributes: node.attributes().into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        text: if children.is_empty() { text } else { String::new() },
        children,
    }
}

/// The document that an example makes of a base.
fn overlaid(dialect: Dialect, fragment: &str) -> String {
    let base = base(dialect);
    let body = &base[base.find("<offres>").expect("offres")..base.find("</lheo>").expect("the end")];
    let mut root = Node { name: "lheo".to_owned(), children: parse(dialect, body), ..Node::default() };
    root.attributes.push(("xmlns".to_owned(), dialect.namespace().to_owned()));
    for over in parse(dialect, fragment) {
        let under = root.find(&over.name).unwrap_or_else(|| panic!("the base holds no <{}>", over.name));
        lay(dialect, under, over);
    }
    root.to_xml()
}

fn lay(dialect: Dialect, under: &mut Node, over: Node) {
    for (name, value) in over.attributes {
        match under.attributes.iter_mut().find(|(known, _)| *known == name) {
            Some(attribute) => attribute.1 = value,
            None => under.attributes.push((name, value)),
        }
    }
    if over.children.is_empty() && (under.children.is_empty() || !over.text.trim().is_empty()) {
        under.text = over.text;
    }
    // Additions are told apart by the name that they give themselves.
    let key = |node: &Node| {
        let info = node.attributes.iter().find(|(name, _)| name == "info" && node.name.starts_with("extra"));
        (node.name.clone(), info.map(|(_, value)| value.clone()))
    };
    let mut seen: HashMap<_, usize> = HashMap::new();
    for child in over.children {
        let number = seen.entry(key(&child)).or_default();
        let same = under.children.iter_mut().filter(|known| key(known) == key(&child)).nth(*number);
        *number += 1;
        match same {
            Some(known) => lay(dialect, known, child),
            None if child.name == "formation" => {
                let mut twin =
                    under.children.iter().find(|known| known.name == "formation").cloned().expect("one");
                lay(dialect, &mut twin, child);
                let at =
                    under.children.iter().rposition(|known| known.name == "formation").map_or(0, |at| at + 1);
                under.children.insert(at, twin);
            }
            None => {
                let at = place(dialect, under, &child.name);
                under.children.insert(at, child);
            }
        }
    }
}

/// Where the schema wants one more child of this name.
fn place(dialect: Dialect, under: &Node, child: &str) -> usize {
    let rank = |name: &str| {
        let Content::Sequence(particles) = dialect.schema().element_named(&under.name)?.content else {
            return None;
        };
        particles.iter().position(|particle| particle.element.name() == name)
    };
    let Some(wanted) = rank(child) else { return under.children.len() };
    under
        .children
        .iter()
        .rposition(|known| rank(&known.name).is_some_and(|r| r <= wanted))
        .map_or(0, |at| at + 1)
}

/// Checks an example as its rule wants it.
fn check(rule: &'static Rule, xml: &str) -> Report {
    let profile = Profile::ALL.iter().copied().find(|profile| rule.severity_in(*profile).is_some());
    let mut checker = Checker::new(Level::Full)
        .profile(profile.unwrap_or_default())
        .as_of(as_of())
        .registers(rules::exemples::registres());
    // The mode that turns this rule on.
    if rule.code == "CRT13" {
        checker = checker.titularite(ModeTitularite::Strict);
    }
    if profile.is_none() {
        checker = checker.severity(rule.code, rule.severity);
    }
    checker.check_slice("exemple.xml", xml.as_bytes())
}

fn dialect(rule: &Rule) -> Dialect {
    let is_edof = Profile::ALL
        .iter()
        .all(|profile| (*profile == Profile::Edof) == rule.severity_in(*profile).is_some());
    if is_edof { Dialect::Edof } else { Dialect::Lheo23 }
}

/// What was found that is this rule, or cites it.
fn says(report: &Report, rule: &Rule) -> Vec<String> {
    let cited = format!("({})", rule.code);
    report
        .findings()
        .filter(|(_, finding)| {
            let mut helps = finding.helps(Lang::Fr);
            finding.rule.code == rule.code || helps.any(|help| help.contains(&cited))
        })
        .map(|(_, finding)| format!("{} {}", line(finding), finding.message(Lang::Fr)))
        .collect()
}

#[test]
fn the_bases_are_right() {
    for (dialect, profiles) in [
        (Dialect::Lheo23, &[Profile::Lheo, Profile::OffreInfo, Profile::PaysDeLaLoire][..]),
        (Dialect::Edof, &[Profile::Edof]),
    ] {
        for profile in profiles {
            let report = Checker::new(Level::Full)
                .profile(*profile)
                .as_of(as_of())
                .check_slice("base.xml", base(dialect).as_bytes());
            let found: Vec<_> = report.findings().map(|(_, finding)| line(finding)).collect();
            assert!(found.is_empty(), "{dialect} {profile}: {found:#?}");
        }
    }
}

#[test]
fn every_example_of_the_domain_does_what_its_page_says() {
    let mut wrong = Vec::new();
    for rule in rules::all().map(|rule| rule.rule) {
        let dialect = dialect(rule);
        let [bad, good] = [rule.bad, rule.good].map(|fragment| {
            let xml = overlaid(dialect, fragment);
            let report = check(rule, &xml);
            (says(&report, rule), report.findings().map(|(_, f)| line(f)).collect::<Vec<_>>())
        });
        if bad.0.is_empty() {
            wrong.push(format!("{}: the bad example is quiet; found {:?}", rule.code, bad.1));
        }
        if !good.0.is_empty() {
            wrong.push(format!("{}: the good example fires: {:?}", rule.code, good.0));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
