//! Which language, and whether colours.

use sofi_core::Lang;

use crate::args::Colour;

type Variable<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The language of what people read: the one asked for, else that of the locale on a terminal, else French.
/// Files and pipes never depend on the locale, so that a report is the same on every machine.
pub(crate) fn lang(asked: Option<Lang>, terminal: bool, variable: Variable<'_>) -> Lang {
    if let Some(lang) = asked {
        return lang;
    }
    if !terminal {
        return Lang::Fr;
    }
    let set = |name| variable(name).filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set).unwrap_or_default();
    // "C", "POSIX" and languages that sofi does not speak count as unknown.
    let language = locale.split(['_', '.', '@', '-']).next().unwrap_or_default();
    if language.eq_ignore_ascii_case("en") { Lang::En } else { Lang::Fr }
}

/// Colours: as asked, else on a terminal that has them, unless NO_COLOR says otherwise.
pub(crate) fn colour(asked: Colour, terminal: bool, variable: Variable<'_>) -> bool {
    match asked {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            terminal
                && variable("NO_COLOR").is_none_or(|value| value.is_empty())
                && variable("TERM").is_none_or(|value| value != "dumb")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on_terminal(pairs: &[(&str, &str)]) -> Lang {
        let find = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, v)| (*v).to_owned());
        lang(None, true, &find)
    }

    #[test]
    fn the_locale_is_followed_on_a_terminal_only() {
        assert_eq!(on_terminal(&[("LANG", "en_GB.UTF-8")]), Lang::En);
        assert_eq!(on_terminal(&[("LANG", "en_GB.UTF-8"), ("LC_ALL", "fr_FR")]), Lang::Fr);
        assert_eq!(on_terminal(&[("LC_ALL", ""), ("LC_MESSAGES", "en")]), Lang::En);
        for unknown in ["C", "POSIX", "C.UTF-8", "", "de_DE", "english"] {
            assert_eq!(on_terminal(&[("LANG", unknown)]), Lang::Fr, "{unknown}");
        }
        assert_eq!(lang(None, false, &|_| Some("en".to_owned())), Lang::Fr);
        assert_eq!(lang(Some(Lang::En), false, &|_| None), Lang::En);
    }

    #[test]
    fn no_color_is_honoured_unless_colours_are_asked_for() {
        let no_color = |name: &str| (name == "NO_COLOR").then(|| "1".to_owned());
        assert!(!colour(Colour::Auto, true, &no_color));
        assert!(colour(Colour::Always, false, &no_color));
        assert!(colour(Colour::Auto, true, &|_| None));
        assert!(!colour(Colour::Auto, false, &|_| None));
    }
}
