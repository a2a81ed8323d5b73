//! What a feed says of a session, and why it may not be in a channel.

use std::io::{self, Write};

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    fields::Fields,
    json, neutral,
    page::typeset_all,
    paint::{Paint, Style},
    summary::say,
};
use crate::{
    Args, Bilingual, Exploitant, Lang, PartialDate, Reponse, Responsable, SessionDuFlux, vocabulary::day,
};

/// A session found in a feed, and the answer to a question on it when there was one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionAnswer {
    /// The document.
    pub fichier: String,
    /// The line where its formation starts.
    pub ligne: u64,
    /// The session.
    pub session: SessionDuFlux,
    /// Why it is not in a channel.
    pub pourquoi: Option<Reponse>,
}

/// Writes a session for people, as it is on this day.
///
/// ```
/// use sofi_core::{Action, Formation, Lang, Session, SessionDuFlux, render};
///
/// let formation = Formation::default().numero("21_1").action(Action::default().session(Session::default().numero("21_9")));
/// let action = &formation.actions[0];
/// let session = SessionDuFlux::of(&formation, action, &action.sessions[0]).unwrap();
/// let answer = render::SessionAnswer { fichier: "feed.xml".into(), ligne: 3, session, pourquoi: None };
/// let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
/// let mut out = Vec::new();
/// render::session_text(&answer, day, Lang::En, false, &mut out)?;
/// let text = String::from_utf8(out).unwrap();
/// assert!(text.starts_with("Session 21_9 (feed.xml:3)\n") && text.contains("without dates"), "{text}");
/// # Ok::<_, std::io::Error>(())
/// ```
pub fn session_text(
    answer: &SessionAnswer,
    as_of: NaiveDate,
    lang: Lang,
    colour: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let paint = Paint { colour };
    let session = &answer.session;
    let title = format!("Session {}", neutral(&session.session));
    writeln!(out, "{} ({}:{})", paint.with(Style::Strong, title), neutral(&answer.fichier), answer.ligne)?;
    let mut fields = Fields::new(lang);
    let join = |parts: [Option<&str>; 2]| {
        let known: Vec<_> = parts.into_iter().flatten().collect();
        (!known.is_empty()).then(|| known.join(", "))
    };
    fields.add_some(
        Bilingual::new("formation", "formation"),
        join([session.formation.as_deref(), session.intitule.as_deref()]),
    );
    fields.add_some(Bilingual::new("action", "action"), session.action.clone());
    let siret = session.siret.as_ref().map(|siret| format!("SIRET {siret}"));
    fields.add_some(
        Bilingual::new("organisme", "organisation"),
        join([session.organisme.as_deref(), siret.as_deref()]),
    );
    for formateur in session.formateurs.iter().filter(|siret| session.siret.as_ref() != Some(*siret)) {
        fields.add(Bilingual::new("formateur", "trainer"), format!("SIRET {formateur}"));
    }
    for lieu in &session.lieux {
        fields.add(Bilingual::new("lieu", "place"), lieu.en_mots(lang));
    }
    fields.add(Bilingual::new("cadre", "kind"), typeset_all(session.contenu.cadre.words().get(lang), lang));
    fields.add(Bilingual::new("dates", "dates"), dates(session, lang));
    fields.add(Bilingual::new("situation", "situation"), situation(session, as_of, lang));
    fields.add_some(Bilingual::new("mise à jour", "last change"), session.maj.map(|maj| day(maj, lang)));
    fields.add_some(Bilingual::new("export", "export"), session.export.map(|date| day(date, lang)));
    fields.write(paint, out)?;
    answer.pourquoi.as_ref().map_or(Ok(()), |reponse| why(session, reponse, lang, paint, out))
}

/// `du 01/09/2026 au 30/06/2027, entrées et sorties permanentes`.
fn dates(session: &SessionDuFlux, lang: Lang) -> String {
    let unknown = Bilingual::new("date inconnue", "unknown date").get(lang);
    let show = |date: Option<PartialDate>| match date {
        Some(date) => date.day().map_or_else(
            || if date.earliest().is_some() { date.to_string() } else { unknown.to_owned() },
            |found| day(found, lang),
        ),
        None => unknown.to_owned(),
    };
    let args = Args::new().text("debut", show(session.debut)).text("fin", show(session.fin));
    let words = if session.contenu.calendrier.permanent {
        Bilingual::new(
            "entrées et sorties permanentes, du {debut} au {fin}",
            "permanent entry and exit, from {debut} to {fin}",
        )
    } else {
        Bilingual::new("du {debut} au {fin}", "from {debut} to {fin}")
    };
    say(words, &args, lang)
}

/// `en cours, active, au 23/11/2026`.
fn situation(session: &SessionDuFlux, as_of: NaiveDate, lang: Lang) -> String {
    let situation = session.situation(as_of);
    let state = if situation.perimee {
        Bilingual::new("périmée : encore dans le flux", "out of date: still in the feed")
    } else {
        Bilingual::new("active", "active")
    };
    let args = Args::new()
        .words("phase", situation.phase.words())
        .words("state", state)
        .text("date", day(as_of, lang));
    say(Bilingual::new("{phase}, {state}, au {date}", "{phase}, {state}, as of {date}"), &args, lang)
}

/// Why it is not in the channel, and who is to act.
fn why(
    session: &SessionDuFlux,
    reponse: &Reponse,
    lang: Lang,
    paint: Paint,
    out: &mut impl Write,
) -> io::Result<()> {
    let args = Args::new().words("canal", reponse.canal.canal.words());
    let title = Bilingual::new("Pourquoi pas dans {canal} ?", "Why not in {canal}?");
    writeln!(out, "{}", paint.with(Style::Strong, say(title, &args, lang)))?;
    for sentence in facts(session, reponse).into_iter().map(|words| say(words, &args, lang)) {
        writeln!(out, "  {sentence}")?;
    }
    for message in reponse.messages(lang) {
        writeln!(out, "  {}", neutral(&message))?;
    }
    let mut fields = Fields::new(lang);
    if let Some(fenetre) = reponse.fenetre {
        fields.add(Bilingual::new("au plus tôt", "not before"), day(fenetre.au_plus_tot, lang));
        fields.add_some(
            Bilingual::new("attendue avant", "expected by"),
            fenetre.attendu_avant.map(|date| day(date, lang)),
        );
    }
    fields.add(Bilingual::new("qui agit", "whose turn"), who(reponse, lang));
    fields.write(paint, out)
}

/// What the feed tells by itself, and what it does not.
fn facts(session: &SessionDuFlux, reponse: &Reponse) -> Vec<Bilingual> {
    // What may be somebody else's is not told.
    if matches!(reponse.cause(), crate::Cause::AutreSiret { .. }) {
        return Vec::new();
    }
    let mut facts = vec![Bilingual::new(
        "Elle est dans ce flux : le Carif-Oref l'a validée et publiée.",
        "It is in this feed: the Carif-Oref has validated and published it.",
    )];
    facts.push(match (session.maj, session.export) {
        (Some(_), _) => Bilingual::new(
            "Un flux ne dit pas quand : la dernière mise à jour (datemaj) en tient lieu.",
            "A feed does not say when: the last change (datemaj) stands for it.",
        ),
        (None, Some(_)) => Bilingual::new(
            "Un flux ne dit pas quand, ni celui-ci quand elle a changé (datemaj) : au plus tard le jour de l'export, qui en tient lieu.",
            "A feed does not say when, nor this one when it changed (datemaj): at the latest on the day of the export, which stands for it.",
        ),
        (None, None) => Bilingual::new(
            "Un flux ne dit pas quand, et celui-ci ne donne ni mise à jour (datemaj) ni date d'export : le délai ne se calcule pas.",
            "A feed does not say when, and this one gives neither change (datemaj) nor date of export: the delay cannot be reckoned.",
        ),
    });
    facts
}

/// Whose turn it is, by name.
fn who(reponse: &Reponse, lang: Lang) -> String {
    let words = match (reponse.responsable(), reponse.canal.exploitant) {
        (Responsable::Exploitant, exploitant @ (Exploitant::FranceTravail | Exploitant::Autre(_))) => {
            exploitant.nom(reponse.as_of)
        }
        (responsable, _) => responsable.words(),
    };
    typeset_all(words.get(lang), lang)
}

/// Writes sessions as one JSON array, in the language given for messages.
///
/// ```
/// let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
/// let mut out = Vec::new();
/// sofi_core::render::session_json(&[], day, sofi_core::Lang::Fr, &mut out)?;
/// assert_eq!(out, b"[]\n");
/// # Ok::<_, std::io::Error>(())
/// ```
pub fn session_json(
    answers: &[SessionAnswer],
    as_of: NaiveDate,
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<()> {
    json::line(&answers.iter().map(|answer| View::new(answer, as_of, lang)).collect::<Vec<_>>(), out)
}

#[derive(Serialize)]
struct View<'a> {
    file: &'a str,
    line: u64,
    session: &'a str,
    action: Option<&'a str>,
    formation: Option<&'a str>,
    intitule: Option<&'a str>,
    organisme: Option<&'a str>,
    siret: Option<&'a str>,
    formateurs: &'a [String],
    lieux: Vec<String>,
    cadre: &'static str,
    debut: Option<String>,
    fin: Option<String>,
    permanente: bool,
    as_of: NaiveDate,
    phase: &'static str,
    active: bool,
    perimee: bool,
    datemaj: Option<NaiveDate>,
    export: Option<NaiveDate>,
    why: Option<Why<'a>>,
}

#[derive(Serialize)]
struct Why<'a> {
    canal: &'static str,
    au_plus_tot: Option<NaiveDate>,
    attendu_avant: Option<NaiveDate>,
    responsable: &'static str,
    causes: Vec<CauseView<'a>>,
}

#[derive(Serialize)]
struct CauseView<'a> {
    #[serde(flatten)]
    cause: &'a crate::Cause,
    message: String,
}

impl<'a> View<'a> {
    fn new(answer: &'a SessionAnswer, as_of: NaiveDate, lang: Lang) -> Self {
        let session = &answer.session;
        let situation = session.situation(as_of);
        let why = answer.pourquoi.as_ref().map(|reponse| Why {
            canal: reponse.canal.canal.as_str(),
            au_plus_tot: reponse.fenetre.map(|fenetre| fenetre.au_plus_tot),
            attendu_avant: reponse.fenetre.and_then(|fenetre| fenetre.attendu_avant),
            responsable: reponse.responsable().as_str(),
            causes: (reponse.causes.iter().zip(reponse.messages(lang)))
                .map(|(cause, message)| CauseView { cause, message })
                .collect(),
        });
        Self {
            file: &answer.fichier,
            line: answer.ligne,
            session: &session.session,
            action: session.action.as_deref(),
            formation: session.formation.as_deref(),
            intitule: session.intitule.as_deref(),
            organisme: session.organisme.as_deref(),
            siret: session.siret.as_deref(),
            formateurs: &session.formateurs,
            lieux: session.lieux.iter().map(|lieu| lieu.en_mots(lang)).collect(),
            cadre: session.contenu.cadre.as_str(),
            debut: session.debut.map(|date| date.to_string()),
            fin: session.fin.map(|date| date.to_string()),
            permanente: situation.permanente,
            as_of,
            phase: situation.phase.as_str(),
            active: situation.active,
            perimee: situation.perimee,
            datemaj: session.maj,
            export: session.export,
            why,
        }
    }
}
