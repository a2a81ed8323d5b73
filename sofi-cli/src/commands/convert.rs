//! `sofi convert`: a document in another dialect, and what became of each thing.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use flate2::{Compression, GzBuilder};
use sofi_core::{Args, Bilingual, Lang, render::neutral};
use sofi_lheo::{
    AtomicFile, Dialect, EditorError,
    convert::{Conversion, ConvertError, Converter, Line, LineKind},
};

use super::{check::near, fix::revise};
use crate::{
    CLEAN, FAILURE, FINDINGS, Host,
    args::{Common, Convert},
    config,
    inputs::{self, Input},
    output::{Output, Stop, cannot_write, show},
    usage::say,
};

pub(super) fn run(args: &Convert, common: &Common, host: &mut Host<'_>) -> Result<u8, Stop> {
    let lang = host.complaint_lang(common.lang);
    let (inputs, problems) = inputs::find(&args.inputs);
    let mut code = if problems.is_empty() && !inputs.is_empty() { CLEAN } else { FAILURE };
    for problem in &problems {
        host.complain(&inputs::explain(problem, lang), lang);
    }
    let targets = targets(args, &inputs, lang)?;
    let mut report = args.report.as_deref().map(|path| Report::create(path, lang)).transpose()?;
    let mut folders = HashMap::new();
    let mut known: HashMap<PathBuf, Converter> = HashMap::new();
    for (input, target) in inputs.iter().zip(targets) {
        let path = match &args.config {
            Some(path) => Some(path.clone()),
            None => near(input, &mut folders, lang)?,
        };
        let converter = match path {
            None => converter(args),
            Some(path) => {
                if !known.contains_key(&path) {
                    let defaults = config::read(&path, lang)?.defaults;
                    known.insert(path.clone(), converter(args).defaults(defaults));
                }
                known[&path].clone()
            }
        };
        let job = Job { converter, input, target, given: &args.inputs };
        code = code.max(job.run(report.as_mut(), host, lang)?);
    }
    report.map_or(Ok(()), |report| report.finish(lang))?;
    Ok(code)
}

fn converter(args: &Convert) -> Converter {
    let converter = Converter::to(args.to);
    let converter = if args.lossless { converter.lossless() } else { converter };
    if args.strict { converter.strict() } else { converter }
}

/// Where the result of each input goes; `None` for the standard output.
fn targets(args: &Convert, inputs: &[Input], lang: Lang) -> Result<Vec<Option<PathBuf>>, Stop> {
    let stop = |words, args| Err(Stop::Said(say(words, args, lang), lang));
    if args.lossless && args.to != Dialect::Lheo22 {
        let words = Bilingual::new(
            "--lossless ne sert qu'à convertir en LHEO 2.2 : ajoutez --to 2.2, ou retirez-le",
            "--lossless only serves to convert to LHEO 2.2: add --to 2.2, or take it away",
        );
        return stop(words, Args::new());
    }
    let output = args.output.as_deref().filter(|path| path.as_os_str() != "-");
    let is_folder = |path: &Path| path.is_dir() || path.to_string_lossy().ends_with(['/', '\\']);
    let has_folder = args.inputs.iter().any(|path| path.is_dir());
    match output {
        None | Some(_) if inputs.len() <= 1 && !has_folder && !output.is_some_and(is_folder) => {
            return Ok(vec![output.map(Path::to_path_buf); inputs.len()]);
        }
        None => {
            let words = Bilingual::new(
                "plusieurs fichiers : donnez avec -o le dossier où les écrire",
                "several files: give with -o the folder to write them to",
            );
            return stop(words, Args::new());
        }
        Some(_) => {}
    }
    let folder = output.unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error, lang))?;
    let mut names: Vec<Option<PathBuf>> = Vec::new();
    for input in inputs {
        let name = match input {
            Input::Stdin => PathBuf::from("-.xml"),
            Input::File(path) => {
                let name = PathBuf::from(path.file_name().unwrap_or_default());
                // What comes out of an archive is one document.
                if name.extension().is_some_and(|it| it.eq_ignore_ascii_case("zip")) {
                    name.with_extension("xml")
                } else {
                    name
                }
            }
        };
        let target = Some(folder.join(name));
        if names.contains(&target) {
            let words = Bilingual::new(
                "deux fichiers s'appelleraient {path} : convertissez-les vers deux dossiers",
                "two files would be called {path}: convert them to two folders",
            );
            return stop(words, Args::new().text("path", target.as_deref().map(show).unwrap_or_default()));
        }
        names.push(target);
    }
    Ok(names)
}

/// The lines of all documents, one JSON object each: the file is there once it is whole.
struct Report {
    file: AtomicFile,
    path: PathBuf,
}

impl Report {
    fn create(path: &Path, lang: Lang) -> Result<Self, Stop> {
        let file = AtomicFile::create(path).map_err(|error| cannot_write(path, &error, lang))?;
        Ok(Self { file, path: path.to_owned() })
    }

    fn finish(self, lang: Lang) -> Result<(), Stop> {
        self.file.commit().map_err(|error| cannot_write(&self.path, &error, lang))
    }
}

/// One document to convert.
struct Job<'j> {
    converter: Converter,
    input: &'j Input,
    target: Option<PathBuf>,
    given: &'j [PathBuf],
}

impl Job<'_> {
    fn run(self, mut report: Option<&mut Report>, host: &mut Host<'_>, lang: Lang) -> Result<u8, Stop> {
        let name = match self.input {
            Input::Stdin => "-".to_owned(),
            Input::File(path) => show(path),
        };
        let output = Output::open(self.target.as_deref(), self.given, lang)?;
        let is_gzip = self
            .target
            .as_deref()
            .and_then(Path::extension)
            .is_some_and(|extension| extension.eq_ignore_ascii_case("gz"));
        let mut tally = Tally::default();
        let mut done = None;
        let written = output.write_reading(host, |stdin, out| {
            let tell = |line: &Line| {
                tally.add(line, lang);
                match &mut report {
                    Some(report) => writeln!(report.file, "{}", line.to_json(&name, lang)),
                    None => Ok(()),
                }
            };
            let result = if is_gzip {
                let mut packed = GzBuilder::new().write(out, Compression::default());
                let result = self.convert(&name, stdin, &mut packed, tell);
                packed.finish()?;
                result
            } else {
                self.convert(&name, stdin, out, tell)
            };
            match done.insert(result) {
                Ok(_) => Ok(()),
                Err(ConvertError::Editor(EditorError::Write(error))) => {
                    Err(io::Error::new(error.kind(), error.to_string()))
                }
                // What was written so far is no document: a file is left as it was.
                Err(_) => Err(io::ErrorKind::InvalidData.into()),
            }
        });
        match done {
            Some(Ok(conversion)) => {
                written?;
                tally
                    .show(&name, &conversion, host, lang)
                    .or_else(revise::gone)
                    .map_err(|it| revise::unwritten(&it, lang))?;
                Ok(if conversion.is_whole() { CLEAN } else { FINDINGS })
            }
            Some(Err(ConvertError::Editor(EditorError::Write(_)))) | None => written.map(|()| FAILURE),
            Some(Err(error)) => {
                let is_refused = matches!(error, ConvertError::Nothing(_));
                if is_refused {
                    tally
                        .list(host, lang)
                        .or_else(revise::gone)
                        .map_err(|it| revise::unwritten(&it, lang))?;
                }
                host.complain(&why(&error, lang), lang);
                Ok(if is_refused { FINDINGS } else { FAILURE })
            }
        }
    }

    fn convert(
        &self,
        name: &str,
        stdin: &mut (dyn Read + Send),
        out: &mut dyn Write,
        tell: impl FnMut(&Line) -> io::Result<()>,
    ) -> Result<Conversion, ConvertError> {
        match self.input {
            Input::Stdin => self.converter.convert_reader(name, stdin, out, tell),
            Input::File(path) => self.converter.convert_path(path, out, tell),
        }
    }
}

/// What is told of a document: how often each thing happened, to what, and where first.
#[derive(Default)]
struct Tally(BTreeMap<(Rank, String), Group>);

/// What matters most comes first.
type Rank = usize;

#[derive(Default)]
struct Group {
    /// Where it happened first.
    place: String,
    /// How often, by element or attribute.
    subjects: BTreeMap<String, u64>,
}

/// Of elements that the same thing happened to, this many are named.
const NAMED: usize = 12;

const RANKS: [(LineKind, Bilingual); 4] = [
    (LineKind::Refusal, Bilingual::new("refus", "refusal")),
    (LineKind::Invention, Bilingual::new("ajout", "invention")),
    (LineKind::Loss, Bilingual::new("perte", "loss")),
    (LineKind::Mapping, Bilingual::new("adaptation", "mapping")),
];

impl Tally {
    fn add(&mut self, line: &Line, lang: Lang) {
        let rank = RANKS.iter().position(|(kind, _)| *kind == line.kind()).unwrap_or(RANKS.len());
        let group = self.0.entry((rank, line.reason(lang))).or_insert_with(|| Group {
            place: format!("{}:{}", line.place.line, line.place.column),
            ..Group::default()
        });
        let attribute = line.place.attribute.as_ref().map(|name| format!("@{name}"));
        let subject = attribute.or_else(|| line.place.element.clone()).unwrap_or_default();
        *group.subjects.entry(subject).or_insert(0) += 1;
    }

    fn show(&self, name: &str, conversion: &Conversion, host: &mut Host<'_>, lang: Lang) -> io::Result<()> {
        self.list(host, lang)?;
        let args = Args::new()
            .text("name", neutral(name).into_owned())
            .text("from", conversion.from)
            .text("to", conversion.to.schema().title)
            .count("records", conversion.records - conversion.refused)
            .count("refused", conversion.refused);
        let words = if conversion.from == conversion.to.schema().title {
            Bilingual::new("{name} : déjà en {to}, copié tel quel", "{name}: {to} already, copied as it is")
        } else {
            Bilingual::new(
                "{name} : {from} → {to}, {records|enregistrement converti|enregistrements convertis}, {refused|écarté|écartés}",
                "{name}: {from} → {to}, {records|record|records} converted, {refused} refused",
            )
        };
        writeln!(host.stderr, "{}", say(words, args, lang))
    }

    fn list(&self, host: &mut Host<'_>, lang: Lang) -> io::Result<()> {
        for ((rank, reason), group) in &self.0 {
            let Some((_, word)) = RANKS.get(*rank) else { continue };
            let mut subjects: Vec<_> = group.subjects.iter().collect();
            subjects.sort_by_key(|(name, count)| (u64::MAX - **count, name.as_str()));
            let mut named: Vec<_> = subjects
                .iter()
                .take(NAMED)
                .map(|(name, count)| format!("{} {count}", neutral(name)))
                .collect();
            if let Some(more) = subjects.len().checked_sub(NAMED).filter(|more| *more > 0) {
                let words = Bilingual::new("et {more|autre|autres}", "and {more|other|others}");
                named.push(say(words, Args::new().count("more", more as u64), lang));
            }
            let args = Args::new()
                .words("word", *word)
                .text("reason", neutral(reason).into_owned())
                .text("named", named.join(", "))
                .text("place", group.place.clone());
            let words = Bilingual::new(
                "{word} : {reason}\n    {named} ; le premier en {place}",
                "{word}: {reason}\n    {named}; the first at {place}",
            );
            writeln!(host.stderr, "{}", say(words, args, lang))?;
        }
        Ok(())
    }
}

/// Why a document is not converted.
fn why(error: &ConvertError, lang: Lang) -> String {
    let (words, args) = match error {
        ConvertError::Editor(error) => return revise::cannot_revise(error, lang),
        ConvertError::NoWay { name, from, to } => (
            Bilingual::new(
                "{name} : pas de conversion de {from} vers {to} ; sofi check dit ce qu'est ce fichier",
                "{name}: no conversion from {from} to {to}; sofi check says what this file is",
            ),
            Args::new().text("name", name.clone()).text("from", from.clone()).text("to", *to),
        ),
        ConvertError::Root { name, root, to } => (
            Bilingual::new(
                "{name} : {to} n'a pas de document <{root}>",
                "{name}: {to} has no documents <{root}>",
            ),
            Args::new().text("name", name.clone()).text("root", root.clone()).text("to", *to),
        ),
        ConvertError::Nothing(name) => (
            Bilingual::new(
                "{name} : aucune formation n'a pu être convertie, rien n'est écrit",
                "{name}: no record could be converted, nothing is written",
            ),
            Args::new().text("name", name.clone()),
        ),
        other => return other.to_string(),
    };
    say(words, args, lang)
}
