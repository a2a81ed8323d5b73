//! Accents that were lost between two programs.

use once_cell::sync::Lazy;
use regex::Regex;

use crate::{Args, Safety, Scope, Verdicts, rules::macros::family};

family! {
    TXT03 "caracteres-abimes" [W W W W] Evidenced Texte(txt03) {
        title: "Caractères abîmés" / "Broken characters",
        message: "<{element}> : {n|caractère abîmé|caractères abîmés} par un changement d'encodage, « {sample} »" / "<{element}>: {n|character|characters} broken by a change of encoding, \"{sample}\"",
        helps: [
            "« {read} » tient lieu de « {meant} » : vérifiez, puis acceptez la correction proposée" / "\"{read}\" stands for \"{meant}\": check it, then accept this repair",
            "exportez de nouveau le texte depuis sa source, en UTF-8 d'un bout à l'autre" / "export the text again from its source, in UTF-8 all along",
        ],
        why: "Un programme a lu le texte dans un autre encodage que celui de son écriture. Le public lit « l¿arrêté » ou « Ã©tudes », et les recherches par mot n'y trouvent rien." / "A program read the text in another encoding than the one it was written in. The public reads « l¿arrêté » or « Ã©tudes », and searches by word find nothing.",
        source: "TXT-03 ; « l¿arrêté », « m¿uvre » dans des données publiques ; entités sans point-virgule dans des fichiers EDOF",
        bad: "<contenu-formation>Lecture de plans, maÃ§onnerie, enduits</contenu-formation>",
        good: "<contenu-formation>Lecture de plans, maçonnerie, enduits</contenu-formation>",
    }
}

/// What no writer means:
///  1. UTF-8 read as a one-byte encoding: `Ã©`, `Â°`, `â€™`, `Å“`, `ï»¿`. A name may end in `Â` before a guillemet, `BÂ »`, so
///     that pair wants no capital before it;
///  2. a replacement character, or a control character of ISO-8859-1, which Windows uses for quotes and dashes;
///  3. an inverted question mark inside of a word, as in `l¿arrêté`: in Spanish it starts one;
///  4. an entity of HTML without its semicolon: `d&eacutecouvrir`, `l&acutehebergement`.
#[allow(clippy::non_std_lazy_statics, reason = "the project keeps its patterns in once_cell")]
static ABIME: Lazy<Result<Regex, regex::Error>> = Lazy::new(|| {
    Regex::new(
        r"(?x)
        Ã[\u{80}-\u{BF}€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]
        | Â[°§®©²³´·±¨¸¼½¾«\u{80}-\u{9F}]
        | [^\p{Lu}]Â[\u{A0}»]
        | â[€\u{80}][™œ“”˜¦¢\u{80}-\u{9F}\u{A6}\u{B0}-\u{B3}]
        | Å[“’”\u{93}\u{92}\u{A0}¡¸]
        | ï[»¿][¿½\u{A0}]
        | \u{FFFD}+
        | [\u{0}-\u{8}\u{B}\u{C}\u{E}-\u{1F}\u{80}-\u{9F}]
        | [\p{Ll}]¿[\p{L}]
        | &(?:[aeiouycAEIOUYC](?:acute|grave|circ|uml|cedil)|acute|rsquo|lsquo|oelig)\b[^;=]
        | &(?:[aeiouAEIOU](?:acute|grave|circ|uml)|[cC]cedil|acute)\p{Ll}
        ",
    )
});

fn txt03(text: &Scope<'_, str>, out: &mut Verdicts) {
    if !is_suspect(text.as_bytes()) {
        return;
    }
    let Ok(abime) = &*ABIME else { return };
    let Some(first) = abime.find(text) else { return };
    let count = abime.find_iter(text).count();
    let mut args = Args::new()
        .text("element", text.path.name())
        .count("n", count as u64)
        .text("sample", around(text, first.start(), first.end()));
    let whole = abime.replace_all(text, |found: &regex::Captures<'_>| {
        repaired(&found[0]).unwrap_or_else(|| found[0].to_owned())
    });
    // A repair is proposed when it mends everything.
    let is_mended = !abime.is_match(&whole) && whole != text.it;
    if let Some(meant) = repaired(first.as_str()).filter(|_| is_mended) {
        let read = crate::render::neutral(first.as_str()).into_owned();
        args = args.text("read", read).text("meant", meant);
    }
    let finding = out.fault(text.path.clone(), args).value(text.it);
    if is_mended {
        finding.replace(Safety::Suggested, whole.into_owned());
    }
}

/// May there be something? Clean texts are told by their bytes alone: each fault starts with some bytes, and goes on as told here.
#[expect(clippy::indexing_slicing, reason = "a block is two bytes longer than what is looked at")]
fn is_suspect(bytes: &[u8]) -> bool {
    const BLOCK: usize = 16;
    let (mut at, mut is_suspect) = (0, false);
    while let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk::<{ BLOCK + 2 }>)
        && !is_suspect
    {
        // Without branches, a block is looked at at once.
        is_suspect =
            (0..BLOCK).fold(false, |found, i| found | starts_fault(block[i], block[i + 1], block[i + 2]));
        at += BLOCK;
    }
    let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
    is_suspect || (at..bytes.len()).any(|at| starts_fault(byte(at), byte(at + 1), byte(at + 2)))
}

/// May a fault start with these three bytes?
#[expect(clippy::needless_bitwise_bool, reason = "without branches, a block is looked at at once")]
const fn starts_fault(first: u8, next: u8, after: u8) -> bool {
    // An entity.
    (first == b'&') & next.is_ascii_alphabetic()
        // Control characters of ISO-8859-1, and `¿`.
        | (first == 0xC2) & ((next <= 0x9F) | (next == 0xBF))
        // `Â`, `Ã`, `Å`, `â` and `ï`, before what is not ASCII.
        | (first == 0xC3)
            & ((next == 0x82) | (next == 0x83) | (next == 0x85) | (next == 0xA2) | (next == 0xAF))
            & (after >= 0xC2)
        | (first == 0xEF) & (next == 0xBF)
        | (first < b' ') & (first != b'\t') & (first != b'\n') & (first != b'\r')
}

/// What was meant, where there is one answer.
fn repaired(found: &str) -> Option<String> {
    // The capital that was looked at before `Â` is not a part of the fault.
    if let Some((before, pair)) = found.char_indices().nth(1).map(|(at, _)| found.split_at(at))
        && pair.starts_with('Â')
        && !found.starts_with('Â')
    {
        return Some(format!("{before}{}", decoded(pair)?));
    }
    let mut chars = found.chars();
    match (chars.next(), chars.next()) {
        (Some(c @ '\u{80}'..='\u{9f}'), None) => windows(c as u32 as u8).map(String::from),
        (Some('&' | '\u{fffd}'), _) => None,
        _ => decoded(found),
    }
}

/// The text whose bytes in UTF-8 are those of this one in Windows-1252 or ISO-8859-1.
fn decoded(text: &str) -> Option<String> {
    let bytes: Option<Vec<u8>> = text.chars().map(byte_of).collect();
    String::from_utf8(bytes?).ok().filter(|meant| meant.chars().all(|c| !c.is_control() && c != '\u{feff}'))
}

/// What Windows-1252 puts where ISO-8859-1 has control characters; blanks are unused places.
const WINDOWS: [char; 32] = [
    '€', ' ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', ' ', 'Ž', ' ', ' ', '‘', '’', '“', '”',
    '•', '–', '—', '˜', '™', 'š', '›', 'œ', ' ', 'ž', 'Ÿ',
];

fn windows(byte: u8) -> Option<char> {
    byte.checked_sub(0x80).and_then(|place| WINDOWS.get(usize::from(place))).copied().filter(|c| *c != ' ')
}

fn byte_of(c: char) -> Option<u8> {
    let place = WINDOWS.iter().position(|known| *known == c && c != ' ');
    place.map_or_else(|| u8::try_from(c as u32).ok(), |place| Some(0x80 + place as u8))
}

/// The words around a place.
fn around(text: &str, start: usize, end: usize) -> String {
    const WIDTH: usize = 12;
    let (before, from) = text.split_at(start);
    let (found, after) = from.split_at(end - start);
    let before: Vec<char> = before.chars().rev().take_while(|c| !c.is_whitespace()).take(WIDTH).collect();
    let after = after.chars().take_while(|c| !c.is_whitespace()).take(WIDTH);
    let words: String = before.into_iter().rev().chain(found.chars()).chain(after).collect();
    crate::render::neutral(words.trim()).into_owned()
}

#[cfg(test)]
mod tests {
    use crate::{
        Formation, Profile,
        rules::testing::{conditions, judged},
    };

    /// Is the text found broken, and what is proposed for it?
    fn judge(text: &str) -> (bool, Option<String>) {
        let formation = Formation::default().contenu(text);
        let findings = judged(&formation, &conditions(Profile::Lheo)).findings;
        let Some(found) = findings.iter().find(|finding| finding.rule.code == "TXT03") else {
            return (false, None);
        };
        assert!(found.message(crate::Lang::Fr).contains("abîmé"));
        (true, found.replacement.as_ref().map(|replacement| replacement.text.clone()))
    }

    #[test]
    fn broken_texts() {
        for (text, meant) in [
            ("Ã‰lectricitÃ©, maÃ§onnerie", Some("Électricité, maçonnerie")),
            ("Ã\u{a0} Nantes", Some("à Nantes")),
            ("lâ€™eau", Some("l’eau")),
            ("l\u{e2}\u{80}\u{99}eau", Some("l’eau")),
            ("nÂ° 12", Some("n° 12")),
            ("ObjectifÂ\u{a0}: lire", Some("Objectif\u{a0}: lire")),
            ("cÅ“ur", Some("cœur")),
            ("l\u{92}arrêté", Some("l’arrêté")),
            ("l¿arrêté", None),
            ("man¿uvre", None),
            ("d&eacutecouvrir l&acutehebergement", None),
            ("caf\u{fffd}", None),
            ("a\u{1}b", None),
        ] {
            assert_eq!(judge(text), (true, meant.map(str::to_owned)), "{text}");
        }
    }

    #[test]
    fn texts_that_are_right() {
        for text in [
            "¿Cómo está usted? Español A1",
            "Espagnol : « ¿Qué tal? », (¿dónde?)",
            "Formação em português, IRMÃS, SÃO PAULO",
            "Lire « Amadou Hampaté BÂ »",
            "« BÂ\u{a0}», château, Âge d'or, THÉÂTRE",
            "Œuvre, cœur, l’été, 12 €, n° 3, naïveté, maïs",
            "&eacute;t&eacute; &amp; R&D, https://a.fr/?x=1&copy=2&acute=3",
            "Ångström, Åse",
            "12 rue de l'Église\u{a0}; à 9\u{a0}h",
            "ligne\tune\r\nligne deux",
        ] {
            assert_eq!(judge(text), (false, None), "{text}");
        }
    }
}
