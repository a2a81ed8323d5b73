//! LHEO 2.3 to EDOF.

use std::borrow::Cow;

use super::{
    Run,
    line::{Decision, LineKind, Note, Outcome},
    narrow::{Narrowing, note, shown, takes},
    park::digest,
    tree::{Branch, Item},
};
use crate::{Content, Dialect, Element, Pattern, element as e, transliterate};

const EDOF: Dialect = Dialect::Edof;
use LineKind::{Invention, Loss, Mapping, Refusal};

pub(super) static NUMBER: Decision = Decision::new(
    "numero-missing",
    Refusal,
    "EDOF exige le numero de la formation, qui n'en a pas",
    "EDOF asks for the numero of the formation, which has none",
);
pub(super) static NUMBER_MADE: Decision = Decision::new(
    "numero-made",
    Invention,
    "EDOF exige un numero : il est tiré de ce qui le contient, ou du contenu",
    "EDOF asks for a numero: it is made from what holds it, or from its content",
);
pub(super) static DATE: Decision = Decision::new(
    "date-made",
    Invention,
    "EDOF exige cette date : c'est l'autre date de l'élément, celle de ce qui le contient, ou celle des réglages",
    "EDOF asks for this date: it is the other one of the element, that of what holds it, or that of the settings",
);
pub(super) static SIRET: Decision = Decision::new(
    "siret-other",
    Refusal,
    "un fichier EDOF ne porte qu'un SIRET : celui de la première formation convertie est {first}",
    "an EDOF file bears one SIRET: that of the first formation converted is {first}",
);
pub(super) static CERTIFICATION: Decision = Decision::new(
    "certification-missing",
    Refusal,
    "EDOF n'admet que les formations qui ont un code RNCP, RS ou CPF",
    "EDOF only takes formations that have a code of RNCP, RS or CPF",
);
pub(super) static CERTIFICATION_PREFIX: Decision = Decision::new(
    "certification-prefix",
    Mapping,
    "EDOF écrit ce code avec son préfixe, seul dans la certification",
    "EDOF writes this code with its prefix, alone in the certification",
);
pub(super) static CERTIFICATION_OTHER: Decision = Decision::new(
    "certification-other",
    Loss,
    "EDOF n'admet qu'une certification, et qu'un code",
    "EDOF takes one certification, and one code",
);
pub(super) static OBJECTIVE: Decision = Decision::new(
    "objectif-general-made",
    Invention,
    "EDOF exige un objectif général : la certification pour ce qui certifie, sinon celui des réglages",
    "EDOF asks for a general objective: certification for what certifies, else that of the settings",
);
pub(super) static PLACE: Decision = Decision::new(
    "lieu-de-formation-organisme",
    Invention,
    "EDOF exige un lieu de formation : ce sont ici les coordonnées de l'organisme responsable",
    "EDOF asks for a place: it is that of the organisation that answers for the offer",
);
pub(super) static SPLIT: Decision = Decision::new(
    "action-split",
    Mapping,
    "EDOF n'admet qu'un lieu par action : l'action est répétée pour chacun",
    "EDOF takes one place for each action: the action is repeated for each of them",
);
pub(super) static PERIOD: Decision = Decision::new(
    "periode-unknown",
    Mapping,
    "dans EDOF, une période inconnue ne s'écrit pas",
    "in EDOF, a period that is not known is not written",
);
pub(super) static EXTRAS: Decision = Decision::new(
    "extras-unknown",
    Loss,
    "EDOF n'admet à cet endroit que les extensions de son cahier des charges",
    "EDOF only takes the extensions of its own guide there",
);
pub(super) static EXTRAS_MADE: Decision = Decision::new(
    "extras-made",
    Mapping,
    "EDOF l'attend dans ses extensions",
    "EDOF wants it in its extensions",
);
pub(super) static SUPPLIED: Decision = Decision::new(
    "supplied",
    Invention,
    "EDOF l'exige ; la valeur vient des réglages ({key})",
    "EDOF asks for it; the value comes from the settings ({key})",
);
pub(super) static MISSING: Decision = Decision::new(
    "to-be-supplied",
    Refusal,
    "EDOF exige {element}, que la formation n'a pas : donnez {key} dans la section [defaults] de sofi.toml",
    "EDOF asks for {element}, which the formation lacks: give {key} in the section [defaults] of sofi.toml",
);
pub(super) static TELEPHONE: Decision = Decision::new(
    "telephone-digits",
    Mapping,
    "EDOF écrit un téléphone en chiffres, sans rien entre eux",
    "EDOF writes a telephone number in digits, with nothing between them",
);
pub(super) static TELEPHONE_WRONG: Decision = Decision::new(
    "telephone-dropped",
    Loss,
    "ce n'est pas un numéro de téléphone qu'EDOF admette",
    "it is no telephone number that EDOF takes",
);
pub(super) static PORTABLE: Decision = Decision::new(
    "telephone-portable",
    Mapping,
    "EDOF exige un téléphone fixe : c'est ici le portable",
    "EDOF asks for a fixed line: the mobile one stands for it",
);
pub(super) static STREET: Decision = Decision::new(
    "adresse-ligne5",
    Mapping,
    "EDOF attend la voie dans ses extensions : la dernière ligne y est reprise",
    "EDOF wants the street in its extensions: the last line is written there too",
);
pub(super) static CHARACTER: Decision = Decision::new(
    "transliterated",
    Mapping,
    "EDOF s'écrit en ISO-8859-1, qui n'a pas ces caractères",
    "EDOF is written in ISO-8859-1, which lacks these characters",
);
pub(super) static CHARACTER_LOST: Decision = Decision::new(
    "character-lost",
    Loss,
    "EDOF s'écrit en ISO-8859-1, qui n'a pas ces caractères, ni rien d'approchant",
    "EDOF is written in ISO-8859-1, which lacks these characters and anything near them",
);

fn nearest(table: &str, code: &str) -> Option<&'static str> {
    match (table, code) {
        // Suspended is closed: nobody can enrol. The other code has two writings.
        ("etat-recrutement" | "AIS", "3") => Some("2"),
        _ => None,
    }
}

pub(super) fn apply(record: &mut Branch<'_>, run: &mut Run<'_>, notes: &mut Vec<Note>) -> Outcome {
    to_latin(record, notes);
    let siret = one_siret(record, run)?;
    certify(record, notes)?;
    objective(record, run, notes)?;
    let contact = contact(record, e::CONTACT_FORMATION);
    let organisation =
        record.at(&[e::ORGANISME_FORMATION_RESPONSABLE, e::COORDONNEES_ORGANISME, e::COORDONNEES]).cloned();
    place(record, organisation.as_ref(), notes);
    keep_groups(record, notes);
    for action in record.all_mut(e::ACTION) {
        for session in action.all_mut(e::SESSION) {
            session_group(session, contact.as_ref(), run, notes);
            unknown_period(session, notes);
        }
        action_group(action, contact.as_ref(), run, notes);
    }
    formation_group(record, run, notes);
    choose_numbers(record);
    Narrowing { from: Dialect::Lheo23, to: EDOF, code: nearest }.apply(record, notes);
    for action in record.all_mut(e::ACTION) {
        supply(action, e::ACCES_HANDICAPES, "edof.acces-handicapes", run, notes)?;
        supply(action, e::LANGUE_FORMATION, "edof.langue-formation", run, notes)?;
        for session in action.all_mut(e::SESSION) {
            supply(session, e::ETAT_RECRUTEMENT, "edof.etat-recrutement", run, notes)?;
        }
    }
    let mut outcome = Ok(());
    record.each(&mut |branch| {
        if outcome.is_err() {
        } else if branch.is(e::COORDONNEES) {
            outcome = complete_contact(branch, run, notes);
        } else if branch.is(e::ADRESSE) {
            complete_address(branch, notes);
        }
    });
    outcome?;
    identify(record, run, notes)?;
    run.siret = siret;
    Ok(())
}

/// What stands outside of formations: EDOF says nothing of it.
pub(super) fn outer(extras: &Branch<'_>, notes: &mut Vec<Note>) {
    notes.push(note(&EXTRAS, extras, EDOF).old(extras.source()));
}

/// Is it in ISO-8859-1, which is the start of Unicode?
fn is_latin(c: char) -> bool {
    u8::try_from(u32::from(c)).is_ok()
}

/// It in ISO-8859-1, and whether nothing is lost.
fn latin(text: &str) -> (String, bool) {
    let mut out = String::with_capacity(text.len());
    let mut is_whole = true;
    for c in text.chars() {
        if is_latin(c) {
            out.push(c);
        } else if let Some(near) = transliterate(c) {
            out.push_str(near);
        } else {
            out.push('?');
            is_whole = false;
        }
    }
    (out, is_whole)
}

fn to_latin(record: &mut Branch<'_>, notes: &mut Vec<Note>) {
    record.each(&mut |branch| {
        let text = branch.text();
        let mut tell =
            |branch: &Branch<'_>, attribute: Option<&str>, old: &str, new: &str, is_whole: bool| {
                let mut told = note(if is_whole { &CHARACTER } else { &CHARACTER_LOST }, branch, EDOF)
                    .old(old)
                    .new_value(new);
                told.attribute = attribute.map(str::to_owned);
                notes.push(told);
            };
        if !text.chars().all(is_latin) {
            let (new, is_whole) = latin(&text);
            tell(branch, None, &text, &new, is_whole);
            branch.set_text(&new);
        }
        let changed: Vec<(String, String)> = branch
            .attributes()
            .filter(|(_, value)| !value.chars().all(is_latin))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        for (name, old) in changed {
            let (new, is_whole) = latin(&old);
            tell(branch, Some(&name), &old, &new, is_whole);
            branch.set_attribute(&name, &new);
        }
        for item in &mut branch.items {
            if let Item::Other(source) = item
                && !source.chars().all(is_latin)
            {
                *source = Cow::Owned(latin(source).0);
            }
        }
    });
}

/// The SIRET of the file, which this record must share.
fn one_siret(record: &Branch<'_>, run: &Run<'_>) -> Result<Option<String>, Note> {
    let path = [e::ORGANISME_FORMATION_RESPONSABLE, e::SIRET_ORGANISME_FORMATION, e::SIRET];
    let found = record.at(&path);
    let siret = found.map(|siret| siret.text().trim().to_owned());
    match (&run.siret, siret) {
        (Some(first), Some(siret)) if *first != siret => {
            let origin = found.map_or(record.origin, |found| found.origin);
            Err(Note::new(&SIRET, origin).old(siret).arg("first", first.clone()))
        }
        (first, siret) => Ok(first.clone().or(siret)),
    }
}

/// The first code that EDOF takes, with its prefix.
fn certify(record: &mut Branch<'_>, notes: &mut Vec<Note>) -> Outcome {
    let kinds = [(e::CODE_RNCP, "RNCP"), (e::CODE_RS, "RS"), (e::CODE_CPF, "CPF")];
    let code = |holder: &Branch<'_>| {
        kinds.iter().find_map(|(element, prefix)| {
            let found = holder.child(*element)?;
            let written = found.text();
            let digits = written.trim().strip_prefix(prefix).unwrap_or(written.trim()).trim();
            let new = format!("{prefix}{digits}");
            let target = EDOF.schema().element(*element)?;
            takes(&target.content, &new).then_some((*element, found.origin, written, new))
        })
    };
    let holders = || record.all(e::CERTIFICATION).chain(record.all(e::CODE_TYPE_FORMATION));
    let Some((holder, (element, origin, written, new))) =
        holders().find_map(|holder| Some((holder, code(holder)?)))
    else {
        return Err(Note::new(&CERTIFICATION, record.origin));
    };
    let is_alone = holder.is(e::CERTIFICATION) && written == new && holder.children().count() == 1;
    let kept = holder.origin;
    if is_alone {
        record.take(|child| {
            let goes = child.is(e::CERTIFICATION) && child.origin != kept;
            if goes {
                notes.push(note(&CERTIFICATION_OTHER, child, EDOF).old(shown(child)));
            }
            goes
        });
    } else {
        let made = record.make(e::CERTIFICATION).with(record.leaf(element, &new));
        for other in holder.children().filter(|other| other.origin != origin) {
            notes.push(note(&CERTIFICATION_OTHER, other, EDOF).old(shown(other)));
        }
        notes.push(Note::new(&CERTIFICATION_PREFIX, origin).old(written).new_value(new));
        record.take(|child| child.origin == kept);
        for other in record.take_all(e::CERTIFICATION) {
            notes.push(note(&CERTIFICATION_OTHER, &other, EDOF).old(shown(&other)));
        }
        record.insert(made, Dialect::Lheo23);
    }
    Ok(())
}

fn objective(record: &mut Branch<'_>, run: &Run<'_>, notes: &mut Vec<Note>) -> Outcome {
    let is_obsolete = record.text_of(e::OBJECTIF_GENERAL_FORMATION).is_some_and(|code| code.trim() == "1");
    let old = if is_obsolete { record.take_all(e::OBJECTIF_GENERAL_FORMATION).pop() } else { None };
    if record.child(e::OBJECTIF_GENERAL_FORMATION).is_some() {
        return Ok(());
    }
    let certifies = record.text_of(e::CERTIFIANTE).is_some_and(|code| code.trim() == "1");
    let code = if certifies {
        "6"
    } else {
        run.supplied("edof.objectif-general-formation", e::OBJECTIF_GENERAL_FORMATION, record.origin)?
    };
    let mut told =
        Note::new(&OBJECTIVE, old.as_ref().map_or(record.origin, |old| old.origin)).new_value(code);
    told.old = old.map(|old| old.text());
    notes.push(told);
    let made = record.leaf(e::OBJECTIF_GENERAL_FORMATION, code);
    record.insert(made, Dialect::Lheo23);
    Ok(())
}

/// The first contact of this kind.
fn contact<'r>(holder: &Branch<'r>, kind: Element) -> Option<Branch<'r>> {
    holder.at(&[kind, e::COORDONNEES]).cloned()
}

/// One place for each action.
fn place<'r>(record: &mut Branch<'r>, organisation: Option<&Branch<'r>>, notes: &mut Vec<Note>) {
    let mut copies = Vec::new();
    for action in record.all_mut(e::ACTION) {
        let places = action.all(e::LIEU_DE_FORMATION).count();
        if let Some(coordonnees) = organisation.filter(|_| places == 0) {
            notes.push(note(&PLACE, action, EDOF).new_value(coordonnees.source()));
            let made = action.make(e::LIEU_DE_FORMATION).with(coordonnees.clone());
            action.insert(made, Dialect::Lheo23);
        }
        let whole = action.clone();
        for number in 0..places {
            let keep = |branch: &mut Branch<'r>| {
                let mut seen = 0;
                branch.take(|child| {
                    let is_place = child.is(e::LIEU_DE_FORMATION);
                    seen += usize::from(is_place);
                    is_place && seen != number + 1
                })
            };
            if number == 0 {
                keep(action);
                continue;
            }
            let mut copy = whole.clone();
            keep(&mut copy);
            if let Some(place) = copy.child(e::LIEU_DE_FORMATION) {
                notes.push(note(&SPLIT, place, EDOF));
            }
            let renumber = |branch: &mut Branch<'_>| {
                if let Some(numero) = branch.attribute("numero").map(str::to_owned) {
                    branch.set_attribute("numero", &format!("{numero}-{}", number + 1));
                }
            };
            renumber(&mut copy);
            copy.all_mut(e::SESSION).for_each(renumber);
            copies.push(copy);
        }
    }
    for copy in copies {
        record.insert(copy, Dialect::Lheo23);
    }
}

/// The group of extensions that EDOF reads in an element.
fn group_of(branch: &Branch<'_>) -> Option<&'static str> {
    let groups = [e::FORMATION, e::ACTION, e::SESSION, e::ADRESSE, e::COORDONNEES];
    groups.iter().find(|element| branch.is(**element)).map(|element| element.name())
}

/// Only the extensions that EDOF reads stay, once each.
fn keep_groups(record: &mut Branch<'_>, notes: &mut Vec<Note>) {
    // What stands inside of extensions is theirs.
    if record.is(e::EXTRAS) {
        return;
    }
    let group = group_of(record);
    let mut has_group = false;
    record.take(|child| {
        let is_kept = child.attribute("info").is_some_and(|info| Some(info) == group) && !has_group;
        let goes = child.is(e::EXTRAS) && !is_kept;
        has_group |= child.is(e::EXTRAS) && is_kept;
        if goes {
            notes.push(note(&EXTRAS, child, EDOF).old(child.source()));
        }
        goes
    });
    record.children_mut().for_each(|child| keep_groups(child, notes));
}

fn has_group(branch: &Branch<'_>) -> bool {
    branch.child(e::EXTRAS).is_some()
}

/// A group being made: its entries in the order of the guide of EDOF.
struct Group<'g, 'r> {
    of: &'g Branch<'r>,
    run: &'g Run<'g>,
    made: Branch<'r>,
}

impl<'g, 'r> Group<'g, 'r> {
    fn new(of: &'g Branch<'r>, info: &str, run: &'g Run<'g>) -> Self {
        Self { of, run, made: of.make(e::EXTRAS).with_attribute("info", info) }
    }

    fn put(&mut self, child: Branch<'r>) {
        self.made.items.push(Item::Branch(child));
    }

    fn entry(&self, info: &str, text: &str) -> Branch<'r> {
        self.of.leaf(e::EXTRA, text).with_attribute("info", info)
    }

    /// An entry that the settings may supply.
    fn setting(&mut self, info: &str, key: &str, notes: &mut Vec<Note>) {
        if let Some(value) = self.run.defaults.get(key) {
            notes.push(note(&SUPPLIED, self.of, EDOF).new_value(value).arg("key", key));
            let entry = self.entry(info, value);
            self.put(entry);
        }
    }

    /// The same, in a group of its own.
    fn nested(&mut self, group: &str, info: &str, key: &str, notes: &mut Vec<Note>) {
        let mut inner = Self::new(self.of, group, self.run);
        inner.setting(info, key, notes);
        if !inner.made.items.is_empty() {
            self.put(inner.made);
        }
    }

    fn contact(&mut self, info: &str, contact: Option<&Branch<'r>>, notes: &mut Vec<Note>) {
        let coordonnees = contact.cloned().unwrap_or_else(|| self.of.make(e::COORDONNEES));
        if let Some(contact) = contact {
            notes.push(note(&EXTRAS_MADE, contact, EDOF));
        }
        let extra = self.of.make(e::EXTRA).with_attribute("info", info).with(coordonnees);
        self.put(extra);
    }
}

fn formation_group(record: &mut Branch<'_>, run: &Run<'_>, notes: &mut Vec<Note>) {
    if has_group(record) {
        return;
    }
    let mut group = Group::new(record, "formation", run);
    group.setting("resume-contenu", "edof.formation.resume-contenu", notes);
    group.setting("categorisation-offre", "edof.formation.categorisation-offre", notes);
    let mut blocks = Group::new(record, "blocs-competences", run);
    let mut seen = Vec::new();
    let sessions = record.all(e::ACTION).flat_map(|action| action.all(e::SESSION));
    let held = sessions.flat_map(|session| session.all(e::BLOCS_COMPETENCES));
    for block in
        held.flat_map(|blocks| blocks.all(e::BLOC_COMPETENCES)).filter_map(|it| it.child(e::CODE_BLOC))
    {
        let code = block.text().trim().to_owned();
        if !seen.contains(&code) {
            notes.push(note(&EXTRAS_MADE, block, EDOF).old(code.clone()));
            let entry = blocks.entry("code-bloc", &code);
            blocks.put(entry);
            seen.push(code);
        }
    }
    if !seen.is_empty() {
        group.put(blocks.made);
    }
    group.setting("blocs-modifiables", "edof.formation.blocs-modifiables", notes);
    let made = group.made;
    record.insert(made, EDOF);
}

fn action_group<'r>(
    action: &mut Branch<'r>,
    contact: Option<&Branch<'r>>,
    run: &Run<'_>,
    notes: &mut Vec<Note>,
) {
    if has_group(action) {
        return;
    }
    let mut group = Group::new(action, "action", run);
    group.contact("contact-information", contact, notes);
    group.setting("modalites-handicap", "edof.action.modalites-handicap", notes);
    group.setting("info-admission", "edof.action.info-admission", notes);
    let admission = "code-modalites-admission";
    group.nested("codes-modalites-admission", admission, "edof.action.code-modalites-admission", notes);
    group.setting("code-gfe", "edof.action.code-gfe", notes);
    group.setting("code-type-horaires", "edof.action.code-type-horaires", notes);
    let mut moved = Vec::new();
    if let Some((hours, origins)) = hours(action) {
        notes.push(Note::new(&EXTRAS_MADE, origins).old(hours.clone()));
        let entry = group.entry("duree-apprentissage", &hours);
        group.put(entry);
        moved.push(e::NOMBRE_HEURES_TOTAL);
    }
    group.nested(
        "codes-rythme-formation",
        "code-rythme-formation",
        "edof.action.code-rythme-formation",
        notes,
    );
    group.setting("frais-anpec", "edof.action.frais-anpec", notes);
    let included = "frais-certif-inclus-frais-anpec";
    group.setting(included, "edof.action.frais-certif-inclus-frais-anpec", notes);
    group.setting("detail-frais-anpec", "edof.action.detail-frais-anpec", notes);
    group.setting("autres-services", "edof.action.autres-services", notes);
    let mut fees = Group::new(action, "frais-pedagogiques", run);
    fees.setting("taux-tva", "edof.action.taux-tva", notes);
    if let Some((price, found)) =
        action.child(e::PRIX_TOTAL_TTC).and_then(|it| Some((decimal(&it.text())?, it)))
    {
        notes.push(note(&EXTRAS_MADE, found, EDOF).old(found.text()).new_value(price.clone()));
        let entry = fees.entry("frais-ttc", &price);
        fees.put(entry);
        moved.push(e::PRIX_TOTAL_TTC);
    }
    if !fees.made.items.is_empty() {
        group.put(fees.made);
    }
    let conditions = action.text_of(e::CONDITIONS_SPECIFIQUES).unwrap_or_default();
    let plain = conditions.trim().trim_end_matches('.').to_lowercase();
    let has_prerequisites = !matches!(plain.as_str(), "" | "aucune" | "aucun" | "néant");
    let entry = group.entry("existence-prerequis", if has_prerequisites { "1" } else { "0" });
    group.put(entry);
    let made = group.made;
    for element in moved {
        action.take_all(element);
    }
    action.insert(made, EDOF);
}

fn session_group<'r>(
    session: &mut Branch<'r>,
    fallback: Option<&Branch<'r>>,
    run: &Run<'_>,
    notes: &mut Vec<Note>,
) {
    if has_group(session) {
        return;
    }
    let own = contact(session, e::CONTACT_SESSION);
    let modalities = session.take_all(e::MODALITES_INSCRIPTION).pop();
    let mut group = Group::new(session, "session", run);
    group.contact("contact-inscription", own.as_ref().or(fallback), notes);
    group.setting("garantie", "edof.session.garantie", notes);
    if let Some(modalities) = modalities {
        notes.push(note(&EXTRAS_MADE, &modalities, EDOF).old(modalities.text()));
        let entry = group.entry("modalites-particulieres", &modalities.text());
        group.put(entry);
    } else {
        group.setting("modalites-particulieres", "edof.session.modalites-particulieres", notes);
    }
    let made = group.made;
    session.insert(made, EDOF);
}

/// The whole hours of an action, and the node that tells them.
fn hours(action: &Branch<'_>) -> Option<(String, usize)> {
    let number = |element| {
        let found = action.child(element)?;
        Some((found.text().trim().parse::<u32>().ok()?, found.origin))
    };
    if let Some((total, origin)) = number(e::NOMBRE_HEURES_TOTAL) {
        return Some((total.to_string(), origin));
    }
    let (centre, entreprise) = (number(e::NOMBRE_HEURES_CENTRE), number(e::NOMBRE_HEURES_ENTREPRISE));
    let origin = centre.or(entreprise)?.1;
    let sum =
        [centre, entreprise].into_iter().flatten().fold(0_u32, |sum, (hours, _)| sum.saturating_add(hours));
    Some((sum.to_string(), origin))
}

/// A price with a dot: `1 200,50` is `1200.50`.
fn decimal(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != '€').collect();
    let plain = plain.replace(',', ".");
    let (whole, cents) = plain.split_once('.').unwrap_or((&plain, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_digits(whole) && is_digits(cents)).then(|| plain.clone())
}

/// A period of which neither end is known.
fn unknown_period(session: &mut Branch<'_>, notes: &mut Vec<Note>) {
    let is = |path: &[Element], date| session.at(path).is_some_and(|it| it.text().trim() == date);
    if is(&[e::PERIODE, e::DEBUT], "00000000") && is(&[e::PERIODE, e::FIN], "99999999") {
        for period in session.take_all(e::PERIODE) {
            notes.push(note(&PERIOD, &period, EDOF));
        }
    }
}

/// A telephone number in digits.
fn digits(text: &str) -> Option<String> {
    let national = text.replace("(0)", "");
    let plain: String = national
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '/' | '(' | ')' | '_'))
        .collect();
    let content = Content::Text { min: 1, max: 15, pattern: Some(Pattern::PhoneDigits) };
    takes(&content, &plain).then_some(plain)
}

/// Of several telephone numbers, the first that EDOF takes comes first.
fn choose_numbers(record: &mut Branch<'_>) {
    record.each(&mut |branch| {
        if !branch.is(e::TELFIXE) && !branch.is(e::PORTABLE) {
            return;
        }
        let good = branch.all(e::NUMTEL).position(|number| digits(&number.text()).is_some());
        if let Some(good) = good.filter(|good| *good > 0) {
            let mut seen = 0;
            let mut wrong = branch.take(|child| {
                seen += usize::from(child.is(e::NUMTEL));
                child.is(e::NUMTEL) && seen <= good
            });
            wrong.drain(..).for_each(|number| branch.push(number));
        }
    });
}

fn complete_contact(branch: &mut Branch<'_>, run: &Run<'_>, notes: &mut Vec<Note>) -> Outcome {
    for (element, text) in [(e::NOM, "edof.contact.nom"), (e::PRENOM, "edof.contact.prenom")] {
        supply(branch, element, text, run, notes)?;
    }
    for line in [e::TELFIXE, e::PORTABLE] {
        let Some(number) = branch.child_mut(line).and_then(|line| line.child_mut(e::NUMTEL)) else {
            continue;
        };
        let old = number.text();
        match digits(&old) {
            Some(new) if new == old => {}
            Some(new) => {
                notes.push(note(&TELEPHONE, number, EDOF).old(old).new_value(new.clone()));
                number.set_text(&new);
            }
            None => {
                notes.push(note(&TELEPHONE_WRONG, number, EDOF).old(old));
                branch.take_all(line);
            }
        }
    }
    if branch.child(e::TELFIXE).is_none() {
        let mobile = branch.at(&[e::PORTABLE, e::NUMTEL]).map(|number| (number.text(), number.origin));
        let number = match mobile {
            Some((number, origin)) => {
                notes.push(Note::new(&PORTABLE, origin).new_value(number.clone()));
                number
            }
            None => told(branch, e::TELFIXE, "edof.contact.telephone", run, notes)?,
        };
        let made = branch.make(e::TELFIXE).with(branch.leaf(e::NUMTEL, &number));
        branch.insert(made, EDOF);
    }
    supply(branch, e::COURRIEL, "edof.contact.courriel", run, notes)?;
    number_by_content(branch, notes);
    Ok(())
}

fn complete_address(branch: &mut Branch<'_>, notes: &mut Vec<Note>) {
    number_by_content(branch, notes);
    if has_group(branch) {
        return;
    }
    let mut group = branch.make(e::EXTRAS).with_attribute("info", "adresse");
    if let Some(line) = branch.all(e::LIGNE).last() {
        notes.push(note(&STREET, line, EDOF).new_value(line.text()));
        group = group.with(branch.leaf(e::EXTRA, &line.text()).with_attribute("info", "ligne5-adresse"));
    }
    branch.insert(group, EDOF);
}

/// The same content has the same number, everywhere.
fn number_by_content(branch: &mut Branch<'_>, notes: &mut Vec<Note>) {
    if branch.attribute("numero").is_none() {
        let mut content = String::new();
        branch.clone().each(&mut |inside| {
            content += inside.local_name();
            content += inside.text().trim();
        });
        let number: String = digest(&content).chars().take(12).collect();
        notes.push(note(&NUMBER_MADE, branch, EDOF).attribute("numero").new_value(number.as_str()));
        branch.set_attribute("numero", &number);
    }
}

/// The value that the settings supply, told.
fn told(
    branch: &Branch<'_>,
    element: Element,
    key: &'static str,
    run: &Run<'_>,
    notes: &mut Vec<Note>,
) -> Result<String, Note> {
    let value = run.supplied(key, element, branch.origin)?;
    notes.push(Note::new(&SUPPLIED, branch.origin).new_value(value).arg("key", key));
    Ok(value.to_owned())
}

/// Puts a child that is missing.
fn supply(
    branch: &mut Branch<'_>,
    element: Element,
    key: &'static str,
    run: &Run<'_>,
    notes: &mut Vec<Note>,
) -> Outcome {
    if branch.child(element).is_none() {
        let value = told(branch, element, key, run, notes)?;
        let made = branch.leaf(element, &value);
        branch.insert(made, EDOF);
    }
    Ok(())
}

/// The attributes that EDOF asks for.
fn identify(record: &mut Branch<'_>, run: &Run<'_>, notes: &mut Vec<Note>) -> Outcome {
    if record.attribute("numero").is_none_or(str::is_empty) {
        return Err(Note::new(&NUMBER, record.origin));
    }
    let above = Identity { numero: String::new(), datecrea: None, datemaj: None };
    let formation = identity(record, "", &above, run, notes)?;
    for (number, action) in record.all_mut(e::ACTION).enumerate() {
        let action_identity = identity(action, &format!("-A{}", number + 1), &formation, run, notes)?;
        for (number, session) in action.all_mut(e::SESSION).enumerate() {
            identity(session, &format!("-S{}", number + 1), &action_identity, run, notes)?;
        }
    }
    Ok(())
}

/// The attributes of an element, which those in it may take over.
struct Identity {
    numero: String,
    datecrea: Option<String>,
    datemaj: Option<String>,
}

fn identity(
    branch: &mut Branch<'_>,
    suffix: &str,
    above: &Identity,
    run: &Run<'_>,
    notes: &mut Vec<Note>,
) -> Result<Identity, Note> {
    let own = |branch: &Branch<'_>, name: &str| {
        branch.attribute(name).filter(|value| !value.is_empty()).map(str::to_owned)
    };
    let numero = own(branch, "numero").unwrap_or_else(|| {
        let made = above.numero.clone() + suffix;
        notes.push(note(&NUMBER_MADE, branch, EDOF).attribute("numero").new_value(made.as_str()));
        made
    });
    let (created, updated) = (own(branch, "datecrea"), own(branch, "datemaj"));
    let mut date = |name: &str, first: &Option<String>, second: &Option<String>, third: &Option<String>| {
        if let Some(date) = first {
            return Ok(date.clone());
        }
        let made = match second.as_ref().or(third.as_ref()) {
            Some(date) => date.clone(),
            None => run
                .supplied("edof.datecrea", branch.element().unwrap_or(e::FORMATION), branch.origin)?
                .to_owned(),
        };
        notes.push(note(&DATE, branch, EDOF).attribute(name).new_value(made.as_str()));
        Ok(made)
    };
    let datecrea = date("datecrea", &created, &updated, &above.datecrea)?;
    let datemaj = date("datemaj", &updated, &created, &above.datemaj)?;
    for (name, value) in [("numero", &numero), ("datecrea", &datecrea), ("datemaj", &datemaj)] {
        if branch.attribute(name) != Some(value) {
            branch.set_attribute(name, value);
        }
    }
    Ok(Identity { numero, datecrea: Some(datecrea), datemaj: Some(datemaj) })
}
