//! What differs between two feeds, for people and for machines.

use std::io::{self, Write};

use serde::Serialize;

use super::{
    json, neutral,
    neutral::cut,
    paint::{Paint, Style},
    summary::{colon, say},
};
use crate::{
    Args, Bilingual, Lang, Niveau, PartialDate, Severity,
    diff::{
        DiffCounts, DiffKind, DiffSummary, Difference, FieldDiff, Origin, PartDiff, PartName, RecordDiff,
        Side, Unreadable,
    },
    vocabulary::day,
};

/// Values are shown up to this many characters, for people.
const VALUE_SHOWN: usize = 80;

/// The shape of a comparison.
#[derive(Debug, Clone, Copy)]
enum Shape {
    /// For people: so many lines for each formation, so many formations.
    Text { paint: Paint, max_shown: u64 },
    /// One object.
    Json,
    /// An object for each difference, then one for the summary.
    Jsonl,
}

/// Writes differences as they come, then what they amount to.
///
/// ```
/// use sofi_core::{Lang, diff::DiffSummary, render::DiffWriter};
///
/// let mut out = Vec::new();
/// DiffWriter::json().finish(&DiffSummary::default(), &mut out)?;
/// assert!(String::from_utf8(out).unwrap().starts_with("{\"differences\":[],\"summary\":{\"formations\":{\"added\":0,"));
/// # Ok::<_, std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct DiffWriter {
    lang: Lang,
    shape: Shape,
    records: u64,
    unreadable: u64,
}

impl DiffWriter {
    /// For people: at most so many formations, and so many lines in each; 0 for all.
    pub const fn text(lang: Lang, colour: bool, max_shown: usize) -> Self {
        let max_shown = if max_shown == 0 { u64::MAX } else { max_shown as u64 };
        Self { lang, shape: Shape::Text { paint: Paint { colour }, max_shown }, records: 0, unreadable: 0 }
    }

    /// As one JSON object, whole.
    pub const fn json() -> Self {
        Self { lang: Lang::Fr, shape: Shape::Json, records: 0, unreadable: 0 }
    }

    /// As JSON lines, whole.
    pub const fn jsonl() -> Self {
        Self { lang: Lang::Fr, shape: Shape::Jsonl, records: 0, unreadable: 0 }
    }

    /// Writes a difference.
    pub fn add(&mut self, difference: &Difference, out: &mut dyn Write) -> io::Result<()> {
        let is_first = self.records == 0 && self.unreadable == 0;
        let seen = match difference {
            Difference::Unreadable(_) => &mut self.unreadable,
            Difference::Record(_) => &mut self.records,
        };
        *seen += 1;
        let seen = *seen;
        let mut out = out;
        match self.shape {
            Shape::Json => {
                out.write_all(if is_first { b"{\"differences\":[" } else { b",\n" })?;
                json::value(difference, &mut out)
            }
            Shape::Jsonl => json::line(difference, &mut out),
            Shape::Text { max_shown, .. } if seen > max_shown => Ok(()),
            Shape::Text { paint, max_shown } => {
                let text = Text { lang: self.lang, paint, max_shown };
                match difference {
                    Difference::Unreadable(record) => text.unreadable(record, out),
                    Difference::Record(record) => {
                        if !is_first {
                            writeln!(out)?;
                        }
                        text.record(record, out)
                    }
                }
            }
        }
    }

    /// Writes what the differences amount to.
    pub fn finish(&self, summary: &DiffSummary, out: &mut dyn Write) -> io::Result<()> {
        #[derive(Serialize)]
        struct Line<'s> {
            r#type: &'static str,
            #[serde(flatten)]
            summary: &'s DiffSummary,
        }
        let mut out = out;
        match self.shape {
            Shape::Json => {
                let is_empty = self.records == 0 && self.unreadable == 0;
                out.write_all(if is_empty {
                    b"{\"differences\":[],\"summary\":"
                } else {
                    b"],\"summary\":"
                })?;
                json::value(summary, &mut out)?;
                out.write_all(b"}\n")
            }
            Shape::Jsonl => json::line(&Line { r#type: "summary", summary }, &mut out),
            Shape::Text { paint, max_shown } => {
                let text = Text { lang: self.lang, paint, max_shown };
                let hidden = [self.unreadable, self.records].map(|seen| seen.saturating_sub(max_shown));
                text.summary(summary, hidden, self.records > 0 || self.unreadable > 0, out)
            }
        }
    }
}

/// What writes for people.
struct Text {
    lang: Lang,
    paint: Paint,
    max_shown: u64,
}

impl Text {
    fn say(&self, fr: &'static str, en: &'static str, args: &Args) -> String {
        say(Bilingual::new(fr, en), args, self.lang)
    }

    fn unreadable(&self, record: &Unreadable, out: &mut dyn Write) -> io::Result<()> {
        let args = Args::new()
            .text("file", neutral(&record.place.file).into_owned())
            .text("line", record.place.line.to_string())
            .text("column", record.column.to_string())
            .text("code", record.code.clone());
        let words = match record.side {
            Side::Old => self.say(
                "{file}:{line}:{column} : enregistrement illisible de l'ancien flux, non comparé ({code})",
                "{file}:{line}:{column}: record of the old feed that cannot be read, not compared ({code})",
                &args,
            ),
            Side::New => self.say(
                "{file}:{line}:{column} : enregistrement illisible du nouveau flux, non comparé ({code})",
                "{file}:{line}:{column}: record of the new feed that cannot be read, not compared ({code})",
                &args,
            ),
        };
        writeln!(out, "{} {words}", self.mark('!', Severity::Error))
    }

    fn mark(&self, sign: char, severity: Severity) -> String {
        self.paint.with(Style::Of(severity), sign).to_string()
    }

    /// `+`, `-`, `~`, `>`: the sign of a difference.
    fn sign(&self, change: DiffKind) -> String {
        let (sign, severity) = match change {
            DiffKind::Added => ('+', Severity::Info),
            DiffKind::Removed => ('-', Severity::Error),
            DiffKind::Changed | DiffKind::Reordered => ('~', Severity::Warning),
            DiffKind::Moved => ('>', Severity::Warning),
        };
        self.mark(sign, severity)
    }

    /// A record and what differs in it: a block.
    fn record(&self, record: &RecordDiff, out: &mut dyn Write) -> io::Result<()> {
        let number = record.numero.as_deref().map(|numero| format!(" {}", short(numero)));
        let title = format!("{}{}", neutral(&record.record), number.unwrap_or_default());
        write!(out, "{} {}", self.sign(record.change), self.paint.with(Style::Strong, title))?;
        if let Some(intitule) = &record.intitule {
            write!(out, ", {}", short(intitule))?;
        }
        let siret = record.siret.as_ref().map(|siret| format!("SIRET {}", short(siret)));
        let owner: Vec<_> = record.organisme.iter().map(|name| short(name)).chain(siret).collect::<Vec<_>>();
        if !owner.is_empty() {
            write!(out, " ({})", owner.join(", "))?;
        }
        if record.doubtful {
            let args = Args::new();
            let doubt = match record.change {
                DiffKind::Removed => self.say(
                    ", ou illisible dans le nouveau flux",
                    ", or cannot be read in the new feed",
                    &args,
                ),
                _ => self.say(
                    ", ou illisible dans l'ancien flux",
                    ", or cannot be read in the old feed",
                    &args,
                ),
            };
            write!(out, "{doubt}")?;
        }
        writeln!(out)?;
        let places: Vec<_> = [&record.old, &record.new]
            .into_iter()
            .flatten()
            .map(|spot| format!("{}:{}", neutral(&spot.file), spot.line))
            .collect();
        writeln!(out, "  {} {}", self.paint.with(Style::Gutter, "-->"), places.join(" -> "))?;
        let mut room = Room { left: self.max_shown, hidden: 0 };
        for field in &record.fields {
            room.line(|| self.field("", field, out))?;
        }
        for part in &record.parts {
            let name = named(part.level, &part.name);
            if part.change != DiffKind::Changed {
                room.line(|| self.part(part, out))?;
            }
            for field in &part.fields {
                room.line(|| self.field(&name, field, out))?;
            }
        }
        if room.hidden > 0 {
            let args = Args::new().count("n", room.hidden);
            let words = self.say(
                "… et {n|autre ligne|autres lignes} (--all les donne toutes)",
                "… and {n|more line|more lines} (--all gives them all)",
                &args,
            );
            writeln!(out, "  {words}")?;
        }
        Ok(())
    }

    /// `+ session 14_SE_1 (01/09/2026 - 30/06/2027)`.
    fn part(&self, part: &PartDiff, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "  {} {}", self.sign(part.change), named(part.level, &part.name))?;
        let dates: Vec<_> = [&part.debut, &part.fin].into_iter().flatten().map(|d| self.date(d)).collect();
        if !dates.is_empty() {
            write!(out, " ({})", dates.join(" - "))?;
        }
        if let Some(from) = &part.from {
            write!(out, ", {}", self.origin(from))?;
        }
        writeln!(out)
    }

    fn origin(&self, from: &Origin) -> String {
        let show = |numero: &Option<String>| numero.as_deref().map_or_else(|| "?".to_owned(), short);
        let args = Args::new()
            .text("formation", show(&from.formation))
            .text("place", format!("{}:{}", neutral(&from.place.file), from.place.line));
        match &from.action {
            Some(action) => self.say(
                "venue de l'action {action}, formation {formation} ({place})",
                "from action {action}, formation {formation} ({place})",
                &args.text("action", short(action)),
            ),
            None => self.say(
                "venue de la formation {formation} ({place})",
                "from formation {formation} ({place})",
                &args,
            ),
        }
    }

    fn date(&self, text: &str) -> String {
        let date = text.parse::<PartialDate>().ok().and_then(PartialDate::day);
        date.map_or_else(|| short(text), |found| day(found, self.lang))
    }

    /// `~ action 14_A/periode/fin : 20261231 -> 20270131`.
    fn field(&self, name: &str, field: &FieldDiff, out: &mut dyn Write) -> io::Result<()> {
        let path = neutral(&field.path);
        let slash = if name.is_empty() || path.is_empty() { "" } else { "/" };
        write!(out, "  {} {name}{slash}{path}", self.sign(field.change))?;
        match (&field.old, &field.new) {
            (Some(old), Some(new)) => {
                let [old, new] = around(old, new);
                writeln!(out, "{}{} -> {}", colon(self.lang), shown(&old), shown(&new))
            }
            (Some(value), None) | (None, Some(value)) => {
                writeln!(out, "{}{}", colon(self.lang), shown(&short(value)))
            }
            (None, None) => {
                let words = self.say("autre ordre", "other order", &Args::new());
                writeln!(out, "{}{words}", colon(self.lang))
            }
        }
    }

    fn summary(
        &self,
        summary: &DiffSummary,
        hidden: [u64; 2],
        some: bool,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let [unreadable, records] = hidden;
        if some {
            writeln!(out)?;
        }
        if unreadable > 0 {
            let args = Args::new().count("n", unreadable);
            let words = self.say(
                "… et {n|autre enregistrement illisible|autres enregistrements illisibles} (--all les donne tous)",
                "… and {n|more record that cannot be read|more records that cannot be read} (--all gives them all)",
                &args,
            );
            writeln!(out, "{words}")?;
        }
        if records > 0 {
            let args = Args::new().count("n", records);
            let words = self.say(
                "… et {n|autre enregistrement qui diffère|autres enregistrements qui diffèrent} (--all les donne tous)",
                "… and {n|more record that differs|more records that differ} (--all gives them all)",
                &args,
            );
            writeln!(out, "{words}")?;
        }
        if summary.is_same() {
            let words = self.say("Aucune différence.", "No difference.", &Args::new());
            writeln!(out, "{words}")?;
        }
        let levels = [
            (Bilingual::new("Formations", "Formations"), &summary.formations),
            (Bilingual::new("Actions", "Actions"), &summary.actions),
            (Bilingual::new("Sessions", "Sessions"), &summary.sessions),
            (Bilingual::new("Autres enregistrements", "Other records"), &summary.others),
        ];
        for (name, counts) in levels {
            if !(*counts == DiffCounts::default()) {
                writeln!(out, "{}", self.counts(name, counts))?;
            }
        }
        let [old, new] = summary.unreadable;
        if old + new > 0 {
            let args = Args::new().count("n", old + new);
            let words = self.say(
                "{n|enregistrement illisible, non comparé|enregistrements illisibles, non comparés} ; sofi check dit ce qui ne va pas.",
                "{n|record that cannot be read, not compared|records that cannot be read, not compared}; sofi check says what is wrong.",
                &args,
            );
            writeln!(out, "{words}")?;
        }
        if summary.siret_changed > 0 {
            let args = Args::new().count("n", summary.siret_changed);
            let words = self.say(
                "{n|session a changé|sessions ont changé} de SIRET : c'est la moitié de leur clé d'échange.",
                "{n|session|sessions} under another SIRET: it is half of the key by which sessions are exchanged.",
                &args,
            );
            writeln!(out, "{words}")?;
        }
        self.losses(summary, out)
    }

    /// `Sessions : 3 ajoutées, 1 retirée...`.
    fn counts(&self, name: Bilingual, counts: &DiffCounts) -> String {
        let args = Args::new()
            .words("name", name)
            .count("added", counts.added)
            .count("removed", counts.removed)
            .count("changed", counts.changed)
            .count("moved", counts.moved)
            .count("unchanged", counts.unchanged);
        if name.en == "Other records" {
            return self.say(
                "{name} : {added|ajouté|ajoutés}, {removed|retiré|retirés}, {changed|modifié|modifiés}, {unchanged|inchangé|inchangés}",
                "{name}: {added} added, {removed} removed, {changed} changed, {unchanged} unchanged",
                &args,
            );
        }
        if name.en == "Formations" {
            return self.say(
                "{name} : {added|ajoutée|ajoutées}, {removed|retirée|retirées}, {changed|modifiée|modifiées}, {unchanged|inchangée|inchangées}",
                "{name}: {added} added, {removed} removed, {changed} changed, {unchanged} unchanged",
                &args,
            );
        }
        self.say(
            "{name} : {added|ajoutée|ajoutées}, {removed|retirée|retirées}, {changed|modifiée|modifiées}, {moved|déplacée|déplacées}, {unchanged|inchangée|inchangées}",
            "{name}: {added} added, {removed} removed, {changed} changed, {moved} moved, {unchanged} unchanged",
            &args,
        )
    }

    /// Organisations that lost over 20 % of their sessions.
    fn losses(&self, summary: &DiffSummary, out: &mut dyn Write) -> io::Result<()> {
        if summary.losses.is_empty() {
            return Ok(());
        }
        if let [only] = &summary.losses[..] {
            let args = Args::new().count("share", only.lost());
            let words = self.say(
                "1 organisme a perdu {share} % de ses sessions :",
                "1 organisation lost {share}% of its sessions:",
                &args,
            );
            writeln!(out, "{words}")?;
        } else {
            let args = Args::new().count("n", summary.losses.len() as u64);
            let words = self.say(
                "{n|organisme a perdu|organismes ont perdu} plus de 20 % de leurs sessions :",
                "{n|organisation|organisations} lost over 20% of their sessions:",
                &args,
            );
            writeln!(out, "{words}")?;
        }
        let most = usize::try_from(self.max_shown).unwrap_or(usize::MAX);
        for loss in summary.losses.iter().take(most) {
            let name = loss.organisme.as_deref().map(|name| format!("{}, ", short(name))).unwrap_or_default();
            let args = Args::new()
                .text("name", name)
                .text("siret", loss.siret.clone())
                .count("old", loss.old)
                .count("new", loss.new)
                .count("share", loss.lost());
            let words = self.say(
                "{name}SIRET {siret} : {old} -> {new|session|sessions}, {share} % de moins",
                "{name}SIRET {siret}: {old} -> {new|session|sessions}, {share}% less",
                &args,
            );
            writeln!(out, "  {} {words}", self.mark('!', Severity::Warning))?;
        }
        let hidden = summary.losses.len().saturating_sub(most) as u64;
        if hidden > 0 {
            let args = Args::new().count("n", hidden);
            let words = self.say(
                "… et {n|autre organisme|autres organismes} (--all les donne tous)",
                "… and {n|more organisation|more organisations} (--all gives them all)",
                &args,
            );
            writeln!(out, "  {words}")?;
        }
        Ok(())
    }
}

/// How many lines are still shown, and how many are not.
struct Room {
    left: u64,
    hidden: u64,
}

impl Room {
    fn line(&mut self, write: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        if self.left == 0 {
            self.hidden += 1;
            return Ok(());
        }
        self.left -= 1;
        write()
    }
}

/// `session 14_SE_1`, `action[2]`.
fn named(level: Niveau, name: &PartName) -> String {
    match &name.numero {
        Some(numero) => format!("{level} {}", short(numero)),
        None => format!("{level}[{}]", name.rank),
    }
}

fn short(text: &str) -> String {
    neutral(&cut(text, VALUE_SHOWN)).into_owned()
}

/// Two values from a little before the place where they part.
fn around(old: &str, new: &str) -> [String; 2] {
    let common = old.chars().zip(new.chars()).take_while(|(one, other)| one == other).count();
    if common <= VALUE_SHOWN / 2 {
        return [short(old), short(new)];
    }
    let skipped = common - VALUE_SHOWN / 4;
    [old, new].map(|text| format!("…{}", short(&text.chars().skip(skipped).collect::<String>())))
}

/// An empty value is shown as such.
fn shown(text: &str) -> &str {
    if text.is_empty() { "\"\"" } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_shown_where_they_part() {
        let long = "a".repeat(200);
        let [old, new] = around(&format!("{long}b"), &format!("{long}cd"));
        assert_eq!((old.as_str(), new.as_str()), ("…aaaaaaaaaaaaaaaaaaaab", "…aaaaaaaaaaaaaaaaaaaacd"));
        assert_eq!(around("20260901", "20260902"), ["20260901", "20260902"]);
        assert_eq!(around(&long, &format!("{long}z"))[1], "…aaaaaaaaaaaaaaaaaaaaz");
    }
}
