//! `sofi perimeter`: which sessions of a feed a Carif-Oref describes, and whom to see about the others.

use std::{
    io::{self, Read, Write},
    path::Path,
    sync::Arc,
};

use sofi_core::{
    Args, Bilingual, Conditions, Lang, Perimetre, Registres, Situe,
    render::{self, PlacedSession, Placing},
};

use super::registers::paths;
use crate::{
    CLEAN, FAILURE, FINDINGS, Host,
    args::{Common, Format, Perimeter},
    config,
    inputs::{self, Input},
    locale,
    offers::{self, Troubles},
    output::{Output, Stop, cannot_read},
    registers::{self, Loaded},
    settings,
    usage::say,
};

/// An input, and by what it is judged.
struct Job {
    input: Input,
    perimetre: Arc<Perimetre>,
    registres: Option<Arc<Registres>>,
}

pub(super) fn run(args: &Perimeter, common: &Common, host: &mut Host<'_>) -> Result<u8, Stop> {
    let errors = host.complaint_lang(common.lang);
    let (inputs, problems) = inputs::find(&args.inputs);
    let (jobs, own_lang, used) = jobs(args, inputs, errors)?;
    let asked = common.lang.or(own_lang);
    let errors = host.complaint_lang(asked);
    let protected: Vec<_> = args.inputs.iter().cloned().chain(used).collect();
    let output = Output::open(args.output.as_deref(), &protected, errors)?;
    for problem in &problems {
        host.complain(&inputs::explain(problem, errors), errors);
    }
    if jobs.is_empty() {
        return Ok(FAILURE);
    }
    let for_people = args.format != Format::Json;
    let terminal = for_people && output.is_terminal(host);
    let lang = locale::lang(asked, terminal, host.variable);
    let colour = for_people && locale::colour(common.color, terminal, host.variable);
    let mut placing =
        if for_people { Placing::text(lang, colour, args.max_shown) } else { Placing::json(lang) };
    let mut troubles = Troubles::default();
    output.write_reading(host, |stdin, out| {
        let mut perimeters: Vec<String> = Vec::new();
        for job in &jobs {
            place(job, stdin, &mut placing, &mut troubles, errors, out)?;
            let name = job.perimetre.to_string();
            if !perimeters.contains(&name) {
                perimeters.push(name);
            }
        }
        placing.finish(out)?;
        if for_people {
            writeln!(out, "{}", render::placing_counts(&placing, &perimeters))?;
        }
        Ok(())
    })?;
    for complaint in &troubles.complaints {
        host.complain(complaint, errors);
    }
    Ok(if troubles.unopened || !problems.is_empty() {
        FAILURE
    } else if placing.count(Situe::Out) > 0 || !troubles.complaints.is_empty() {
        FINDINGS
    } else {
        CLEAN
    })
}

/// Finds what each input is judged by; with the language of the first configuration, and the files of registers.
#[expect(clippy::type_complexity, reason = "used once, just above")]
fn jobs(
    args: &Perimeter,
    inputs: Vec<Input>,
    lang: Lang,
) -> Result<(Vec<Job>, Option<Lang>, Vec<std::path::PathBuf>), Stop> {
    let mut loaded = Loaded::default();
    let (mut own_lang, mut used, mut jobs) = (None, Vec::new(), Vec::new());
    let mut known: Vec<(Option<std::path::PathBuf>, Arc<Perimetre>, Option<Arc<Registres>>)> = Vec::new();
    for input in inputs {
        let folder = match &input {
            Input::Stdin => Path::new(""),
            Input::File(path) => path.parent().unwrap_or(Path::new("")),
        };
        let path = match &args.reference.config {
            Some(path) => Some(path.clone()),
            None => config::find(folder).map_err(|error| cannot_read(folder, &error, lang))?,
        };
        let found = known.iter().position(|(other, ..)| *other == path);
        let index = if let Some(index) = found {
            index
        } else {
            let config = path.as_deref().map(|path| config::read(path, lang)).transpose()?;
            own_lang = own_lang.or(config.as_ref().and_then(|config| config.lang));
            let perimetre = settings::perimeter(args.region.as_deref(), config.as_ref(), lang)?;
            // A profile may imply a perimeter.
            let profile = config.as_ref().and_then(|config| config.profile).unwrap_or_default();
            let implied = Conditions { profile, ..Conditions::default() }.perimetre().cloned();
            let perimetre = perimetre.or(implied).ok_or_else(|| without_perimeter(&input, lang))?;
            let wanted = registers::wanted(&args.reference.register, config.as_ref(), lang)?;
            used.extend(paths(&wanted));
            known.push((path, Arc::new(perimetre), loaded.get(&wanted, lang)?));
            known.len() - 1
        };
        let (_, perimetre, registres) = &known[index];
        jobs.push(Job { input, perimetre: Arc::clone(perimetre), registres: registres.clone() });
    }
    Ok((jobs, own_lang, used))
}

fn without_perimeter(input: &Input, lang: Lang) -> Stop {
    let name = match input {
        Input::Stdin => "-".to_owned(),
        Input::File(path) => crate::output::show(path),
    };
    let words = Bilingual::new(
        "{name} : aucun périmètre : indiquez --perimeter 52, ou perimeter dans un sofi.toml",
        "{name}: no perimeter: give --perimeter 52, or perimeter in a sofi.toml",
    );
    Stop::Said(say(words, Args::new().text("name", name), lang), lang)
}

/// Places the sessions of one input.
fn place(
    job: &Job,
    stdin: &mut (dyn Read + Send),
    placing: &mut Placing,
    troubles: &mut Troubles,
    errors: Lang,
    out: &mut dyn Write,
) -> io::Result<()> {
    let registres = job.registres.as_deref();
    offers::each(&job.input, stdin, troubles, errors, |fichier, ligne, formation| {
        for action in &formation.actions {
            let jugement = job.perimetre.judge_action(formation, action, registres);
            for session in &action.sessions {
                let placed = PlacedSession {
                    fichier,
                    ligne,
                    formation: formation.numero.as_deref(),
                    action: action.numero.as_deref(),
                    session: session.numero.as_deref(),
                    perimetre: &job.perimetre,
                    jugement: &jugement,
                };
                placing.add(placed, out)?;
            }
        }
        Ok(())
    })
    .map(drop)
}
