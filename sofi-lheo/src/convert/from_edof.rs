//! EDOF to LHEO 2.3.

use sofi_core::extras::RythmeFormation;

use super::{
    Run,
    line::{Decision, LineKind, Note, Outcome},
    narrow::{note, takes},
    tree::Branch,
};
use crate::{Dialect, Element, element as e};

const LHEO: Dialect = Dialect::Lheo23;
use LineKind::{Invention, Mapping, Refusal};

pub(super) static SUPPLIED: Decision = Decision::new(
    "lheo-supplied",
    Invention,
    "LHEO l'exige et EDOF ne l'a pas ; {key} des réglages change cette valeur",
    "LHEO asks for it and EDOF does not have it; {key} of the settings changes this value",
);
pub(super) static MISSING: Decision = Decision::new(
    "lheo-to-be-supplied",
    Refusal,
    "LHEO exige {element}, qu'EDOF n'a pas : donnez {key} dans la section [defaults] de sofi.toml",
    "LHEO asks for {element}, which EDOF does not have: give {key} in the section [defaults] of sofi.toml",
);
pub(super) static CERTIFIES: Decision = Decision::new(
    "certifiante-made",
    Invention,
    "LHEO l'exige : oui pour ce qui a un code RNCP ou RS, non pour le reste",
    "LHEO asks for it: yes for what has a code of RNCP or RS, no for the rest",
);
pub(super) static CONTACT: Decision = Decision::new(
    "contact-made",
    Invention,
    "LHEO l'exige : c'est le contact d'information de la première action, sinon celui de son lieu",
    "LHEO asks for it: it is the information contact of the first action, else that of its place",
);
pub(super) static DOMAIN: Decision = Decision::new(
    "domaine-formation-empty",
    Invention,
    "LHEO l'exige : le domaine reste vide ; {key} des réglages le donnerait",
    "LHEO asks for it: the domain stays empty; {key} of the settings would give it",
);
pub(super) static RHYTHM: Decision = Decision::new(
    "rythme-formation-made",
    Mapping,
    "LHEO exige un rythme : c'est le libellé des codes d'EDOF",
    "LHEO asks for a rhythm: it is the labels of the codes of EDOF",
);
pub(super) static PERIOD: Decision = Decision::new(
    "periode-made",
    Invention,
    "LHEO exige une période : 00000000 et 99999999 y disent que ces dates ne sont pas connues",
    "LHEO asks for a period: 00000000 and 99999999 say that these dates are not known",
);
pub(super) static EXTRA: Decision = Decision::new(
    "extras-read",
    Mapping,
    "cette extension d'EDOF a un élément dans LHEO : il est écrit en plus",
    "this extension of EDOF has an element in LHEO: it is written besides",
);

pub(super) fn apply(record: &mut Branch<'_>, run: &Run<'_>, notes: &mut Vec<Note>) -> Outcome {
    let contact = contact(record);
    let mut maker = Maker { run, notes };
    maker.domain(record);
    let certifies = record.child(e::CERTIFICATION).is_some_and(|held| held.child(e::CODE_CPF).is_none());
    let made = record.leaf(e::CERTIFIANTE, if certifies { "1" } else { "0" });
    maker.put(record, &CERTIFIES, made);
    let coordonnees = contact.unwrap_or_else(|| record.make(e::COORDONNEES));
    let made = record.make(e::CONTACT_FORMATION).with(coordonnees.clone());
    maker.put(record, &CONTACT, made);
    maker.supply(record, e::CODE_NIVEAU_ENTREE, "lheo.code-niveau-entree")?;
    for action in record.all_mut(e::ACTION) {
        maker.action(action)?;
    }
    for organisation in record.all_mut(e::ORGANISME_FORMATION_RESPONSABLE) {
        maker.organisation(organisation, &coordonnees)?;
    }
    let mut outcome = Ok(());
    record.each(&mut |branch| {
        if branch.is(e::ADRESSE) && outcome.is_ok() {
            outcome = maker
                .supply(branch, e::CODEPOSTAL, "lheo.codepostal")
                .and_then(|()| maker.supply(branch, e::VILLE, "lheo.ville"));
        }
    });
    outcome
}

/// The contact of a formation.
fn contact<'r>(record: &Branch<'r>) -> Option<Branch<'r>> {
    let of_action = |action: &Branch<'r>| {
        let entry = entry(action, "action", "contact-information")?;
        entry.child(e::COORDONNEES).cloned()
    };
    let of_place = |action: &Branch<'r>| action.at(&[e::LIEU_DE_FORMATION, e::COORDONNEES]).cloned();
    record.all(e::ACTION).find_map(of_action).or_else(|| record.all(e::ACTION).find_map(of_place))
}

/// An entry of a group of extensions.
fn entry<'b, 'r>(holder: &'b Branch<'r>, group: &str, info: &str) -> Option<&'b Branch<'r>> {
    let named = |branch: &&Branch<'r>, name: &str| branch.attribute("info") == Some(name);
    let group = holder.all(e::EXTRAS).find(|it| named(it, group))?;
    group.all(e::EXTRA).find(|it| named(it, info))
}

/// Puts what LHEO asks for.
struct Maker<'m> {
    run: &'m Run<'m>,
    notes: &'m mut Vec<Note>,
}

impl Maker<'_> {
    fn put<'r>(&mut self, holder: &mut Branch<'r>, decision: &'static Decision, made: Branch<'r>) {
        if made.element().is_none_or(|element| holder.child(element).is_none()) {
            let value = if made.children().next().is_some() { made.source() } else { made.text() };
            self.notes.push(note(decision, &made, LHEO).new_value(value));
            holder.insert(made, LHEO);
        }
    }

    /// Puts a value of the settings where there is none.
    fn supply(&mut self, holder: &mut Branch<'_>, element: Element, key: &'static str) -> Outcome {
        if holder.child(element).is_none() {
            let Some(value) = self.run.defaults.get(key) else {
                return Err(Note::new(&MISSING, holder.origin)
                    .arg("element", element.name())
                    .arg("key", key));
            };
            let mut made = holder.leaf(element, value);
            if [e::CODE_FORMACODE, e::CODE_PUBLIC_VISE].contains(&element) {
                made.set_attribute(
                    "ref",
                    self.run.defaults.get("lheo.version-FORMACODE").unwrap_or_default(),
                );
            }
            self.notes.push(note(&SUPPLIED, &made, LHEO).new_value(value).arg("key", key));
            holder.insert(made, LHEO);
        }
        Ok(())
    }

    fn domain(&mut self, record: &mut Branch<'_>) {
        let key = "lheo.code-FORMACODE";
        let mut made = record.make(e::DOMAINE_FORMATION);
        // Without a value in the settings, the domain is empty.
        if self.supply(&mut made, e::CODE_FORMACODE, key).is_err() {
            self.notes.push(note(&DOMAIN, &made, LHEO).arg("key", key));
        }
        record.insert(made, LHEO);
    }

    fn action(&mut self, action: &mut Branch<'_>) -> Outcome {
        self.rhythm(action)?;
        self.supply(action, e::CODE_PUBLIC_VISE, "lheo.code-public-vise")?;
        self.supply(action, e::MODALITES_ALTERNANCE, "lheo.modalites-alternance")?;
        self.supply(action, e::CONDITIONS_SPECIFIQUES, "lheo.conditions-specifiques")?;
        self.supply(action, e::PRISE_EN_CHARGE_FRAIS_POSSIBLE, "lheo.prise-en-charge-frais-possible")?;
        self.hours_and_price(action);
        for session in action.all_mut(e::SESSION) {
            self.period(session);
        }
        Ok(())
    }

    fn rhythm(&mut self, action: &mut Branch<'_>) -> Outcome {
        let codes = action
            .all(e::EXTRAS)
            .flat_map(|group| group.all(e::EXTRAS))
            .flat_map(|inner| inner.all(e::EXTRA))
            .filter(|entry| entry.attribute("info") == Some("code-rythme-formation"));
        let label = |code: &Branch<'_>| Some(code.text().trim().parse::<RythmeFormation>().ok()?.words().fr);
        let labels: Vec<_> = codes.filter_map(label).collect();
        if labels.is_empty() {
            return self.supply(action, e::RYTHME_FORMATION, "lheo.rythme-formation");
        }
        let made = action.leaf(e::RYTHME_FORMATION, &labels.join(", "));
        self.put(action, &RHYTHM, made);
        Ok(())
    }

    /// What has an element in LHEO is written there too, for those who do not know the extensions of EDOF.
    fn hours_and_price(&mut self, action: &mut Branch<'_>) {
        let hours = entry(action, "action", "duree-apprentissage").map(Branch::text);
        if let Some(hours) =
            hours.and_then(|text| text.trim().parse::<u32>().ok()).filter(|hours| *hours < 100_000)
        {
            let made = action.leaf(e::NOMBRE_HEURES_TOTAL, &hours.to_string());
            self.put(action, &EXTRA, made);
        }
        let fees = action.all(e::EXTRAS).flat_map(|group| group.all(e::EXTRAS));
        let price = fees
            .flat_map(|inner| inner.all(e::EXTRA))
            .find(|entry| entry.attribute("info") == Some("frais-ttc"))
            .map(|entry| entry.text().trim().to_owned());
        let definition = LHEO.schema().element(e::PRIX_TOTAL_TTC);
        if let Some(price) = price.filter(|price| definition.is_some_and(|it| takes(&it.content, price))) {
            let made = action.leaf(e::PRIX_TOTAL_TTC, &price);
            self.put(action, &EXTRA, made);
        }
    }

    fn period(&mut self, session: &mut Branch<'_>) {
        let ends = [(e::DEBUT, "00000000"), (e::FIN, "99999999")];
        if let Some(period) = session.child_mut(e::PERIODE) {
            for (element, unknown) in ends {
                let made = period.leaf(element, unknown);
                self.put(period, &PERIOD, made);
            }
        } else {
            let [from, to] = ends.map(|(element, unknown)| session.leaf(element, unknown));
            let made = session.make(e::PERIODE).with(from).with(to);
            self.put(session, &PERIOD, made);
        }
    }

    fn organisation<'r>(&mut self, organisation: &mut Branch<'r>, contact: &Branch<'r>) -> Outcome {
        self.supply(organisation, e::NUMERO_ACTIVITE, "lheo.numero-activite")?;
        self.supply(organisation, e::NOM_ORGANISME, "lheo.nom-organisme")?;
        let name = if self.run.defaults.get("lheo.raison-sociale").is_some() {
            "lheo.raison-sociale"
        } else {
            "lheo.nom-organisme"
        };
        self.supply(organisation, e::RAISON_SOCIALE, name)?;
        for kind in [e::COORDONNEES_ORGANISME, e::CONTACT_ORGANISME] {
            let made = organisation.make(kind).with(contact.clone());
            self.put(organisation, &CONTACT, made);
        }
        Ok(())
    }
}
