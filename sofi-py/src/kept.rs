//! Reports as texts, to be pickled: rules become codes, and are looked up again.

use std::{
    borrow::Cow,
    collections::HashSet,
    sync::{Mutex, PoisonError},
};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sofi_core::{
    Arg, Args, Bilingual, Context, Edit, Excerpt, FileReport, Finding, Fix, NotEvaluated, Place, RegisterUse,
    Related, Report, Safety, Severity, Summary,
};

/// Words in both languages.
type Words = (String, String);

#[derive(Serialize, Deserialize)]
struct KeptReport {
    level: String,
    as_of: Option<NaiveDate>,
    perimeter: Option<String>,
    registers: Vec<RegisterUse>,
    not_evaluated: Vec<(String, Words, u64)>,
    files: Vec<KeptFile>,
}

#[derive(Serialize, Deserialize)]
struct KeptFile {
    path: String,
    sha256: Option<String>,
    dialect: Option<String>,
    dialect_title: Option<String>,
    profile: String,
    level: String,
    encoding: Option<String>,
    root: Option<String>,
    /// Bytes, formations, actions, sessions, summaries, fixable faults, faulty formations, errors outside of them.
    counts: [u64; 8],
    truncated: bool,
    error: Option<String>,
    summary: Summary,
    findings: Vec<KeptFinding>,
}

#[derive(Serialize, Deserialize)]
struct KeptFinding {
    code: String,
    severity: String,
    args: Vec<(String, KeptArg)>,
    place: Place,
    context: Context,
    value: Option<String>,
    related: Vec<(Place, Words)>,
    /// Is it safe, what does it do, the new text, the edits.
    fix: Option<(bool, Words, String, Vec<Edit>)>,
    excerpt: Option<Excerpt>,
}

#[derive(Serialize, Deserialize)]
enum KeptArg {
    Text(String),
    Count(u64),
    Words(Words),
    Told(Words),
    AnyOf(Vec<String>),
    AllOf(Vec<String>),
}

/// The report as a text.
pub(crate) fn written(report: &Report) -> serde_json::Result<String> {
    serde_json::to_string(&KeptReport {
        level: report.level.as_str().to_owned(),
        as_of: report.as_of,
        perimeter: report.perimeter.clone(),
        registers: report.registers.clone(),
        not_evaluated: report
            .not_evaluated
            .iter()
            .map(|it| (it.code.to_owned(), words(it.reason), it.count))
            .collect(),
        files: report.files.iter().map(keep_file).collect(),
    })
}

fn words(words: Bilingual) -> Words {
    (words.fr.to_owned(), words.en.to_owned())
}

fn keep_file(file: &FileReport) -> KeptFile {
    let text = |text: Option<&'static str>| text.map(str::to_owned);
    KeptFile {
        path: file.path.clone(),
        sha256: file.sha256.clone(),
        dialect: text(file.dialect),
        dialect_title: text(file.dialect_title),
        profile: file.profile.as_str().to_owned(),
        level: file.level.as_str().to_owned(),
        encoding: text(file.encoding),
        root: file.root.clone(),
        counts: [
            file.bytes,
            file.formations,
            file.actions,
            file.sessions,
            file.resumes,
            file.fixable,
            file.faulty_formations,
            file.errors_outside,
        ],
        truncated: file.truncated,
        error: file.error.clone(),
        summary: file.summary,
        findings: file.findings.iter().map(keep_finding).collect(),
    }
}

fn keep_finding(finding: &Finding) -> KeptFinding {
    KeptFinding {
        code: finding.rule.code.to_owned(),
        severity: finding.severity.as_str().to_owned(),
        args: finding.args.iter().map(|(name, arg)| (name.to_owned(), keep_arg(arg))).collect(),
        place: finding.place.clone(),
        context: finding.context.clone(),
        value: finding.value.clone(),
        related: finding.related.iter().map(|it| (it.place.clone(), words(it.what))).collect(),
        fix: finding.fix.as_ref().map(|fix| {
            let is_safe = fix.safety == Safety::Safe;
            (is_safe, words(fix.description), fix.replacement.clone(), fix.edits.clone())
        }),
        excerpt: finding.excerpt.clone(),
    }
}

fn keep_arg(arg: &Arg) -> KeptArg {
    let names = |names: &[&'static str]| names.iter().map(|name| (*name).to_owned()).collect();
    match arg {
        Arg::Text(text) => KeptArg::Text(text.to_string()),
        Arg::Count(count) => KeptArg::Count(*count),
        Arg::Words(it) => KeptArg::Words(words(*it)),
        Arg::Told(told) => {
            let [fr, en] = &**told;
            KeptArg::Told((fr.clone(), en.clone()))
        }
        Arg::AnyOf(all) => KeptArg::AnyOf(names(all)),
        Arg::AllOf(all) => KeptArg::AllOf(names(all)),
    }
}

/// The report that a text keeps; what is wrong with the text otherwise.
pub(crate) fn read(text: &str) -> Result<Report, String> {
    let kept: KeptReport = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let unknown = |code: &str| format!("no rule bears the code {code}: this is a report of another version");
    let entry = |(code, reason, count): (String, Words, u64)| {
        let rule = sofi_lheo::rules::find(&code).ok_or_else(|| unknown(&code))?;
        Ok(NotEvaluated { code: rule.code, reason: again(&reason), count })
    };
    Ok(Report {
        level: kept.level.parse().map_err(|_| kept.level.clone())?,
        as_of: kept.as_of,
        perimeter: kept.perimeter,
        registers: kept.registers,
        not_evaluated: kept.not_evaluated.into_iter().map(entry).collect::<Result<_, String>>()?,
        files: kept.files.into_iter().map(read_file).collect::<Result<_, String>>()?,
    })
}

fn read_file(kept: KeptFile) -> Result<FileReport, String> {
    let text = |text: Option<String>| text.map(|text| interned(&text));
    let [bytes, formations, actions, sessions, resumes, fixable, faulty_formations, errors_outside] =
        kept.counts;
    Ok(FileReport {
        path: kept.path,
        sha256: kept.sha256,
        dialect: text(kept.dialect),
        dialect_title: text(kept.dialect_title),
        profile: kept.profile.parse().map_err(|_| kept.profile.clone())?,
        level: kept.level.parse().map_err(|_| kept.level.clone())?,
        encoding: text(kept.encoding),
        root: kept.root,
        bytes,
        formations,
        actions,
        sessions,
        resumes,
        truncated: kept.truncated,
        error: kept.error,
        findings: kept.findings.into_iter().map(read_finding).collect::<Result<_, String>>()?,
        summary: kept.summary,
        fixable,
        faulty_formations,
        errors_outside,
    })
}

fn read_finding(kept: KeptFinding) -> Result<Finding, String> {
    let rule = sofi_lheo::rules::find(&kept.code);
    let rule = rule.ok_or_else(|| {
        format!("no rule bears the code {}: this is a report of another version", kept.code)
    })?;
    let severity = Severity::ALL.into_iter().find(|severity| severity.as_str() == kept.severity);
    let args =
        kept.args.iter().fold(Args::new(), |args, (name, arg)| args.with(interned(name), read_arg(arg)));
    Ok(Finding {
        severity: severity.unwrap_or(rule.severity),
        context: kept.context,
        value: kept.value,
        related: kept
            .related
            .into_iter()
            .map(|(place, what)| Related { place, what: again(&what) })
            .collect(),
        fix: kept.fix.map(|(is_safe, description, replacement, edits)| Fix {
            safety: if is_safe { Safety::Safe } else { Safety::Suggested },
            description: again(&description),
            replacement,
            edits,
        }),
        excerpt: kept.excerpt,
        ..Finding::new(rule, kept.place, args)
    })
}

fn read_arg(kept: &KeptArg) -> Arg {
    let names = |names: &[String]| names.iter().map(|name| interned(name)).collect();
    match kept {
        KeptArg::Text(text) => Arg::Text(Cow::Owned(text.clone())),
        KeptArg::Count(count) => Arg::Count(*count),
        KeptArg::Words(words) => Arg::Words(again(words)),
        KeptArg::Told((fr, en)) => Arg::Told(Box::new([fr.clone(), en.clone()])),
        KeptArg::AnyOf(all) => Arg::AnyOf(names(all)),
        KeptArg::AllOf(all) => Arg::AllOf(names(all)),
    }
}

fn again((fr, en): &Words) -> Bilingual {
    Bilingual::new(interned(fr), interned(en))
}

/// A text for as long as the program runs. Those of reports are phrases and names of this program: there are few, and each is
/// kept once.
fn interned(text: &str) -> &'static str {
    static KNOWN: Mutex<Option<HashSet<&'static str>>> = Mutex::new(None);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let known = known.get_or_insert_default();
    if let Some(found) = known.get(text) {
        return found;
    }
    let text: &'static str = Box::leak(text.to_owned().into_boxed_str());
    known.insert(text);
    text
}
