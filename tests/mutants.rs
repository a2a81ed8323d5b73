//! Documents that are nearly right.

use crate::Random;

/// What mutants are made with.
const PIECES: &[&str] = &[
    "",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "<",
    ">",
    "&",
    "&amp;",
    "&#233;",
    "&#x1;",
    "&eacute;",
    "]]>",
    "]]",
    "'",
    "\"",
    "=",
    "/",
    "\u{1}",
    "\u{7f}",
    "\u{fffe}",
    "\u{feff}",
    "é",
    "œ",
    "€",
    "𝄞",
    "x",
    "0",
    "20261301",
    "20260931",
    "99999999",
    "<![CDATA[x]]>",
    "<![CDATA[<]]>",
    "<!-- c -->",
    "<!-- -- -->",
    "<?p i?>",
    "<x/>",
    "</x>",
    "<nom>",
    "</nom>",
    " id=\"a\"",
    " id=\"b\"",
    " idref=\"a\"",
    " numero=\"1\"",
    " numero='2'",
    " numero=\"\"",
    " tag='&lt;'",
    " ref=\"V14\"",
    " uri='http://x'",
    " uri='%'",
    " horodatage-export='2026-01-01T00:00:00Z'",
    " horodatage-export='hier'",
    " inconnu='1'",
    " xml:lang='fr'",
    " xmlns='urn:x'",
    " xmlns:p='urn:x'",
    " xsi:nil='1'",
    " p:a='1'",
    "<extras><extra info='i'>v<nom>n</nom><inconnu/></extra></extras>",
    "<extras/>",
    "<extras><extra/></extras>",
    "<extras><extras><extra>v</extra></extras></extras>",
    "<session/>",
    "<action>",
    "<formation/>",
    "<formation numero=\"1\">",
    "</formation>",
    "<extras><extra><formation><action><session/></action></formation></extra></extras>",
];

/// Changes something of a document, most often between two tags or inside one.
pub fn mutate(document: &[u8], rng: &mut Random) -> Vec<u8> {
    let text = String::from_utf8_lossy(document);
    let starts: Vec<usize> = text.match_indices('<').map(|(at, _)| at).collect();
    let place = |rng: &mut Random| {
        let near = starts.get(rng.below(starts.len())).copied().unwrap_or_default();
        let at = match rng.below(5) {
            0 => near,
            1 => text[near..].find('>').map_or(near, |i| near + i),
            2 => text[near..].find('>').map_or(near, |i| near + i + 1),
            3 => near + rng.below(40),
            _ => rng.below(text.len()),
        };
        (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
    };
    let (a, b) = (place(rng), place(rng));
    let (from, to) = (a.min(b), a.max(b));
    let piece = *rng.pick(PIECES);
    let short = (from + rng.below(12)).min(text.len());
    let short = (short..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let out = match rng.below(8) {
        // An element, or what looks like one, is moved, repeated, or left out.
        0 => {
            let end =
                text[from..].find("</").and_then(|i| text[from + i..].find('>').map(|j| from + i + j + 1));
            let element = &text[from..end.unwrap_or(short)];
            let rest = &text[from + element.len()..];
            match rng.below(3) {
                0 => format!("{}{rest}", &text[..from]),
                1 => format!("{}{element}{element}{rest}", &text[..from]),
                _ => {
                    let next =
                        rest.find("</").and_then(|i| rest[i..].find('>').map(|j| i + j + 1)).unwrap_or(0);
                    format!("{}{}{element}{}", &text[..from], &rest[..next], &rest[next..])
                }
            }
        }
        1 => format!("{}{}", &text[..from], &text[short..]),
        2 => format!("{}{piece}{}", &text[..from], &text[short..]),
        3 if to - from < 2000 => format!("{}{}", &text[..from], &text[to..]),
        4 => format!("{}{}{}", &text[..from], piece.repeat(1 + rng.below(300)), &text[from..]),
        _ => format!("{}{piece}{}", &text[..from], &text[from..]),
    };
    let mut bytes = out.into_bytes();
    if rng.below(20) == 0 && !bytes.is_empty() {
        let at = rng.below(bytes.len());
        bytes[at] = u8::try_from(rng.below(256)).unwrap_or_default();
    }
    bytes
}
