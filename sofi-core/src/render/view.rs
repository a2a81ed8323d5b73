//! The shapes of the JSON report: field order here is the order of the keys.

use serde::{Serialize, Serializer, ser::SerializeSeq};

use super::{neutral::cut, page::typeset_all};
use crate::{FileReport, Finding, Lang, Place, RegisterUse, Report, Summary};

/// Longest `value`, in characters.
const LONGEST_VALUE: usize = 200;

/// A sequence that is written as it is computed.
pub(super) struct Lazy<F>(pub(super) F);

impl<F, I> Serialize for Lazy<F>
where
    F: Fn() -> I,
    I: Iterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(None)?;
        for item in (self.0)() {
            seq.serialize_element(&item)?;
        }
        seq.end()
    }
}

/// The whole report.
pub(super) fn report(report: &Report, lang: Lang) -> impl Serialize + '_ {
    let level = report.files.first().map_or(report.level, |file| file.level);
    let same_level = report.files.iter().all(|file| file.level == level);
    let not_evaluated = Lazy(move || {
        report.not_evaluated.iter().map(move |entry| NotEvaluatedView {
            code: entry.code,
            reason: typeset_all(entry.reason.get(lang), lang),
            count: entry.count,
        })
    });
    ReportView {
        sofi: crate::VERSION,
        catalogue: crate::CATALOGUE,
        level: same_level.then_some(level.as_str()),
        profile: report.profile().map(crate::Profile::as_str),
        as_of: report.as_of.map(|date| date.to_string()),
        registers: Lazy(move || report.registers.iter().map(RegisterView::new)),
        files: Lazy(move || report.files.iter().map(move |file| file_view(file, lang))),
        not_evaluated,
        summary: SummaryView::new(report.summary()),
    }
}

/// One finding.
pub(super) fn finding<'a>(file: &'a FileReport, finding: &'a Finding, lang: Lang) -> impl Serialize + 'a {
    FindingView::new(file, finding, lang)
}

#[derive(Serialize)]
struct ReportView<R, F, N> {
    sofi: &'static str,
    catalogue: &'static str,
    level: Option<&'static str>,
    profile: Option<&'static str>,
    as_of: Option<String>,
    registers: R,
    files: F,
    not_evaluated: N,
    summary: SummaryView,
}

#[derive(Serialize)]
struct RegisterView<'a> {
    kind: &'a str,
    path: &'a str,
    date: Option<&'a str>,
    sha256: &'a str,
}

impl<'a> RegisterView<'a> {
    fn new(register: &'a RegisterUse) -> Self {
        Self {
            kind: &register.kind,
            path: &register.path,
            date: register.date.as_deref(),
            sha256: &register.sha256,
        }
    }
}

#[derive(Serialize)]
struct NotEvaluatedView {
    code: &'static str,
    reason: String,
    count: u64,
}

#[derive(Serialize)]
struct SummaryView {
    error: u64,
    warning: u64,
    info: u64,
}

impl SummaryView {
    fn new(summary: Summary) -> Self {
        Self { error: summary.error, warning: summary.warning, info: summary.info }
    }
}

#[derive(Serialize)]
struct FileView<'a, F> {
    path: &'a str,
    sha256: Option<&'a str>,
    dialect: Option<&'a str>,
    profile: &'a str,
    level: &'a str,
    encoding: Option<&'a str>,
    root: Option<&'a str>,
    bytes: u64,
    formations: u64,
    actions: u64,
    sessions: u64,
    resumes: u64,
    truncated: bool,
    error: Option<&'a str>,
    findings: F,
}

fn file_view(file: &FileReport, lang: Lang) -> impl Serialize + '_ {
    FileView {
        path: &file.path,
        sha256: file.sha256.as_deref(),
        dialect: file.dialect,
        profile: file.profile.as_str(),
        level: file.level.as_str(),
        encoding: file.encoding,
        root: file.root.as_deref(),
        bytes: file.bytes,
        formations: file.formations,
        actions: file.actions,
        sessions: file.sessions,
        resumes: file.resumes,
        truncated: file.truncated,
        error: file.error.as_deref(),
        findings: Lazy(move || {
            file.findings.iter().map(move |finding| FindingView::new(file, finding, lang))
        }),
    }
}

#[derive(Serialize)]
struct FindingView<'a> {
    code: &'a str,
    name: &'a str,
    severity: &'a str,
    message: String,
    file: &'a str,
    line: u64,
    column: u64,
    offset: u64,
    end_offset: u64,
    path: Option<&'a str>,
    element: Option<&'a str>,
    attribute: Option<&'a str>,
    value: Option<std::borrow::Cow<'a, str>>,
    formation: Option<&'a str>,
    action: Option<&'a str>,
    session: Option<&'a str>,
    record: Option<&'a str>,
    siret: Option<&'a str>,
    organisme: Option<&'a str>,
    departement: Option<&'a str>,
    related: Vec<RelatedView<'a>>,
    fix: Option<FixView<'a>>,
}

impl<'a> FindingView<'a> {
    fn new(file: &'a FileReport, finding: &'a Finding, lang: Lang) -> Self {
        let (place, context) = (&finding.place, &finding.context);
        Self {
            code: finding.rule.code,
            name: finding.rule.name,
            severity: finding.severity.as_str(),
            message: finding.message(lang),
            file: &file.path,
            line: place.line,
            column: place.column,
            offset: place.offset,
            end_offset: place.end_offset,
            path: path(place),
            element: place.element.as_deref(),
            attribute: place.attribute.as_deref(),
            // The ellipsis counts: never more than the promised length.
            value: finding.value.as_deref().map(|value| match value.char_indices().nth(LONGEST_VALUE) {
                Some(_) => cut(value, LONGEST_VALUE - 1),
                None => value.into(),
            }),
            formation: context.formation.as_deref(),
            action: context.action.as_deref(),
            session: context.session.as_deref(),
            record: context.record.as_deref(),
            siret: context.siret.as_deref(),
            organisme: context.organisme.as_deref(),
            departement: context.departement.as_deref(),
            related: finding.related.iter().map(|related| RelatedView::new(related, lang)).collect(),
            fix: finding.fix.as_ref().map(|fix| FixView::new(fix, lang)),
        }
    }
}

fn path(place: &Place) -> Option<&str> {
    (!place.path.is_empty()).then_some(place.path.as_str())
}

#[derive(Serialize)]
struct RelatedView<'a> {
    line: u64,
    column: u64,
    offset: u64,
    end_offset: u64,
    path: Option<&'a str>,
    message: String,
}

impl<'a> RelatedView<'a> {
    fn new(related: &'a crate::Related, lang: Lang) -> Self {
        let place = &related.place;
        Self {
            line: place.line,
            column: place.column,
            offset: place.offset,
            end_offset: place.end_offset,
            path: path(place),
            message: typeset_all(related.what.get(lang), lang),
        }
    }
}

#[derive(Serialize)]
struct FixView<'a> {
    safety: &'a str,
    description: String,
    replacement: &'a str,
    edits: Vec<EditView<'a>>,
}

impl<'a> FixView<'a> {
    fn new(fix: &'a crate::Fix, lang: Lang) -> Self {
        let edit = |edit: &'a crate::Edit| EditView {
            offset: edit.offset,
            length: edit.length,
            replacement: &edit.replacement,
        };
        Self {
            safety: fix.safety.as_str(),
            description: typeset_all(fix.description.get(lang), lang),
            replacement: &fix.replacement,
            edits: fix.edits.iter().map(edit).collect(),
        }
    }
}

#[derive(Serialize)]
struct EditView<'a> {
    offset: u64,
    length: u64,
    replacement: &'a str,
}
