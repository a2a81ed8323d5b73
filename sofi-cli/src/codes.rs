//! Codes and names of rules, as people type them.

use sofi_core::{Args, Bilingual, Lang, Rule};

use crate::{output::Stop, usage::say};

/// The rule that bears this code or this name.
pub(crate) fn rule(text: &str) -> Option<&'static Rule> {
    sofi_lheo::rules::find(text.trim())
}

/// The start of codes that is meant: a code, the start of one, or the name of a rule.
pub(crate) fn prefix(text: &str) -> Option<String> {
    if let Some(rule) = rule(text) {
        return Some(rule.code.to_owned());
    }
    let prefix = text.trim().to_ascii_uppercase();
    let known = !prefix.is_empty() && sofi_lheo::rules::all().any(|rule| rule.code.starts_with(&prefix));
    known.then_some(prefix)
}

/// Starts of codes as the checker wants them.
pub(crate) fn prefixes(given: &[String], lang: Lang) -> Result<Vec<String>, Stop> {
    given.iter().map(|text| prefix(text).ok_or_else(|| unknown_rule(text.trim(), lang))).collect()
}

/// The rules of these codes or names.
pub(crate) fn rules(given: &[String], lang: Lang) -> Result<Vec<&'static Rule>, Stop> {
    given.iter().map(|text| rule(text).ok_or_else(|| unknown_rule(text.trim(), lang))).collect()
}

/// The complaint about a code or a name that no rule bears, with the nearest ones.
pub(crate) fn unknown_rule(text: &str, lang: Lang) -> Stop {
    let (words, args) = unknown(text);
    Stop::Said(say(words, args, lang), lang)
}

/// What there is to say of a code or a name that no rule bears.
pub(crate) fn unknown(text: &str) -> (Bilingual, Args) {
    let near = nearest(text);
    let args = Args::new().text("text", text.to_owned()).text("near", near.join(", "));
    let words = if near.is_empty() {
        Bilingual::new(
            "« {text} » n'est pas une règle ; sofi rules les liste toutes",
            "\"{text}\" is not a rule; sofi rules lists them all",
        )
    } else {
        Bilingual::new(
            "« {text} » n'est pas une règle ; règles proches : {near}",
            "\"{text}\" is not a rule; near ones: {near}",
        )
    };
    (words, args)
}

/// At most three rules whose code or name looks like the text.
fn nearest(text: &str) -> Vec<String> {
    let (code, name) = (text.to_ascii_uppercase(), text.to_lowercase());
    let distance = |rule: &Rule| {
        let to_code = strsim::damerau_levenshtein(&code, rule.code);
        let to_name = strsim::damerau_levenshtein(&name, rule.name);
        // A word of the name is a good start too: "encodage" leads to "encodage-inconnu".
        let part = if name.len() > 3 && rule.name.contains(&name) { 1 } else { usize::MAX };
        let close = if to_name <= rule.name.len() / 3 { to_name } else { usize::MAX };
        let close_code = if to_code <= 1 { to_code } else { usize::MAX };
        close.min(close_code).min(part)
    };
    // An endless argument is not a typing error.
    if text.len() > 64 {
        return Vec::new();
    }
    let mut near: Vec<_> = sofi_lheo::rules::all().map(|rule| (distance(rule), rule)).collect();
    near.retain(|(distance, _)| *distance < usize::MAX);
    near.sort_by_key(|(distance, rule)| (*distance, rule.code));
    if let Some((best, _)) = near.first().copied() {
        near.retain(|(distance, _)| *distance <= best + 1);
    }
    near.iter().take(3).map(|(_, rule)| format!("{} ({})", rule.code, rule.name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_lead_to_the_right_rule() {
        assert_eq!(nearest("element-inconu"), ["LHE03 (element-inconnu)"]);
        assert_eq!(nearest("encodage").len(), 3);
        assert!(nearest("lhe0").contains(&"LHE03 (element-inconnu)".to_owned()));
        assert!(nearest("zzzzzzzz").is_empty());
    }

    #[test]
    fn codes_are_prefixes_or_names() {
        let given = ["lhe0", " XML ", "element-inconnu"].map(str::to_owned);
        assert_eq!(prefixes(&given, Lang::Fr).unwrap(), ["LHE0", "XML", "LHE03"]);
        assert!(prefixes(&[String::new()], Lang::Fr).is_err());
        assert!(prefixes(&["ABC".to_owned()], Lang::Fr).is_err());
        assert!(rules(&["LHE0".to_owned()], Lang::Fr).is_err());
    }
}
