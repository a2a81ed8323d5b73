//! The verbs, one file each.

mod check;
mod explain;
mod generate;
mod id;
mod rules;
mod schema;

use sofi_core::{Args, Bilingual, Lang, Rule};

use crate::{
    Host,
    args::{Cli, Command},
    output::Stop,
    usage::say,
};

/// Runs the verb, and gives the exit code.
pub(crate) fn run(cli: Cli, host: &mut Host<'_>) -> Result<u8, Stop> {
    match cli.command {
        Command::Check(args) => check::run(&args, &cli.common, host),
        Command::Rules(args) => rules::run(&args, &cli.common, host),
        Command::Explain(args) => explain::run(&args, &cli.common, host),
        Command::Schema(args) => schema::run(&args, &cli.common, host),
        Command::Id(args) => id::run(&args, &cli.common, host),
        Command::Generate(args) => generate::run(&args, &cli.common, host),
    }
}

/// The complaint about a code or a name that no rule bears, with the nearest ones.
fn unknown_rule(text: &str, lang: Lang) -> Stop {
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
    Stop::Said(say(words, args, lang), lang)
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
    use super::nearest;

    #[test]
    fn slips_lead_to_the_right_rule() {
        assert_eq!(nearest("element-inconu"), ["LHE03 (element-inconnu)"]);
        assert_eq!(nearest("encodage").len(), 3);
        assert!(nearest("lhe0").contains(&"LHE03 (element-inconnu)".to_owned()));
        assert!(nearest("zzzzzzzz").is_empty());
    }
}
