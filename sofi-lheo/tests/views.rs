//! Views: they have a method for all that the dialects say, and take nothing but what these name.

use std::collections::BTreeSet;

use sofi_lheo::{
    Content, Dialect, Element, ElementDef, Node, Reader,
    views::{self, AttributeMethod, Leaf, VIEWS, ViewDef},
};

fn definitions() -> impl Iterator<Item = (Dialect, &'static ElementDef)> {
    Dialect::ALL
        .into_iter()
        .flat_map(|dialect| dialect.schema().elements.iter().map(move |element| (dialect, element)))
}

/// The children that an element may hold, and whether each may occur twice.
fn particles(content: Content) -> Vec<(Element, bool)> {
    match content {
        Content::Sequence(of) => of.iter().map(|child| (child.element, child.repeats())).collect(),
        Content::Choice { of, max, .. } => of.iter().map(|child| (child.element, max > 1)).collect(),
        _ => Vec::new(),
    }
}

/// The name of a method, told here once more, on purpose.
fn method(name: &str) -> String {
    match name {
        "ref" => "ref_".to_owned(),
        _ => name.to_lowercase().replace('-', "_"),
    }
}

#[test]
fn every_child_of_every_dialect_has_its_method_and_no_method_is_in_excess() {
    let mut expected = BTreeSet::new();
    let mut repeating = BTreeSet::new();
    for (dialect, element) in definitions() {
        let view = ViewDef::of(element.element);
        assert_eq!(view.is_none(), element.content.is_leaf(), "{dialect}: {}", element.element);
        for (child, repeats) in particles(element.content) {
            expected.insert((element.element, child));
            if repeats {
                repeating.insert((element.element, child));
            }
        }
    }
    let all = || VIEWS.iter().flat_map(|view| view.children.iter().map(move |child| (view.element, child)));
    let found: BTreeSet<_> = all().map(|(holder, child)| (holder, child.element)).collect();
    assert_eq!(found, expected);
    assert_eq!(all().count(), expected.len(), "no child twice");
    for (holder, child) in all() {
        assert_eq!(child.method, method(child.element.name()), "in {holder}");
        let repeats = repeating.contains(&(holder, child.element));
        assert_eq!(child.repeats, repeats, "{} in {holder}", child.element);
    }
}

#[test]
fn every_attribute_of_every_dialect_has_its_method_and_no_method_is_in_excess() {
    let names = |methods: &[AttributeMethod]| -> BTreeSet<&str> { methods.iter().map(|m| m.name).collect() };
    let mut of_leaves = BTreeSet::new();
    for view in VIEWS {
        let expected: BTreeSet<&str> = definitions()
            .filter(|(_, element)| element.element == view.element)
            .flat_map(|(_, element)| element.attributes.iter().map(|attribute| attribute.name))
            .collect();
        assert_eq!(names(view.attributes), expected, "{}", view.element);
    }
    for (_, element) in definitions().filter(|(_, element)| element.content.is_leaf()) {
        of_leaves.extend(element.attributes.iter().map(|attribute| attribute.name));
    }
    assert_eq!(names(views::LEAF_ATTRIBUTES), of_leaves);
    let attributes = VIEWS.iter().flat_map(|view| view.attributes).chain(views::LEAF_ATTRIBUTES);
    assert!(attributes.into_iter().all(|attribute| attribute.method == method(attribute.name)));
}

#[test]
fn the_table_finds_each_of_its_views() {
    for view in VIEWS {
        assert_eq!(ViewDef::of(view.element).map(|found| found.element), Some(view.element));
    }
}

/// The formation of a feed in LHEO 2.3 that holds this.
fn with_formation(content: &str, check: impl Fn(views::Formation<'_>)) {
    let feed = format!(
        "<l:lheo xmlns:l='http://lheo.gouv.fr/2.3' xmlns:x='urn:x'><l:offres><l:formation numero='F1' x:info='no'>\
         {content}</l:formation></l:offres></l:lheo>"
    );
    let mut reader = Reader::from_slice("feed.xml", feed.as_bytes()).unwrap();
    check(reader.next_record().unwrap().unwrap().formation().unwrap());
}

#[test]
fn elements_and_attributes_of_other_namespaces_are_not_taken() {
    let content = "<x:intitule-formation>x</x:intitule-formation><intitule-formation>none</intitule-formation>\
        <l:intitule-formation>l</l:intitule-formation><l:intitule-formation>second</l:intitule-formation>\
        <x:action/><l:action numero='A1'/><action/><y:action xmlns:y='http://lheo.gouv.fr/2.3' numero='A2'/>";
    with_formation(content, |formation| {
        assert_eq!(formation.intitule_formation().unwrap().text(), "l");
        let numbers: Vec<_> = formation.action().map(|action| action.numero().unwrap()).collect();
        assert_eq!(numbers, ["A1", "A2"], "a prefix is only a prefix");
        assert_eq!(formation.info(), None);
        let foreign = formation.node().child("intitule-formation").unwrap();
        assert!(Leaf::from_node(foreign).is_none());
        assert!(foreign.name() == "x:intitule-formation", "raw access still reaches it");
    });
}

#[test]
fn a_view_is_only_made_of_its_element() {
    with_formation("<l:certifiante>1</l:certifiante><l:extras/>", |formation| {
        let node = formation.node();
        assert!(views::Action::from_node(node).is_none());
        assert!(views::Formation::from_node(node).is_some());
        assert!(Leaf::from_node(node).is_none(), "a formation is no leaf");
        assert!(Leaf::from_node(node.child("certifiante").unwrap()).is_some());
        assert!(views::Extras::from_node(node.child("extras").unwrap()).is_some());
    });
}

#[test]
fn each_kind_of_record_has_its_way_in() {
    let feeds = [
        ("<lheo {}><offres><formation/></offres></lheo>", 0),
        ("<lheo-index {}><resumes-offres><resume-offre/></resumes-offres></lheo-index>", 1),
        ("<lheo-index {}><resumes-organismes><resume-organisme/></resumes-organismes></lheo-index>", 2),
        ("<lheo-plus {}><organisme-formation-responsable/></lheo-plus>", 3),
    ];
    for (feed, kind) in feeds {
        let feed = feed.replace("{}", "xmlns='http://lheo.gouv.fr/2.3'");
        let mut reader = Reader::from_slice("feed.xml", feed.as_bytes()).unwrap();
        let record = reader.next_record().unwrap().unwrap();
        let found = [
            record.formation().is_some(),
            record.resume_offre().is_some(),
            record.resume_organisme().is_some(),
            record.organisme().is_some(),
        ];
        assert_eq!(found, std::array::from_fn(|index| index == kind), "{feed}");
    }
}

#[test]
fn extensions_are_found_by_group_and_key() {
    let content = "<l:extras info='a'><l:extras info='b'><l:extra info='k'>nested</l:extra></l:extras>\
          <l:extra info='k'> own<l:adresse><l:ville>Cergy</l:ville></l:adresse> </l:extra><x:extra info='z'/></l:extras>\
        <l:extras info='b'><l:extra info='k'>later</l:extra><l:extra info='j'>j</l:extra></l:extras>\
        <l:action><l:extras info='c'><l:extra info='k'>of the action</l:extra></l:extras></l:action>";
    with_formation(content, |formation| {
        let text = |group, key| formation.find_extra(group, key).map(|extra| extra.trimmed().into_owned());
        assert_eq!(text("a", "k").as_deref(), Some("own"));
        assert_eq!(text("b", "k").as_deref(), Some("nested"), "the first in the order of the document");
        assert_eq!(text("b", "j").as_deref(), Some("j"));
        assert_eq!(text("a", "z"), None, "a foreign element");
        assert_eq!(text("c", "k"), None, "that of a child");
        let extras = formation.extras().next().unwrap();
        assert_eq!(extras.info().as_deref(), Some("a"));
        assert_eq!(extras.find_extra("a", "k").unwrap().trimmed(), "own", "the extras asked are a group too");
        assert_eq!(extras.find_extra("b", "k").unwrap().text(), "nested");
        assert_eq!(extras.extras().count(), 1);
        assert_eq!(extras.others().map(Node::name).collect::<Vec<_>>(), ["x:extra"]);
        let own = extras.find("k").unwrap();
        assert_eq!(own.text(), " own ");
        let adresse = own.children().find_map(views::Adresse::from_node).unwrap();
        assert_eq!(adresse.ville().unwrap().text(), "Cergy");
    });
}

#[test]
fn a_leaf_is_read_as_what_it_is_written_to_be() {
    let content = "<l:intitule-formation> \n M&#xE9;tier \t</l:intitule-formation><l:certifiante>7</l:certifiante>\
        <l:code-niveau-entree tag='t' autre='x'> 4 </l:code-niveau-entree>";
    with_formation(content, |formation| {
        let title = formation.intitule_formation().unwrap();
        assert_eq!(title.text(), " \n Métier \t");
        assert_eq!(title.trimmed(), "Métier");
        assert!(title.integer().is_err() && title.date().is_err());
        assert_eq!(title.code_label(Dialect::Lheo23), None, "a text is no code");
        assert_eq!(formation.certifiante().unwrap().code_label(Dialect::Lheo23), None, "an unknown code");
        let level = formation.code_niveau_entree().unwrap();
        assert_eq!(level.integer(), Ok(4));
        assert!(level.code(Dialect::Lheo23).is_some_and(|code| code.code == "4"));
        assert_eq!(level.attribute("autre").as_deref(), Some("x"));
        assert_eq!((level.tag().as_deref(), level.id()), (Some("t"), None));
    });
}
