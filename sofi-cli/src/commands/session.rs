//! `sofi session`: finds a session in feeds, says what it is, and why it may be missing from a channel.

use std::io::Write;

use sofi_core::{
    Args, Bilingual, Formation, Lang, Objet, Question, SessionDuFlux, TableauDeBord,
    render::{self, SessionAnswer},
};

use super::certif::siret;
use crate::{
    CLEAN, FAILURE, FINDINGS, Host,
    args::{Common, Format, Session},
    inputs, locale,
    offers::{self, Troubles},
    output::{Output, Stop},
    usage::say,
};

/// What was found under a number.
#[derive(Debug, Default)]
struct Found {
    sessions: Vec<(String, u64, SessionDuFlux)>,
    /// The number is that of a formation or of an action: these are its sessions.
    under: Vec<(Objet, Vec<String>)>,
    /// Numbers of sessions that look like it.
    near: Vec<String>,
}

pub(super) fn run(args: &Session, common: &Common, host: &mut Host<'_>) -> Result<u8, Stop> {
    let errors = host.complaint_lang(common.lang);
    let siret = args.siret.as_deref().map(|text| siret(text, errors)).transpose()?.map(|it| it.to_string());
    let output = Output::open(args.output.as_deref(), &args.inputs, errors)?;
    let (inputs, problems) = inputs::find(&args.inputs);
    for problem in &problems {
        host.complain(&inputs::explain(problem, errors), errors);
    }
    let numero = args.numero.trim();
    let mut found = Found::default();
    let mut troubles = Troubles::default();
    let mut exports = offers::Exports::new();
    for input in &inputs {
        let read = offers::each(input, &mut *host.stdin, &mut troubles, errors, |name, line, formation| {
            found.look(numero, name, line, formation);
            Ok(())
        });
        // Nothing is written meanwhile, so that nothing fails.
        exports.extend(read.unwrap_or_default());
    }
    for complaint in &troubles.complaints {
        host.complain(complaint, errors);
    }
    let failed = !problems.is_empty() || troubles.unopened;
    if inputs.is_empty() {
        return Ok(FAILURE);
    }
    let as_of = args.as_of.unwrap_or(host.today);
    let for_people = args.format != Format::Json;
    let terminal = for_people && output.is_terminal(host);
    let lang = locale::lang(common.lang, terminal, host.variable);
    let colour = for_people && locale::colour(common.color, terminal, host.variable);
    let is_found = !found.sessions.is_empty();
    let answers = found
        .sessions
        .iter()
        .map(|(fichier, ligne, session)| {
            let export = exports.iter().find(|(name, _)| name == fichier).map(|(_, date)| *date);
            let session = session.clone().with_export(export);
            let ask = |canal| session.ask(canal, siret.as_deref(), as_of);
            let pourquoi =
                args.why.map(ask).transpose().map_err(|error| Stop::Said(error.message(errors), errors))?;
            Ok(SessionAnswer { fichier: fichier.clone(), ligne: *ligne, session, pourquoi })
        })
        .collect::<Result<Vec<_>, Stop>>()?;
    output.write(host, |mut out| {
        if !for_people {
            return render::session_json(&answers, as_of, lang, &mut out);
        }
        for (index, answer) in answers.iter().enumerate() {
            if index > 0 {
                writeln!(out)?;
            }
            render::session_text(answer, as_of, lang, colour, &mut out)?;
        }
        if answers.is_empty() {
            found.write_absence(args, siret.as_deref(), as_of, lang, out)?;
        }
        Ok(())
    })?;
    Ok(if failed {
        FAILURE
    } else if is_found {
        CLEAN
    } else {
        FINDINGS
    })
}

/// Of numbers that look like the one that is asked for, this many are shown.
const NEAR: usize = 3;

impl Found {
    /// Looks at a formation.
    fn look(&mut self, numero: &str, name: &str, line: u64, formation: &Formation<'_>) {
        let is_it = |found: Option<&str>| found.map(str::trim) == Some(numero);
        let numbers = |action: &sofi_core::Action<'_>| {
            let numbers = action.sessions.iter().filter_map(|session| session.numero.as_deref());
            numbers.map(|text| text.trim().to_owned()).collect::<Vec<_>>()
        };
        if is_it(formation.numero.as_deref()) {
            let all = formation.actions.iter().flat_map(numbers).collect();
            self.under.push((Objet::formation(numero), all));
        }
        for action in &formation.actions {
            if is_it(action.numero.as_deref()) {
                self.under.push((Objet::action(numero), numbers(action)));
            }
            for session in &action.sessions {
                if is_it(session.numero.as_deref()) {
                    let found = SessionDuFlux::of(formation, action, session);
                    self.sessions.extend(found.map(|found| (name.to_owned(), line, found)));
                } else if let Some(other) = session.numero.as_deref().map(str::trim) {
                    self.compare(numero, other);
                }
            }
        }
    }

    /// Keeps a number that differs by one sign, or by its prefix.
    fn compare(&mut self, numero: &str, other: &str) {
        if self.near.len() >= NEAR || other.len().abs_diff(numero.len()) > 4 {
            return;
        }
        let is_near = other.ends_with(numero)
            || (!other.is_empty() && numero.ends_with(other))
            || strsim::damerau_levenshtein(numero, other) == 1;
        if is_near && !self.near.iter().any(|known| known == other) {
            self.near.push(other.to_owned());
        }
    }

    /// Tells that the number is not there, and what that may mean.
    fn write_absence(
        &self,
        args: &Session,
        siret: Option<&str>,
        as_of: chrono::NaiveDate,
        lang: Lang,
        out: &mut dyn Write,
    ) -> std::io::Result<()> {
        let numero = args.numero.trim();
        let all = Args::new().text("numero", render::neutral(&sofi_core::shown(numero)).into_owned());
        let words = Bilingual::new(
            "La session {numero} n'est pas dans ce qui a été lu.",
            "Session {numero} is not in what was read.",
        );
        writeln!(out, "{}", say(words, all.clone(), lang))?;
        for (objet, sessions) in &self.under {
            let list = if sessions.is_empty() { "-".to_owned() } else { sessions.join(", ") };
            let list = render::neutral(&list).into_owned();
            let args = all.clone().words("niveau", objet.niveau.words()).text("list", list);
            let words = Bilingual::new(
                "{niveau} {numero} y est, elle ; le numéro à donner est celui d'une de ses sessions : {list}",
                "{niveau} {numero} is there; the number to give is that of one of its sessions: {list}",
            );
            writeln!(out, "  {}", say(words, args, lang))?;
        }
        if !self.near.is_empty() {
            let near = render::neutral(&self.near.join(", ")).into_owned();
            let words = Bilingual::new("Numéros proches : {near}", "Near numbers: {near}");
            writeln!(out, "  {}", say(words, Args::new().text("near", near), lang))?;
        }
        let words = Bilingual::new(
            "Un flux ne contient que ce qui est validé et publié : une session en cours de saisie, soumise, refusée, suspendue ou archivée n'y est pas. Votre tableau de bord SOFI dit son état.",
            "A feed only holds what is validated and published: a session that is being entered, submitted, refused, suspended or archived is not in it. Your SOFI dashboard tells its state.",
        );
        writeln!(out, "  {}", say(words, Args::new(), lang))?;
        if let Some(canal) = args.why {
            let question = Question::new(numero, siret.unwrap_or_default(), canal, as_of);
            let who = question.ask(&TableauDeBord::new()).responsable().words();
            let args = Args::new().words("canal", canal.words()).words("who", who);
            let words = Bilingual::new(
                "Pour {canal}, c'est d'abord à {who} d'agir : vérifier le numéro, celui du S, puis l'état de la session.",
                "For {canal}, it is first up to {who}: check the number, that of the S, then the state of the session.",
            );
            writeln!(out, "  {}", say(words, args, lang))?;
        }
        Ok(())
    }
}
