//! Where additions stand in an offer.

use crate::{Extras, OfferPath};

/// The first value of this name in the first group of this name that holds one, and its place; blanks around it do not
/// count.
pub(super) fn extra<'e>(
    groups: &'e [Extras<'_>],
    at: &'e OfferPath,
    group: &'e str,
    name: &'e str,
) -> Option<(&'e str, OfferPath)> {
    Extras::located(groups, at, group, name).find_map(|(place, extra)| {
        let text = extra.valeur.as_deref().map(str::trim).filter(|text| !text.is_empty())?;
        Some((text, place))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Extra;

    #[test]
    fn additions_are_found_with_their_place() {
        let group = |info: &'static str| Extras::default().info(info);
        let value = |info: &'static str, text: &'static str| Extra::default().info(info).valeur(text);
        let groups =
            [group("autre"), group("action").extra(value("vide", " ")).extra(value("code-gfe", " 8 "))];
        let at = OfferPath::formation().nth("action", 1);
        let place = |found: Option<(&str, OfferPath)>| found.map(|(text, path)| format!("{path} = {text}"));
        assert_eq!(
            place(extra(&groups, &at, "action", "code-gfe")).unwrap(),
            "action[1]/extras[2]/extra[2] = 8"
        );
        assert_eq!(place(extra(&groups, &at, "action", "vide")), None);
    }
}
