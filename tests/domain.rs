//! Rules of the domain over documents: where their findings stand, whose they are, and what the format says before them.

use sofi_core::{Finding, Level, Profile};
use sofi_lheo::Checker;
use sofi_tests::line;

const NAMESPACE: &str = "http://lheo.gouv.fr/2.3";

fn findings(checker: &Checker, bytes: &[u8]) -> Vec<Finding> {
    checker.check_slice("feed.xml", bytes).files.remove(0).findings
}

/// Findings of these codes alone.
fn check(codes: &[&str], document: &str) -> Vec<Finding> {
    findings(&Checker::new(Level::Full).select(codes.iter().copied()), document.as_bytes())
}

/// A session that ends before it starts, in the second action of the second formation.
fn document(prefix: &str) -> String {
    let p = if prefix.is_empty() { String::new() } else { format!("{prefix}:") };
    let xmlns = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
    format!(
        "<{p}lheo {xmlns}=\"{NAMESPACE}\"><{p}offres><{p}formation numero=\"F1\"/>\n<{p}formation numero=\"F2\"><{p}action/>\
         <{p}action numero=\"A2\"><x:session xmlns:x=\"urn:x\"/>\n\t<{p}session numero=\"é\"><{p}periode>\
         <{p}debut>20260901</{p}debut><!-- é --><{p}fin>20260831</{p}fin></{p}periode></{p}session></{p}action>\
         <{p}organisme-formation-responsable><{p}SIRET-organisme-formation><{p}SIRET>19511296600799</{p}SIRET>\
         </{p}SIRET-organisme-formation><{p}nom-organisme>GRETA</{p}nom-organisme></{p}organisme-formation-responsable>\
         </{p}formation></{p}offres></{p}lheo>"
    )
}

#[test]
fn a_place_is_that_of_the_element() {
    for prefix in ["", "l"] {
        let document = document(prefix);
        let [finding] = &check(&["SES02"], &document)[..] else { panic!("one finding") };
        let name = if prefix.is_empty() { "<fin>" } else { "<l:fin>" };
        let at = document.find(name).unwrap();
        assert_eq!(finding.place.offset, at as u64);
        assert_eq!(finding.place.line, 3);
        assert_eq!(finding.place.column, document[..at].lines().last().unwrap().chars().count() as u64 + 1);
        assert_eq!(finding.place.path, "/lheo/offres/formation[2]/action[2]/session[1]/periode/fin");
        let end = usize::try_from(finding.place.end_offset).unwrap();
        assert!(document[at..end].ends_with(&name.replace('<', "</")));
        let related = &finding.related[0].place;
        assert!(
            document[usize::try_from(related.offset).unwrap()..].starts_with(&name.replace("fin", "debut"))
        );
        let context = &finding.context;
        assert_eq!(
            (context.formation.as_deref(), context.action.as_deref(), context.session.as_deref()),
            (Some("F2"), Some("A2"), Some("é"))
        );
        assert_eq!(context.siret.as_deref(), Some("19511296600799"), "known although it comes after");
        assert_eq!(context.organisme.as_deref(), Some("GRETA"));
        let excerpt = finding.excerpt.as_ref().unwrap();
        let underlined: String = excerpt.text.chars().skip(excerpt.start).take(excerpt.width).collect();
        assert_eq!(underlined, name.trim_matches(['<', '>']));
    }
}

#[test]
fn offsets_are_those_of_the_undecoded_input() {
    let text = document("").replacen("<lheo", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><lheo", 1);
    let latin1: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let checker = Checker::new(Level::Full).select(["SES02"]);
    let found = findings(&checker, &latin1);
    assert!(latin1[usize::try_from(found[0].place.offset).unwrap()..].starts_with(b"<fin>20260831</fin>"));
    let end = usize::try_from(found[0].place.end_offset).unwrap();
    assert!(latin1[..end].ends_with(b"</fin>"));
}

#[test]
fn a_repair_replaces_the_value_alone() {
    let document = document("").replace("19511296600799", " 19511296600798 ");
    let [finding] = &check(&["SIR03"], &document)[..] else { panic!("one finding") };
    assert!(finding.fix.is_none(), "nothing is known to be meant");
    assert_eq!(finding.value.as_deref(), Some("19511296600798"));
}

#[test]
fn what_the_format_says_is_not_said_again() {
    let document = document("").replace("<fin>20260831</fin>", "<fin>2026083</fin>");
    assert_eq!(
        check(&["SES", "LHE25"], &document).iter().map(line).filter(|l| l.contains("/fin")).count(),
        1
    );
    // Whoever silences the format hears the domain.
    let short = self::document("").replace("19511296600799", "1951129660079");
    assert_eq!(check(&["SIR01"], &short).len(), usize::from(sofi_core::rules::find("SIR01").is_some()));
}

#[test]
fn levels_below_full_know_nothing_of_the_domain() {
    for level in [Level::Xsd, Level::Strict] {
        let found = findings(&Checker::new(level), document("").as_bytes());
        assert!(found.iter().all(|finding| matches!(finding.rule.family().0, "LHE" | "XML")));
    }
}

#[test]
fn severities_follow_the_profile_then_the_user() {
    let checker = Checker::new(Level::Full).select(["SES02"]).severity("SES", sofi_core::Severity::Info);
    assert_eq!(findings(&checker, document("").as_bytes())[0].severity, sofi_core::Severity::Info);
    let checker = Checker::new(Level::Full).select(["SES02"]).profile(Profile::Edof);
    let finding = &findings(&checker, document("").as_bytes())[0];
    assert!(finding.message(sofi_core::Lang::Fr).ends_with("(anomalie EDOF 30020)"));
}

/// A record may hold any number of faults: each costs the same.
#[test]
fn one_record_with_many_faults_is_judged_in_linear_time() {
    let sessions = |n: usize| {
        let session = "<session><periode><debut>20260901</debut><fin>20260831</fin></periode></session>";
        format!("<formation xmlns=\"{NAMESPACE}\"><action>{}</action></formation>", session.repeat(n))
    };
    let found = check(&["SES02"], &sessions(20_000));
    assert_eq!(found.len(), 20_000);
    assert_eq!(found[19_999].place.path, "/formation/action[1]/session[20000]/periode/fin");
}

#[test]
fn a_malformed_record_is_not_judged_and_the_next_one_is() {
    let document = document("").replacen(
        "<formation numero=\"F1\"/>",
        "<formation numero=\"F1\"><a></b></formation>",
        1,
    );
    assert_eq!(check(&["SES02"], &document).len(), 1);
}

#[test]
fn summaries_and_organisations_alone_are_judged() {
    let index = format!(
        "<lheo-index xmlns=\"{NAMESPACE}\"><resumes-offres><resume-offre numero=\"R1\"><SIRET>19511296600798</SIRET>\
         </resume-offre></resumes-offres></lheo-index>"
    );
    let found = check(&["SIR03"], &index);
    assert_eq!(found[0].place.path, "/lheo-index/resumes-offres/resume-offre[1]/SIRET");
    assert_eq!(found[0].context.record.as_deref(), Some("R1"));
    let plus = format!(
        "<lheo-plus xmlns=\"{NAMESPACE}\"><organisme-formation-responsable><SIRET-organisme-formation>\
         <SIRET>19511296600798</SIRET></SIRET-organisme-formation></organisme-formation-responsable></lheo-plus>"
    );
    let path = "/lheo-plus/organisme-formation-responsable[1]/SIRET-organisme-formation/SIRET";
    assert_eq!(check(&["SIR03"], &plus)[0].place.path, path);
}
