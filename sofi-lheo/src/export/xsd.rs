use std::fmt::Write as _;

use crate::dialect::{
    AttributeDef, AttributeKind, Code, Content, Dialect, Dictionary, ElementDef, Particle, Pattern, Required,
    Schema,
};

/// An XSD of a dialect, written from the tables: the same verdicts as the official one, in fewer lines, with
/// the French labels of elements and codes.
///
/// As in the official schemas, every element is global, the type of `<x>` is named `x-type`, and what the
/// standard asks for without its schema enforcing it (bounds of numbers, some attributes) is not enforced.
///
/// ```
/// use sofi_lheo::{Dialect, export};
///
/// let xsd = export::xsd(Dialect::Lheo23);
/// assert!(xsd.contains(r#"targetNamespace="http://lheo.gouv.fr/2.3""#));
/// assert!(xsd.contains(r#"<xs:element name="SIRET" type="lheo:SIRET-type">"#));
/// ```
pub fn xsd(dialect: Dialect) -> String {
    let schema = dialect.schema();
    let mut writer = Writer { out: String::new(), schema, common: common(schema), simple_types: Vec::new() };
    writer.schema();
    writer.out
}

/// Attributes that most elements share, which become one group; no element has fewer, or there is no group.
fn common(schema: &'static Schema) -> &'static [AttributeDef] {
    let shortest = schema.elements.iter().map(|element| element.attributes).min_by_key(|list| list.len());
    let common = shortest.unwrap_or_default();
    let shared = schema.elements.iter().all(|element| {
        common.iter().all(|attribute| element.attributes.iter().any(|own| same_in_xsd(own, attribute)))
    });
    if shared { common } else { &[] }
}

/// What only the standard requires is optional in the XSD.
fn same_in_xsd(one: &AttributeDef, other: &AttributeDef) -> bool {
    let required = |attribute: &AttributeDef| attribute.required == Required::Xsd;
    one.name == other.name && one.kind == other.kind && required(one) == required(other)
}

struct Writer {
    out: String,
    schema: &'static Schema,
    common: &'static [AttributeDef],
    /// Simple types used by elements, each written once, at the end.
    simple_types: Vec<SimpleType>,
}

#[derive(Clone, Copy)]
enum SimpleType {
    Text(u16, u16, Option<Pattern>),
    Key(&'static Dictionary),
    Date,
}

impl Writer {
    fn schema(&mut self) {
        let Schema { title, namespace, reconstructed, .. } = *self.schema;
        let origin = if reconstructed {
            "\n  Dialecte reconstitué : son schéma officiel n'est plus publié."
        } else {
            ""
        };
        let _ = write!(
            self.out,
            r#"<?xml version="1.0" encoding="UTF-8"?>
<!--
  {title}
  Schéma écrit par sofi à partir de ses tables ; ce n'est pas le schéma officiel.{origin}
-->
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
           xmlns:lheo="{namespace}"
           targetNamespace="{namespace}"
           elementFormDefault="qualified">
"#
        );
        if !self.common.is_empty() {
            self.out.push_str("\n  <xs:attributeGroup name=\"attributs-communs\">\n");
            for attribute in self.common {
                self.attribute(4, attribute);
            }
            self.out.push_str("  </xs:attributeGroup>\n");
        }
        for element in self.schema.elements {
            self.element(element);
        }
        for simple_type in std::mem::take(&mut self.simple_types) {
            self.simple_type(simple_type);
        }
        self.out.push_str("\n</xs:schema>\n");
    }

    fn element(&mut self, element: &ElementDef) {
        let name = element.element.name();
        let _ = writeln!(self.out, "\n  <xs:element name=\"{name}\" type=\"lheo:{name}-type\">");
        self.documentation(4, element.label);
        self.out.push_str("  </xs:element>\n");
        match element.content {
            Content::Sequence(of) => self.container(element, "<xs:sequence>", "</xs:sequence>", of),
            Content::Choice { of, min, max } => {
                let open = format!("<xs:choice{}>", occurrences(min, max));
                self.container(element, &open, "</xs:choice>", of);
            }
            Content::Any => self.extension(element, "complexContent", "xs:anyType"),
            Content::Int { .. } => self.leaf(element, "xs:long"),
            Content::Text { min, max, pattern } => self.leaf_of(element, SimpleType::Text(min, max, pattern)),
            Content::Key(dictionary) => self.leaf_of(element, SimpleType::Key(dictionary)),
            Content::Date => self.leaf_of(element, SimpleType::Date),
        }
    }

    fn container(&mut self, element: &ElementDef, open: &str, close: &str, of: &[Particle]) {
        let _ = writeln!(self.out, "  <xs:complexType name=\"{}-type\">\n    {open}", element.element);
        for particle in of {
            // The children of a choice occur once each time that it is taken.
            let (min, max) = if open == "<xs:sequence>" { (particle.min, particle.max) } else { (1, 1) };
            let _ = writeln!(
                self.out,
                "      <xs:element ref=\"lheo:{}\"{}/>",
                particle.element,
                occurrences(min, max)
            );
        }
        let _ = writeln!(self.out, "    {close}");
        self.attributes(4, element.attributes);
        self.out.push_str("  </xs:complexType>\n");
    }

    fn leaf_of(&mut self, element: &ElementDef, simple_type: SimpleType) {
        let name = simple_type.name();
        if self.simple_types.iter().all(|known| known.name() != name) {
            self.simple_types.push(simple_type);
        }
        self.leaf(element, &format!("lheo:{name}"));
    }

    fn leaf(&mut self, element: &ElementDef, base: &str) {
        if element.attributes.is_empty() {
            let _ = writeln!(
                self.out,
                "  <xs:simpleType name=\"{}-type\">\n    <xs:restriction base=\"{base}\"/>\n  </xs:simpleType>",
                element.element
            );
        } else {
            self.extension(element, "simpleContent", base);
        }
    }

    /// A type that adds attributes to another one.
    fn extension(&mut self, element: &ElementDef, content: &str, base: &str) {
        let _ = writeln!(
            self.out,
            "  <xs:complexType name=\"{}-type\">\n    <xs:{content}>\n      <xs:extension base=\"{base}\">",
            element.element
        );
        self.attributes(8, element.attributes);
        let _ = writeln!(self.out, "      </xs:extension>\n    </xs:{content}>\n  </xs:complexType>");
    }

    fn attributes(&mut self, indent: usize, attributes: &[AttributeDef]) {
        if !self.common.is_empty() {
            let _ = writeln!(self.out, "{:indent$}<xs:attributeGroup ref=\"lheo:attributs-communs\"/>", "");
        }
        for attribute in attributes {
            if !self.common.iter().any(|common| common.name == attribute.name) {
                self.attribute(indent, attribute);
            }
        }
    }

    fn attribute(&mut self, indent: usize, attribute: &AttributeDef) {
        let kind = match attribute.kind {
            AttributeKind::Text => "string",
            AttributeKind::Id => "ID",
            AttributeKind::IdRef => "IDREF",
            AttributeKind::DateTime => "dateTime",
            AttributeKind::Uri => "anyURI",
        };
        let required = if attribute.required == Required::Xsd { " use=\"required\"" } else { "" };
        let _ = writeln!(
            self.out,
            "{:indent$}<xs:attribute name=\"{}\" type=\"xs:{kind}\"{required}/>",
            "", attribute.name
        );
    }

    fn simple_type(&mut self, simple_type: SimpleType) {
        let _ = writeln!(self.out, "\n  <xs:simpleType name=\"{}\">", simple_type.name());
        match simple_type {
            SimpleType::Text(min, max, pattern) => {
                self.out.push_str("    <xs:restriction base=\"xs:string\">\n");
                if min > 0 {
                    let _ = writeln!(self.out, "      <xs:minLength value=\"{min}\"/>");
                }
                let _ = writeln!(self.out, "      <xs:maxLength value=\"{max}\"/>");
                if let Some(pattern) = pattern {
                    let _ = writeln!(self.out, "      <xs:pattern value=\"{}\"/>", pattern.expression());
                }
            }
            SimpleType::Key(dictionary) => self.codes(dictionary),
            SimpleType::Date => {
                self.documentation(4, "Date AAAAMMJJ ; des zéros pour un jour ou un mois inconnu");
                self.out.push_str(
                    "    <xs:restriction base=\"xs:token\">\n      <xs:length value=\"8\"/>\n      \
                     <xs:pattern value=\"[0-9]{4}[019][0-9][01239][0-9]\"/>\n",
                );
            }
        }
        self.out.push_str("    </xs:restriction>\n  </xs:simpleType>\n");
    }

    fn codes(&mut self, dictionary: &Dictionary) {
        self.documentation(4, dictionary.label);
        self.out.push_str("    <xs:restriction base=\"xs:token\">\n");
        for code in dictionary.codes {
            let _ = writeln!(self.out, "      <xs:enumeration value=\"{}\">", code.code);
            self.documentation(8, &meaning(code));
            self.out.push_str("      </xs:enumeration>\n");
        }
    }

    fn documentation(&mut self, indent: usize, text: &str) {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        let _ = writeln!(
            self.out,
            "{:indent$}<xs:annotation><xs:documentation xml:lang=\"fr\">{text}</xs:documentation></xs:annotation>",
            ""
        );
    }
}

impl SimpleType {
    fn name(self) -> String {
        match self {
            Self::Text(min, max, None) if min == max => format!("texte-{max}"),
            Self::Text(min, max, None) => format!("texte-{min}-{max}"),
            Self::Text(min, max, Some(Pattern::PhoneDigits)) => format!("telephone-{min}-{max}"),
            Self::Text(min, max, Some(Pattern::PrefixedDigits(prefix))) => {
                format!("texte-{min}-{max}-{prefix}")
            }
            Self::Key(dictionary) => format!("dict-{}", dictionary.name),
            Self::Date => "date-AAAAMMJJ".into(),
        }
    }
}

fn meaning(code: &Code) -> String {
    match code.alias_of {
        Some(target) => format!("{} (autre écriture de {target})", code.label),
        None => code.label.to_owned(),
    }
}

fn occurrences(min: u16, max: u16) -> String {
    let mut out = String::new();
    if min != 1 {
        let _ = write!(out, " minOccurs=\"{min}\"");
    }
    if max == Particle::UNBOUNDED {
        out.push_str(" maxOccurs=\"unbounded\"");
    } else if max != 1 {
        let _ = write!(out, " maxOccurs=\"{max}\"");
    }
    out
}
