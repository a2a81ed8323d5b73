//! Faults to seed in formations: each has a name, one place, and one rule that finds it there.
//!
//! They are those that feeds really have, and are chosen so that one fault is one finding: what they break, no other
//! rule judges.

use super::{rng::Rng, scene::Scene};
use crate::{
    AttributeDef, Content, Element, ElementDef, Node, Reader, Record, Required, Schema, Splice,
    edit::{Changes, escape_attribute},
    element as e,
    place::{Found, Places},
};

/// A kind of fault.
#[derive(Debug, Clone, Copy)]
pub struct Fault {
    /// Its name, in French and in kebab case: `siret-cle-fausse`.
    pub name: &'static str,
    /// The code of the rule that finds it, at level `full` at the latest.
    pub code: &'static str,
    sow: fn(&Ground<'_>, &mut Rng) -> Option<Wound>,
}

/// A fault that was seeded.
#[derive(Debug, Clone)]
pub struct Seeded {
    /// The number of the formation.
    pub formation: String,
    /// What is wrong in it.
    pub fault: Fault,
    /// The place that `check` gives to the finding, as it writes paths:
    /// `/lheo/offres/formation[3]/action[1]/session[2]/periode/fin`.
    pub path: String,
}

/// What a fault changes in a formation, and where it is found.
struct Wound {
    splices: Vec<Splice>,
    /// The number of the element that the finding is about, in the formation as it was.
    at: usize,
    /// What the path has besides that of this element.
    rest: String,
}

impl Wound {
    fn new(at: Node<'_>, range: std::ops::Range<usize>, text: impl Into<String>) -> Self {
        Self { splices: vec![Splice { range, text: text.into() }], at: at.index(), rest: String::new() }
    }

    /// Another text in an element.
    fn text(node: Node<'_>, text: impl Into<String>) -> Self {
        Self::new(node, node.content_span(), text)
    }

    fn rest(mut self, rest: impl Into<String>) -> Self {
        self.rest = rest.into();
        self
    }
}

impl Fault {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self { name: "element-manquant", code: "LHE01", sow: element_manquant },
        Self { name: "elements-permutes", code: "LHE02", sow: elements_permutes },
        Self { name: "element-inconnu", code: "LHE03", sow: element_inconnu },
        Self { name: "element-en-trop", code: "LHE05", sow: element_en_trop },
        Self { name: "element-etranger", code: "LHE06", sow: element_etranger },
        Self { name: "casse-incorrecte", code: "LHE09", sow: casse_incorrecte },
        Self { name: "texte-vide", code: "LHE20", sow: texte_vide },
        Self { name: "texte-trop-long", code: "LHE21", sow: texte_trop_long },
        Self { name: "siret-avec-blancs", code: "LHE21", sow: siret_avec_blancs },
        Self { name: "code-inconnu", code: "LHE23", sow: code_inconnu },
        Self { name: "entier-avec-unite", code: "LHE24", sow: entier_avec_unite },
        Self { name: "date-a-la-francaise", code: "LHE25", sow: date_a_la_francaise },
        Self { name: "attribut-inconnu", code: "LHE40", sow: attribut_inconnu },
        Self { name: "attribut-manquant", code: "LHE41", sow: attribut_manquant },
        Self { name: "ref-manquant", code: "LHE80", sow: ref_manquant },
        Self { name: "date-impossible", code: "LHE82", sow: date_impossible },
        Self { name: "siret-cle-fausse", code: "SIR03", sow: siret_cle_fausse },
        Self { name: "fin-avant-debut", code: "SES02", sow: fin_avant_debut },
        Self { name: "session-en-double", code: "IDN06", sow: session_en_double },
        Self { name: "courriel-sans-arobase", code: "CON02", sow: courriel_sans_arobase },
        Self { name: "accents-abimes", code: "TXT03", sow: accents_abimes },
        Self { name: "esperluette-nue", code: "XML05", sow: esperluette_nue },
    ];
}

/// Seeds a fault in a formation, which stands alone in the text.
///
/// A fault that the formation has no place for gives way to the next one.
pub(super) fn sow(text: &mut String, scene: &Scene, rng: &mut Rng) -> Option<Seeded> {
    let schema = scene.dialect.schema();
    let document = format!("<lheo xmlns=\"{}\"><offres>{text}</offres></lheo>", schema.namespace);
    let mut reader = Reader::from_slice("formation", document.as_bytes()).ok()?;
    let record = reader.next_record().ok()??;
    let ground = Ground::new(record, schema);
    let first = rng.index(Fault::ALL.len());
    let (fault, wound) = Fault::ALL[first..]
        .iter()
        .chain(&Fault::ALL[..first])
        .find_map(|fault| Some((*fault, (fault.sow)(&ground, rng)?)))?;
    let base = format!("/lheo/offres/formation[{}]", scene.index + 1);
    let found = Found { node: record.get(wound.at)?, attribute: None };
    let path = Places::new(&record, Some(schema), &base).place(found).path + &wound.rest;
    let from = text.find('<')?;
    let range = from..from + record.source().len();
    text.replace_range(range, &Changes::new(wound.splices).apply(record.source()));
    Some(Seeded { formation: scene.numero.clone(), fault, path })
}

/// A formation, and its elements with what the dialect says of them.
struct Ground<'r> {
    record: Record<'r>,
    elements: Vec<(Node<'r>, &'static ElementDef)>,
}

impl<'r> Ground<'r> {
    fn new(record: Record<'r>, schema: &Schema) -> Self {
        let nodes = (0..).map_while(|index| record.get(index));
        let elements = nodes.filter_map(|node| Some((node, schema.element(node.element()?)?))).collect();
        Self { record, elements }
    }

    /// One of the elements of which something can be said, and that.
    fn pick<T>(
        &self,
        rng: &mut Rng,
        told: impl Fn(Node<'r>, &ElementDef) -> Option<T>,
    ) -> Option<(Node<'r>, T)> {
        let mut fit: Vec<_> =
            self.elements.iter().filter_map(|(node, def)| Some((*node, told(*node, def)?))).collect();
        (!fit.is_empty()).then(|| fit.swap_remove(rng.index(fit.len())))
    }

    /// One of the elements that are so.
    fn one(&self, rng: &mut Rng, is_so: impl Fn(Node<'r>, &ElementDef) -> bool) -> Option<Node<'r>> {
        Some(self.pick(rng, |node, def| is_so(node, def).then_some(()))?.0)
    }

    /// One of the elements of this name.
    fn named(&self, rng: &mut Rng, element: Element) -> Option<Node<'r>> {
        self.one(rng, |node, _| node.element() == Some(element))
    }

    /// One of the texts of the formation itself or of an action that it must have and that no rule of the domain reads, with what
    /// stands after it.
    fn prose(&self, rng: &mut Rng) -> Option<(Node<'r>, Node<'r>)> {
        const PROSE: [Element; 5] = [
            e::OBJECTIF_FORMATION,
            e::RESULTATS_ATTENDUS,
            e::CONTENU_FORMATION,
            e::RYTHME_FORMATION,
            e::MODALITES_ALTERNANCE,
        ];
        let node = self.one(rng, |node, _| node.element().is_some_and(|element| PROSE.contains(&element)))?;
        let next = self.elements.iter().find(|(next, _)| next.index() >= node.next_index())?.0;
        Some((node, next))
    }

    /// The element that holds another one.
    fn parent(&self, node: Node<'_>) -> Option<Node<'r>> {
        let holds = |above: Node<'_>| above.index() < node.index() && node.index() < above.next_index();
        self.elements.iter().rev().map(|(above, _)| *above).find(|above| holds(*above))
    }

    /// What stands between an element and the next one.
    fn gap(&self, node: Node<'_>, next: Node<'_>) -> &'r str {
        &self.record.source()[node.span().end..next.span().start]
    }
}

fn element_manquant(ground: &Ground<'_>, rng: &mut Rng) -> Option<Wound> {
    let (node, next) = ground.prose(rng)?;
    // What is missing is told where what comes instead of it stands.
    Some(Wound::new(next, node.span().start..next.span().start, ""))
}

fn elements_permutes(ground: &Ground<'_>, rng: &mut Rng) -> Option<Wound> {
    let (node, next) = ground.prose(rng)?;
    let text = format!("{}{}{}", next.source(), ground.gap(node, next), node.source());
    Some(Wound::new(next, node.span().start..next.span().end, text))
}

fn element_inconnu(ground: &Ground<'_>, rng: &mut Rng) -> Option<Wound> {
    inserted(ground, rng, "<remarque>À relire</remarque>", "/remarque")
}

fn element_etranger(ground: &Ground<'_>, rng: &mut Rng) -> Option<Wound> {
    let element = "<x:suivi xmlns:x=\"urn:example:suivi\">relu</x:suivi>";
    inserted(ground, rng, element, "/{urn:example:suivi}suivi")
}

/// An element that the dialect does not know, in a formation or an action.
fn inserted(ground: &Ground<'_>, rng: &mut Rng, element: &str, step: &str) -> Option<Wound> {
    let (before, next) = ground.prose(rng)?;
    let at = next.span().start;
    let text = format!("{element}{}", ground.gap(before, next));
    Some(Wound::new(ground.parent(before)?, at..at, text).rest(step))
}

fn element_en_trop(ground: &Ground<'_>, rng: &mut Rng) -> Option<Wound> {
    let (node, next) = ground.prose(rng)?;
    let at = next.span().start;
    let again = format!("{}{}", node.source(), ground.gap(node, next));
    Some(Wound::new(node, at..at, again).rest("[2]"))
}

fn casse_incorrecte(ground: &Ground<'_>, rng: &mut Rng) -> Option<Wound> {
    let (node, _) = ground.prose(rng)?;
    let (name, content) = (node.name(), &ground.record.source()[node.content_span()]);
    let capital = name[..1].to_uppercase() + &name[1..];
    let text = format!("<{capital}>{content}</{capital}>");
    Some(Wound::new(ground.parent(node)?, node.span(), text).rest(format!("/{capital}")))
}

fn texte_vide(ground: &Ground<'_>, rng: &mut Rng) -> Option<Wound> {
    Some(Wound::text(ground.prose(rng)?.0, ""))
}

fn texte_trop_long(ground: &Ground<'_>, rng: &mut Rng) -> Option<Wound> {
    let length = |def: &ElementDef| match def.content {
        // Short texts of a fixed length are codes, which other rules read.
        Content::Text { min, max, pattern: None } if max <= 255 && max > min + 30 => Some(usize::from(max)),
        _ => None,
    };
    let (node, most) = ground.pick(rng, |_, def| length(def))?;
    let once = &ground.record.source()[node.content_span()];
    let times = most / node.text().chars().count().max(1) + 1;
    Some(Wound::text(node, vec![once; times + 1].join(" ")))
}

fn siret_avec_blancs(ground: &Ground<'_>, rng: &mut Rng) -> Option<Wound> {
    let node = ground.named(rng, e::SIRET)?;
    let siret = node.text();
    let groups = [siret.get(..3)?, siret.get(3..6)?, siret.get(6..9)?, siret.get(9..)?];
    Some(Wound::text(node, groups.join(" ")))
}

fn siret_cle_fausse(ground: &Ground<'_>, rng: &mut Rng) -> Option<Wound> {
    let node = ground.named(rng, e::SIRET)?;
    let siret = node.text();
    let (rest, key) = siret.split_at_checked(13)?;
    let key: u8 = key.parse().ok()?;
    Some(Wound::text(node, format!("{rest}{}", (key + 1) % 10)))
}

fn code_inconnu(ground: &Ground<'_>, rng: &mut Rng) -> Option<Wound> {
    Some(Wound::text(ground.one(rng, |_, def| matches!(def.content, Content::Key(_)))?, "z9"))
}

fn entier_avec_unite(ground: &Ground<'_>, rng: &mut Rng) -> Option<Wound> {
    let node = ground.one(rng, |_, def| matches!(def.content, Content::Int { .. }))?;
    Some(Wound::text(node, format!("{} h", node.text())))
}

/// One of the days on which something starts or ends.
fn date<'r>(ground: &Ground<'r>, rng: &mut Rng) -> Option<Node<'r>> {
    ground.one(rng, |node, def| matches!(def.content, Content::Date) && !node.text().contains("0000"))
}

fn date_a_la_francaise(ground: &Ground<'_>, rng: &mut Rng) -> Option<Wound> {
    let node = date(ground, rng)?;
    let date = node.text();
    let (year, month, day) = (date.get(..4)?, date.get(4..6)?, date.get(6..)?);
    Some(Wound::text(node, format!("{day}/{month}/{year}")))
}

fn date_impossible(ground: &Ground<'_>, rng: &mut Rng) -> Option<Wound> {
    let node = date(ground, rng)?;
    Some(Wound::text(node, format!("{}0230", node.text().get(..4)?)))
}

fn fin_avant_debut(ground: &Ground<'_>, rng: &mut Rng) -> Option<Wound> {
    let date = |node: Node<'_>, name| node.child(name).map(|date| date.text().into_owned());
    let (periode, (debut, fin)) = ground.pick(rng, |node, _| {
        let session = ground.parent(node).filter(|above| above.element() == Some(e::SESSION))?;
        // The end of a session that is always open tells when it is to be renewed, which is judged too.
        let is_permanente = date(ground.parent(session)?, "modalites-entrees-sorties")? == "1";
        let (debut, fin) = date(node, "debut").zip(date(node, "fin"))?;
        (!is_permanente && debut < fin).then_some((debut, fin))
    })?;
    let mut wound = Wound::text(periode.child("fin")?, debut);
    wound.splices.push(Splice { range: periode.child("debut")?.content_span(), text: fin });
    Some(wound)
}

/// Where an attribute and its value stand, with the blank before them.
fn attribute_span(node: Node<'_>, name: &str) -> Option<std::ops::Range<usize>> {
    let value = node.attribute(name)?;
    let written = format!(" {name}=\"{}\"", escape_attribute(&value, '"'));
    let from = node.span().start + node.source().find(&written)?;
    Some(from..from + written.len())
}

fn attribut_inconnu(ground: &Ground<'_>, rng: &mut Rng) -> Option<Wound> {
    let node = ground.one(rng, |_, def| matches!(def.content, Content::Sequence(_)))?;
    let at = node.span().start + 1 + node.name().len();
    Some(Wound::new(node, at..at, " couleur=\"bleu\"").rest("/@couleur"))
}

/// An attribute that must be there, gone. The numbers stay: other rules read them.
fn attribute_gone(ground: &Ground<'_>, rng: &mut Rng, required: Required) -> Option<Wound> {
    let (node, (name, span)) = ground.pick(rng, |node, def| {
        let is_so = |a: &&AttributeDef| a.required == required && a.name != "numero";
        let name = def.attributes.iter().rev().find(is_so)?.name;
        Some((name, attribute_span(node, name)?))
    })?;
    Some(Wound::new(node, span, "").rest(format!("/@{name}")))
}

fn attribut_manquant(ground: &Ground<'_>, rng: &mut Rng) -> Option<Wound> {
    attribute_gone(ground, rng, Required::Xsd)
}

fn ref_manquant(ground: &Ground<'_>, rng: &mut Rng) -> Option<Wound> {
    attribute_gone(ground, rng, Required::Standard)
}

fn session_en_double(ground: &Ground<'_>, rng: &mut Rng) -> Option<Wound> {
    let (_, (first, second)) = ground.pick(rng, |action, _| {
        let mut sessions = action.children().filter(|child| child.element() == Some(e::SESSION));
        sessions.next().zip(sessions.next())
    })?;
    let text = format!(" numero=\"{}\"", first.attribute("numero")?);
    Some(Wound::new(second, attribute_span(second, "numero")?, text).rest("/@numero"))
}

fn courriel_sans_arobase(ground: &Ground<'_>, rng: &mut Rng) -> Option<Wound> {
    let node = ground.named(rng, e::COURRIEL)?;
    Some(Wound::text(node, node.text().replace('@', " chez ")))
}

fn accents_abimes(ground: &Ground<'_>, rng: &mut Rng) -> Option<Wound> {
    let (node, _) = ground.prose(rng)?;
    let at = node.content_span().start;
    Some(Wound::new(node, at..at, "MatiÃ¨res : "))
}

fn esperluette_nue(ground: &Ground<'_>, rng: &mut Rng) -> Option<Wound> {
    let (node, _) = ground.prose(rng)?;
    let at = node.content_span().start;
    Some(Wound::new(node, at..at, "Accueil & bilan. "))
}
