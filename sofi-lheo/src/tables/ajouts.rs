//! The additions (`extra`) of a record, among all that it tells.

use sofi_core::{FieldText, OfferPath};

use super::row::Ajout;

/// The additions among all that is told, with their places.
pub(super) fn ajouts(
    tell_all: impl FnOnce(&mut dyn FnMut(&OfferPath, FieldText<'_>)),
    each: impl FnMut(&OfferPath, &Ajout),
) {
    let mut ajouts = Ajouts { groups: Vec::new(), open: None, each };
    tell_all(&mut |path, field| ajouts.take(path, field));
    ajouts.close();
}

/// Gathers additions from what is told, an attribute or a text at a time.
struct Ajouts<F> {
    /// The groups around, the innermost last.
    groups: Vec<(OfferPath, Ajout)>,
    open: Option<Open>,
    each: F,
}

/// An addition that may have more to say.
struct Open {
    path: OfferPath,
    ajout: Ajout,
    is_given: bool,
}

impl<F: FnMut(&OfferPath, &Ajout)> Ajouts<F> {
    fn take(&mut self, path: &OfferPath, field: FieldText<'_>) {
        self.groups.retain(|(group, _)| path.steps().starts_with(group.steps()));
        let FieldText::Text(text) = field else { return self.part(path) };
        let Some((group, of_group)) = self.groups.last_mut() else { return };
        let (text, parent) = (Some(text.into_owned()), path.parent());
        if *group == parent && path.name().starts_with('@') {
            match path.name() {
                "@info" => of_group.groupe = text,
                "@numero" => of_group.numero_groupe = text,
                _ => {}
            }
            return;
        }
        let Some(open) = &mut self.open else { return };
        let ajout = &mut open.ajout;
        if *path == open.path {
            ajout.valeur = text;
        } else if parent == open.path && path.name().starts_with('@') {
            match path.name() {
                "@info" => ajout.info = text,
                "@numero" => ajout.numero = text,
                "@ref" => ajout.reference = text,
                _ => {}
            }
        } else if path.steps().starts_with(open.path.steps()) {
            // A text of what an addition holds (EDOF: a contact) is a row of its own.
            let inside = Ajout {
                chemin: path.to_string(),
                info: ajout.info.clone(),
                valeur: text,
                ..ajout.of_group()
            };
            self.give();
            (self.each)(path, &inside);
        }
    }

    fn part(&mut self, path: &OfferPath) {
        match path.name() {
            "extras" => {
                self.close();
                self.groups.push((path.clone(), Ajout::default()));
            }
            "extra" => {
                self.close();
                let group = self.groups.last().map(|(_, group)| group.of_group()).unwrap_or_default();
                let ajout = Ajout { chemin: path.to_string(), ..group };
                self.open = Some(Open { path: path.clone(), ajout, is_given: false });
            }
            _ => {}
        }
    }

    fn give(&mut self) {
        if let Some(open) = &mut self.open
            && !std::mem::replace(&mut open.is_given, true)
        {
            (self.each)(&open.path, &open.ajout);
        }
    }

    fn close(&mut self) {
        self.give();
        self.open = None;
    }
}
