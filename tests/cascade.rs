//! One fault, one finding: mutants with a single fault must get exactly one error, nearly always, and at least one,
//! always.

use std::collections::BTreeMap;

use sofi_core::Level;
use sofi_lheo::{Content, Dialect, Element, ElementDef, Particle, Required, Schema};
use sofi_tests::{Node, Random, check, errors, line};

const MUTANTS: usize = 6000;
const LEAST: f64 = 95.0;

/// One way to break a document: returns false when this element cannot be broken so.
type Break = fn(&mut Node, &ElementDef, &Schema, &mut Random) -> bool;

const BREAKS: &[(&str, Break)] = &[
    ("child dropped", drop_child),
    ("siblings swapped", swap),
    ("child moved", move_child),
    ("child doubled", double),
    ("name misspelt", misspell),
    ("case of a name", change_case),
    ("other known name", rename),
    ("unknown child", unknown),
    ("foreign child", foreign),
    ("known child elsewhere", graft),
    ("text in a container", text),
    ("element in a leaf", nested),
    ("leaf emptied", empty_leaf),
    ("container emptied", empty_container),
    ("text too long", too_long),
    ("bad value", bad_value),
    ("unknown attribute", unknown_attribute),
    ("attribute dropped", drop_attribute),
];

fn particles(content: &Content) -> &'static [Particle] {
    match content {
        Content::Sequence(particles) | Content::Choice { of: particles, .. } => particles,
        _ => &[],
    }
}

/// Are the children right? An independent judge: what the content model says, matched greedily, which is exact as no
/// name occurs twice in a model.
fn is_right(node: &Node, def: &ElementDef) -> bool {
    let names: Vec<&str> = node.children.iter().map(|child| child.name.as_str()).collect();
    match def.content {
        Content::Sequence(particles) => {
            let mut rest = names.as_slice();
            particles.iter().all(|particle| {
                let count = rest.iter().take_while(|name| **name == particle.element.name()).count();
                rest = &rest[count..];
                count >= usize::from(particle.min)
                    && (particle.max == Particle::UNBOUNDED || count <= usize::from(particle.max))
            }) && rest.is_empty()
        }
        Content::Choice { of, min, max } => {
            names.iter().all(|name| of.iter().any(|p| p.element.name() == *name))
                && names.len() >= usize::from(min)
                && (max == Particle::UNBOUNDED || names.len() <= usize::from(max))
        }
        _ => true,
    }
}

fn drop_child(node: &mut Node, def: &ElementDef, _: &Schema, random: &mut Random) -> bool {
    if node.children.is_empty() {
        return false;
    }
    node.children.remove(random.below(node.children.len()));
    !is_right(node, def)
}

fn swap(node: &mut Node, def: &ElementDef, _: &Schema, random: &mut Random) -> bool {
    if node.children.len() < 2 {
        return false;
    }
    let at = random.below(node.children.len() - 1);
    node.children.swap(at, at + 1);
    !is_right(node, def)
}

fn move_child(node: &mut Node, def: &ElementDef, _: &Schema, random: &mut Random) -> bool {
    if node.children.len() < 2 {
        return false;
    }
    let child = node.children.remove(random.below(node.children.len()));
    node.children.insert(random.below(node.children.len() + 1), child);
    !is_right(node, def)
}

fn double(node: &mut Node, def: &ElementDef, _: &Schema, random: &mut Random) -> bool {
    if node.children.is_empty() {
        return false;
    }
    let at = random.below(node.children.len());
    node.children.insert(at, node.children[at].clone());
    !is_right(node, def)
}

fn misspell(node: &mut Node, def: &ElementDef, schema: &Schema, random: &mut Random) -> bool {
    if node.children.is_empty() {
        return false;
    }
    let at = random.below(node.children.len());
    let name = &mut node.children[at].name;
    let letter = 1 + random.below(name.len() - 1);
    match random.below(3) {
        0 => drop(name.remove(letter)),
        1 => name.insert(letter, 'z'),
        _ => name.replace_range(letter..=letter, "z"),
    }
    schema.element_named(&node.children[at].name.clone()).is_none() && !is_right(node, def)
}

fn change_case(node: &mut Node, def: &ElementDef, _: &Schema, random: &mut Random) -> bool {
    if node.children.is_empty() {
        return false;
    }
    let at = random.below(node.children.len());
    let name = &mut node.children[at].name;
    *name = if *name == name.to_lowercase() { name.to_uppercase() } else { name.to_lowercase() };
    !is_right(node, def)
}

fn rename(node: &mut Node, def: &ElementDef, schema: &Schema, random: &mut Random) -> bool {
    if node.children.is_empty() {
        return false;
    }
    let at = random.below(node.children.len());
    random.pick(schema.elements).element.name().clone_into(&mut node.children[at].name);
    // A sibling's name that is right there changes the content instead, which is another fault.
    !is_right(node, def)
}

fn insert(node: &mut Node, def: &ElementDef, child: Node, random: &mut Random) -> bool {
    if def.content.is_leaf() || matches!(def.content, Content::Any) {
        return false;
    }
    node.children.insert(random.below(node.children.len() + 1), child);
    !is_right(node, def)
}

fn unknown(node: &mut Node, def: &ElementDef, _: &Schema, random: &mut Random) -> bool {
    insert(node, def, Node::leaf("renseignement", "x"), random)
}

fn foreign(node: &mut Node, def: &ElementDef, _: &Schema, random: &mut Random) -> bool {
    let mut child = Node::leaf("f:note", "x");
    child.attributes.push(("xmlns:f".to_owned(), "urn:f".to_owned()));
    insert(node, def, child, random)
}

fn graft(node: &mut Node, def: &ElementDef, schema: &Schema, random: &mut Random) -> bool {
    let other = random.pick(schema.elements);
    let is_sibling = particles(&def.content).iter().any(|p| p.element == other.element);
    !is_sibling && insert(node, def, Node::leaf(other.element.name(), "x"), random)
}

fn text(node: &mut Node, def: &ElementDef, _: &Schema, _: &mut Random) -> bool {
    "texte".clone_into(&mut node.text);
    !def.content.is_leaf() && !matches!(def.content, Content::Any)
}

fn nested(node: &mut Node, def: &ElementDef, schema: &Schema, random: &mut Random) -> bool {
    let name = random.pick(&["b", schema.elements[0].element.name()]).to_string();
    node.children.push(Node::leaf(&name, "x"));
    def.content.is_leaf()
}

fn empty_leaf(node: &mut Node, def: &ElementDef, _: &Schema, _: &mut Random) -> bool {
    node.text.clear();
    def.content.is_leaf() && !matches!(def.content, Content::Text { min: 0, .. })
}

fn empty_container(node: &mut Node, def: &ElementDef, _: &Schema, _: &mut Random) -> bool {
    node.children.clear();
    !is_right(node, def)
}

fn too_long(node: &mut Node, def: &ElementDef, _: &Schema, random: &mut Random) -> bool {
    let Content::Text { max, pattern: None, .. } = def.content else { return false };
    node.text = random.pick(&["é", "x", "😀", " "]).repeat(usize::from(max) + 1 + random.below(3));
    true
}

fn bad_value(node: &mut Node, def: &ElementDef, _: &Schema, random: &mut Random) -> bool {
    let bad: &[&str] = match def.content {
        Content::Key(_) => &["oui", "-1", "é", "0 0"],
        Content::Int { .. } => &["35,5", "trois", "1e3", "99999999999999999999"],
        Content::Date => &["01/09/2026", "2026-09-01", "2026", "demain", "20262001"],
        Content::Text { pattern: Some(_), .. } => &["?", "RNCP", "12 34"],
        _ => return false,
    };
    (*random.pick(bad)).clone_into(&mut node.text);
    true
}

fn unknown_attribute(node: &mut Node, def: &ElementDef, _: &Schema, random: &mut Random) -> bool {
    node.attributes.push(((*random.pick(&["nombre", "Numero", "xml:lang"])).to_owned(), "1".to_owned()));
    !matches!(def.content, Content::Any)
}

fn drop_attribute(node: &mut Node, def: &ElementDef, _: &Schema, _: &mut Random) -> bool {
    let Some(required) = def.attributes.iter().find(|a| a.required == Required::Xsd) else { return false };
    let before = node.attributes.len();
    node.attributes.retain(|(name, _)| name != required.name);
    node.attributes.len() < before
}

/// Breaks an element that can be broken so, chosen at random. The document is `node`.
fn mutate(node: &mut Node, schema: &Schema, how: Break, random: &mut Random) -> bool {
    let count = size(node);
    for _ in 0..40 {
        let mut copy = node.clone();
        let target = nth(&mut copy, &mut random.below(count)).expect("within the count");
        let Some(def) = Element::from_name(&target.name).and_then(|element| schema.element(element)) else {
            continue;
        };
        if how(target, def, schema, random) {
            *node = copy;
            return true;
        }
    }
    false
}

fn size(node: &Node) -> usize {
    1 + node.children.iter().map(size).sum::<usize>()
}

fn nth<'a>(node: &'a mut Node, n: &mut usize) -> Option<&'a mut Node> {
    if *n == 0 {
        return Some(node);
    }
    *n -= 1;
    node.children.iter_mut().find_map(|child| nth(child, n))
}

#[derive(Debug, Default)]
struct Tally {
    made: u32,
    one: u32,
    none: u32,
    shown: Vec<String>,
}

#[test]
fn documents_of_the_tables_are_valid() {
    for dialect in Dialect::ALL {
        for full in [false, true] {
            let xml = Node::document(dialect, full).to_xml();
            for level in [Level::Xsd, Level::Strict] {
                let file = check(level, xml.as_bytes());
                let told: Vec<String> =
                    file.findings.iter().map(line).filter(|l| !l.starts_with("LHE65")).collect();
                assert_eq!(told, [""; 0], "{dialect:?}, full: {full}, {level}\n{xml}");
            }
        }
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "the table is what this test is for")]
fn one_fault_is_one_finding() {
    let mut random = Random::new(1);
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let pool: Vec<(Dialect, Node)> = [Dialect::Lheo22, Dialect::Lheo23, Dialect::Edof]
        .into_iter()
        .flat_map(|dialect| [false, true].map(|full| (dialect, Node::document(dialect, full))))
        .collect();
    for i in 0..MUTANTS {
        let (name, how) = BREAKS[i % BREAKS.len()];
        let (dialect, document) = random.pick(&pool);
        let mut mutant = document.clone();
        if !mutate(&mut mutant, dialect.schema(), how, &mut random) {
            continue;
        }
        let xml = mutant.to_xml();
        let file = check(Level::Xsd, xml.as_bytes());
        let errors = errors(&file);
        let tally = tallies.entry(name).or_default();
        tally.made += 1;
        tally.one += u32::from(errors.len() == 1);
        tally.none += u32::from(errors.is_empty());
        if errors.len() != 1 && tally.shown.len() < 4 {
            let told: Vec<String> = errors.iter().take(4).map(|finding| line(finding)).collect();
            tally.shown.push(format!(
                "{dialect:?} {} errors {told:?} {}",
                errors.len(),
                difference(document, &xml)
            ));
        }
    }
    println!("{:<24} {:>6} {:>6} {:>6}", "fault", "made", "one %", "none");
    for (name, tally) in &tallies {
        let percent = 100.0 * f64::from(tally.one) / f64::from(tally.made);
        println!("{name:<24} {:>6} {percent:>6.1} {:>6}", tally.made, tally.none);
        for shown in &tally.shown {
            println!("    {shown}");
        }
    }
    let sum = |f: fn(&Tally) -> u32| tallies.values().map(f).sum::<u32>();
    let (made, one, none) = (sum(|t| t.made), sum(|t| t.one), sum(|t| t.none));
    let percent = 100.0 * f64::from(one) / f64::from(made);
    println!("all: {made} mutants, {percent:.2} % with one error, {none} without any");
    assert_eq!(none, 0, "a document that became invalid is not told");
    assert_eq!(tallies.len(), BREAKS.len(), "some faults could not be made");
    assert!(percent >= LEAST, "{percent} % only");
}

/// The first line that the mutation changed.
fn difference(document: &Node, mutant: &str) -> String {
    let before = document.to_xml();
    let changed = before.lines().zip(mutant.lines()).position(|(a, b)| a != b);
    changed.map_or_else(String::new, |i| {
        format!("line {}: {:.80}", i + 1, mutant.lines().nth(i).unwrap_or_default())
    })
}
