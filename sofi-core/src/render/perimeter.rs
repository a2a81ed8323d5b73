//! Where the sessions of a feed lie with regard to a perimeter.

use std::io::{self, Write};

use serde::Serialize;

use super::{
    json, neutral,
    page::typeset_all,
    paint::{Paint, Style},
    summary::{colon, say},
};
use crate::{Args, Bilingual, JugementAction, Lang, Perimetre, Severity, Situe};

/// A session, and where it lies.
#[derive(Debug, Clone, Copy)]
pub struct PlacedSession<'s> {
    /// The document.
    pub fichier: &'s str,
    /// The line where its formation starts.
    pub ligne: u64,
    /// Number of the formation.
    pub formation: Option<&'s str>,
    /// Number of the action.
    pub action: Option<&'s str>,
    /// Number of the session.
    pub session: Option<&'s str>,
    /// The perimeter.
    pub perimetre: &'s Perimetre,
    /// Where its action lies.
    pub jugement: &'s JugementAction,
}

/// Writes sessions as they come, and counts them.
///
/// ```
/// use sofi_core::{Lang, render};
///
/// let mut out = Vec::new();
/// let placing = render::Placing::json(Lang::Fr);
/// placing.finish(&mut out)?;
/// assert_eq!(out, b"[]\n");
/// # Ok::<_, std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Placing {
    lang: Lang,
    paint: Paint,
    /// How many are shown for each answer; `None` for JSON, which has them all.
    shown: Option<u64>,
    counts: [u64; 4],
}

impl Placing {
    /// For people: so many for each answer, 0 for all.
    pub const fn text(lang: Lang, colour: bool, max_shown: usize) -> Self {
        let shown = if max_shown == 0 { u64::MAX } else { max_shown as u64 };
        Self { lang, paint: Paint { colour }, shown: Some(shown), counts: [0; 4] }
    }

    /// As one JSON array.
    pub const fn json(lang: Lang) -> Self {
        Self { lang, paint: Paint { colour: false }, shown: None, counts: [0; 4] }
    }

    /// How many sessions got this answer.
    #[expect(clippy::indexing_slicing, reason = "four answers, four counts")]
    pub const fn count(&self, situe: Situe) -> u64 {
        self.counts[situe as usize]
    }

    /// Writes a session.
    #[expect(clippy::indexing_slicing, reason = "four answers, four counts")]
    pub fn add(&mut self, session: PlacedSession<'_>, mut out: &mut dyn Write) -> io::Result<()> {
        let situe = session.jugement.situe;
        let before: u64 = self.counts.iter().sum();
        self.counts[situe as usize] += 1;
        match self.shown {
            None => {
                out.write_all(if before == 0 { b"[" } else { b",\n" })?;
                json::value(&View::new(&session, self.lang), &mut out)
            }
            Some(most) if self.counts[situe as usize] <= most => self.show(session, out),
            Some(_) => Ok(()),
        }
    }

    fn show(&self, session: PlacedSession<'_>, out: &mut dyn Write) -> io::Result<()> {
        let PlacedSession { jugement, .. } = session;
        let style = match jugement.situe {
            Situe::In => Style::Strong,
            Situe::InByException => Style::Of(Severity::Info),
            Situe::Out => Style::Of(Severity::Error),
            Situe::Unknown => Style::Of(Severity::Warning),
        };
        let place = format!("{}:{}", neutral(session.fichier), session.ligne);
        let words = typeset_all(jugement.situe.words().get(self.lang), self.lang);
        let name = neutral(&named(session, self.lang)).into_owned();
        writeln!(out, "{place}{}{name}, {}", colon(self.lang), self.paint.with(style, words))?;
        // Of what is simply inside, there is nothing to tell.
        if jugement.situe == Situe::In {
            return Ok(());
        }
        for motif in &jugement.motifs {
            let text = motif.message(self.lang);
            writeln!(out, "  {} {}", self.paint.with(Style::Gutter, "="), neutral(&text))?;
        }
        if let Some(advice) = advice(jugement, self.lang) {
            writeln!(out, "  {} {advice}", self.paint.with(Style::Gutter, "="))?;
        }
        Ok(())
    }

    /// Writes what was not shown, and the end of the JSON.
    pub fn finish(&self, out: &mut dyn Write) -> io::Result<()> {
        let Some(most) = self.shown else {
            return out.write_all(if self.counts == [0; 4] { b"[]\n" } else { b"]\n" });
        };
        let mut some = self.counts.iter().any(|count| *count > 0);
        for situe in Situe::ALL {
            let count = self.count(*situe);
            if count > most {
                let args = Args::new().count("n", count - most).words("situe", situe.words());
                let words = Bilingual::new(
                    "… et {n|autre session|autres sessions}, {situe} (--format json les donne toutes)",
                    "… and {n|other session|other sessions}, {situe} (--format json gives them all)",
                );
                writeln!(out, "{}", say(words, &args, self.lang))?;
                some = true;
            }
        }
        if some { writeln!(out) } else { Ok(()) }
    }
}

/// How many sessions got each answer, in one line, for people.
///
/// ```
/// use sofi_core::{Lang, render::{Placing, placing_counts}};
///
/// let line = placing_counts(&Placing::text(Lang::En, false, 0), &["Bretagne".to_owned()]);
/// assert_eq!(line, "0\u{a0}sessions (perimeter Bretagne): 0 in, 0 in by exception, 0 out, 0 unknown");
/// ```
pub fn placing_counts(placing: &Placing, perimeters: &[String]) -> String {
    let args = Args::new()
        .count("all", placing.counts.iter().sum())
        .text("perimeters", perimeters.join(" + "))
        .count("in", placing.count(Situe::In))
        .count("exception", placing.count(Situe::InByException))
        .count("out", placing.count(Situe::Out))
        .count("unknown", placing.count(Situe::Unknown));
    let words = Bilingual::new(
        "{all|session|sessions} (périmètre {perimeters}) : {in} dedans, {exception} par exception, {out} dehors, {unknown|inconnue|inconnues}",
        "{all|session|sessions} (perimeter {perimeters}): {in} in, {exception} in by exception, {out} out, {unknown} unknown",
    );
    say(words, &args, placing.lang)
}

/// `session 21_123456 (action 21_2001, formation 21_1001)`.
fn named(session: PlacedSession<'_>, lang: Lang) -> String {
    let no_number = Bilingual::new("session sans numéro", "session without a number").get(lang);
    let parts = [("action", session.action), ("formation", session.formation)];
    let parts: Vec<_> =
        parts.iter().filter_map(|(level, numero)| Some(format!("{level} {}", (*numero)?))).collect();
    let name = session.session.map_or_else(|| no_number.to_owned(), |numero| format!("session {numero}"));
    if parts.is_empty() { name } else { format!("{name} ({})", parts.join(", ")) }
}

/// Whom to see about what is out.
fn advice(jugement: &JugementAction, lang: Lang) -> Option<String> {
    let names = carif_orefs(jugement, lang);
    if jugement.situe != Situe::Out || names.is_empty() {
        return None;
    }
    let words = Bilingual::new("à déclarer auprès du {names}", "to be declared to the {names}");
    let join = Bilingual::new(" ou du ", " or the ").get(lang);
    Some(say(words, &Args::new().text("names", names.join(join)), lang))
}

fn carif_orefs(jugement: &JugementAction, lang: Lang) -> Vec<String> {
    let names = jugement.carif_orefs();
    names.into_iter().map(|carif| typeset_all(carif.nom().get(lang), lang)).collect()
}

#[derive(Serialize)]
struct View<'a> {
    file: &'a str,
    line: u64,
    formation: Option<&'a str>,
    action: Option<&'a str>,
    session: Option<&'a str>,
    perimeter: &'static str,
    situe: &'static str,
    motifs: Vec<String>,
    carif_orefs: Vec<String>,
}

impl<'a> View<'a> {
    fn new(session: &PlacedSession<'a>, lang: Lang) -> Self {
        let jugement = session.jugement;
        Self {
            file: session.fichier,
            line: session.ligne,
            formation: session.formation,
            action: session.action,
            session: session.session,
            perimeter: session.perimetre.region.code(),
            situe: jugement.situe.as_str(),
            motifs: jugement.motifs.iter().map(|motif| motif.message(lang)).collect(),
            carif_orefs: carif_orefs(jugement, lang),
        }
    }
}
