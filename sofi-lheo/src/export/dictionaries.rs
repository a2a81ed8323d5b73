use std::fmt::Write as _;

use crate::dialect::Dialect;

/// The code tables of a dialect, one code per line, columns separated by tabs, with a line of headings.
///
/// ```
/// use sofi_lheo::{Dialect, export};
///
/// let text = export::dictionaries(Dialect::Lheo23);
/// assert!(text.contains("etat-recrutement\t3\tsuspendu\t\t\n"));
/// assert!(text.contains("AIS\t1\tCode(s) obsolète(s)\tobsolète\t\n"));
/// assert!(text.contains("AIS\t3\tPerfectionnement, élargissement des compétences\t\t2\n"));
/// ```
pub fn dictionaries(dialect: Dialect) -> String {
    let mut out = String::from("dictionnaire\tcode\tlibellé\tobsolète\talias de\n");
    for dictionary in dialect.schema().dictionaries {
        for code in dictionary.codes {
            let _ = writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}",
                dictionary.name,
                code.code,
                code.label,
                if code.obsolete { "obsolète" } else { "" },
                code.alias_of.unwrap_or_default(),
            );
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::dictionaries;
    use crate::dialect::Dialect;

    #[test]
    fn every_line_has_five_columns() {
        for dialect in Dialect::ALL {
            let text = dictionaries(dialect);
            assert!(text.lines().all(|line| line.split('\t').count() == 5), "{dialect}");
            let codes: usize = dialect.schema().dictionaries.iter().map(|table| table.codes.len()).sum();
            assert_eq!(text.lines().count(), codes + 1, "{dialect}");
        }
    }
}
