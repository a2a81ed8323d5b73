//! Conversion: its page is in step with what it does, and the command writes whole files.
//!
//! `SOFI_UPDATE=1 cargo test -p sofi-tests --test conversion` writes the tables of the page again. What conversion gives is judged by
//! libxml2 in `tests/python/test_convert.py`.

use std::{fmt::Write as _, fs, path::Path};

use sofi_core::Lang;
use sofi_lheo::{
    Dialect,
    convert::{Converter, DECISIONS, Defaults, Line, LineKind},
};
use sofi_tests::shared;

/// The page with what lies between these marks written again.
fn renewed(page: &str, mark: &str, table: &str) -> String {
    let (start, end) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->"));
    let (before, rest) = page.split_once(&start).expect("a mark");
    let (_, after) = rest.split_once(&end).expect("a mark");
    format!("{before}{start}{table}{end}{after}")
}

#[test]
fn the_page_lists_keys_and_decisions() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/conversion.md");
    let page = fs::read_to_string(&path).unwrap();
    let mut keys = "| key | when it is not supplied | for |\n| --- | --- | --- |\n".to_owned();
    for known in Defaults::KEYS {
        let fallback = known.fallback.map_or_else(|| "-".to_owned(), |fallback| format!("`{fallback}`"));
        writeln!(keys, "| `{}` | {fallback} | {} |", known.key, known.purpose).unwrap();
    }
    let mut decisions = "| step | decision | kind | why |\n| --- | --- | --- | --- |\n".to_owned();
    for (step, list) in DECISIONS {
        for it in *list {
            writeln!(decisions, "| {step} | `{}` | {} | {} |", it.slug, it.kind.as_str(), it.reason.en)
                .unwrap();
        }
    }
    let new = renewed(&renewed(&page, "keys", &keys), "decisions", &decisions);
    if std::env::var_os("SOFI_UPDATE").is_some() {
        fs::write(path, new).unwrap();
    } else {
        assert_eq!(page, new, "run: SOFI_UPDATE=1 cargo test -p sofi-tests --test conversion");
    }
}

fn converted(to: Dialect, feed: &str) -> (String, Vec<Line>) {
    let mut out = Vec::new();
    let mut lines = Vec::new();
    Converter::to(to)
        .convert_slice("feed.xml", feed.as_bytes(), &mut out, |line| {
            lines.push(line.clone());
            Ok(())
        })
        .unwrap();
    (String::from_utf8(out).unwrap(), lines)
}

/// Samples of LHEO 1.3 give LHEO 2.2, and each fault that is left is told.
#[test]
fn the_old_format_is_converted_as_far_as_it_goes() {
    // It says so when it is absent.
    let Some(shared) = shared() else { return };
    for name in ["conseiller-insertion-1.3.xml", "photographe-1.3.xml"] {
        let feed = fs::read_to_string(shared.join("samples").join(name)).unwrap();
        let (out, lines) = converted(Dialect::Lheo22, &feed);
        let report = sofi_lheo::Checker::new(sofi_core::Level::Strict).check_slice(name, out.as_bytes());
        let told = lines.iter().filter(|line| line.decision.slug == "still-invalid").count();
        assert_eq!(report.summary().error, told as u64, "{name}");
        for line in &lines {
            assert!(line.place.path.starts_with("/lheo"), "{line:?}");
            assert!(!line.reason(Lang::Fr).is_empty() && !line.reason(Lang::En).is_empty(), "{line:?}");
        }
    }
}

#[test]
fn places_are_those_of_the_document() {
    let feed = "<lheo xmlns='http://lheo.gouv.fr/2.3'>\n<offres>\n<formation numero='F1'>\n  <action>\n    \
                <equipement><commentaire>x</commentaire></equipement>\n  </action>\n</formation></offres></lheo>";
    let (_, lines) = converted(Dialect::Lheo22, feed);
    let loss = lines.iter().find(|line| line.kind() == LineKind::Loss).unwrap();
    assert_eq!((loss.place.line, loss.place.column), (5, 5));
    assert_eq!(loss.place.path, "/lheo/offres/formation[1]/action[1]/equipement[1]");
    assert_eq!(loss.old.as_deref(), Some("<equipement><commentaire>x</commentaire></equipement>"));
}
