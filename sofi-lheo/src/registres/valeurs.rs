//! The values of registers: what is blank, what is a date, what is true.

use chrono::NaiveDate;

/// A text without its blanks; `None` for what means nothing.
pub(super) fn donnee(text: &str) -> Option<&str> {
    const RIEN: [&str; 8] = ["nr", "null", "nan", "none", "n/a", "[nd]", "-", "\"\""];
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}');
    let is_nothing = text.is_empty() || RIEN.iter().any(|word| text.eq_ignore_ascii_case(word));
    (!is_nothing).then_some(text)
}

/// `JJ/MM/AAAA`, `AAAA-MM-JJ`, the latter with or without a time.
pub(super) fn date(text: &str) -> Result<NaiveDate, String> {
    let day = text.split(['T', ' ']).next().unwrap_or(text);
    let parts: Vec<&str> = day.split(['/', '-']).collect();
    let read = match parts[..] {
        [year, month, day] if year.len() == 4 => of(year, month, day),
        [day, month, year] if year.len() == 4 => of(year, month, day),
        _ => None,
    };
    read.ok_or_else(|| format!("{text:?} is no date JJ/MM/AAAA or AAAA-MM-JJ"))
}

fn of(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let number = |text: &str| {
        let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse::<u32>().ok()).flatten()
    };
    NaiveDate::from_ymd_opt(i32::try_from(number(year)?).ok()?, number(month)?, number(day)?)
}

/// `true`, `oui`, `1`, and the like.
pub(super) fn booleen(text: &str) -> Result<bool, String> {
    match text.to_lowercase().as_str() {
        "true" | "oui" | "o" | "1" | "vrai" | "t" | "yes" | "active" | "actif" => Ok(true),
        "false" | "non" | "n" | "0" | "faux" | "f" | "no" | "inactive" | "inactif" => Ok(false),
        _ => Err(format!("{text:?} is neither true nor false")),
    }
}

/// The first `AAAA-MM-JJ` or `AAAA_MM_JJ` of a name.
pub(super) fn date_du_nom(nom: &str) -> Option<NaiveDate> {
    let file = nom.rsplit(['/', '\\']).next().unwrap_or(nom).as_bytes();
    let digits = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
    let is_date = |window: &&[u8]| match window {
        [y @ .., a @ (b'-' | b'_'), m1, m2, b @ (b'-' | b'_'), d1, d2] => {
            a == b && digits(y) && digits(&[*m1, *m2, *d1, *d2])
        }
        _ => false,
    };
    file.windows(10).filter(is_date).find_map(|window| {
        let text = std::str::from_utf8(window).ok()?;
        of(text.get(..4)?, text.get(5..7)?, text.get(8..)?)
    })
}

/// What is left of a name when case, accents and separators are taken away: how columns are told.
pub(super) fn plie(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).map(sans_accent).filter(char::is_ascii_alphanumeric).collect()
}

/// The letter without its accent; accents that stand alone (NFD) are dropped with all that is no letter.
const fn sans_accent(c: char) -> char {
    match c {
        'à' | 'â' | 'ä' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_in_all_their_forms() {
        for text in ["", "  ", "\t", "NR", " null ", "NaN", "[ND]", "\u{feff}"] {
            assert_eq!(donnee(text), None, "{text:?}");
        }
        assert_eq!(donnee("\t82815245400033 "), Some("82815245400033"));
        assert_eq!(donnee("NRJ"), Some("NRJ"));
    }

    #[test]
    fn dates_of_both_kinds() {
        let expected = NaiveDate::from_ymd_opt(2026, 8, 31).unwrap();
        for text in ["31/08/2026", "2026-08-31", "2026-08-31T00:00:00", "2026-08-31 00:00:00", "31-08-2026"] {
            assert_eq!(date(text), Ok(expected), "{text}");
        }
        for text in ["31/02/2026", "2026", "08/2026", "+026-08-31", "31/08/26", "é/08/2026"] {
            assert!(date(text).is_err(), "{text}");
        }
    }

    #[test]
    fn dates_of_names() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        for (nom, expected) in [
            ("/data/export-fiches-csv-2026-11-22.zip", day(2026, 11, 22)),
            ("export_fiches_CSV_Standard_2024_02_22.csv", day(2024, 2, 22)),
            ("/2020-01-01/liste.csv", None),
            ("liste-2024_02-22.csv", None),
            ("é2024-02-30-2024-03-01", day(2024, 3, 1)),
        ] {
            assert_eq!(date_du_nom(nom), expected, "{nom}");
        }
    }

    #[test]
    fn names_without_their_dress() {
        assert_eq!(plie(" certifications.actionsDeFormation "), plie("certifications_actionsdeformation"));
        assert_eq!(plie("Blocs_De_Compétences"), plie("Blocs_De_Compe\u{301}tences"));
        assert_eq!(plie("#Code_commune_INSEE"), "codecommuneinsee");
    }

    #[test]
    fn true_and_false() {
        assert_eq!((booleen("true"), booleen("Non"), booleen("ACTIVE")), (Ok(true), Ok(false), Ok(true)));
        assert!(booleen("peut-être").is_err());
    }
}
