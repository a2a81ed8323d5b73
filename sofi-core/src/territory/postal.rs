//! From a postal code to a department: mostly its first digits, with exceptions that matter at borders.

use super::{Departement, Presumed};

/// Postal codes shared with communes of a neighbour, or that bear the digits of another: the code, and the
/// department that its digits hide (GEO-07).
const SHARED: [(u32, &str); 17] = [
    (1200, "74"),
    (1410, "39"),
    (1590, "39"),
    (5110, "04"),
    (5130, "04"),
    (5160, "04"),
    (5700, "26"),
    (6260, "04"),
    (13780, "83"),
    (21340, "71"),
    (33220, "24"),
    (37160, "86"),
    (42620, "03"),
    (43450, "15"),
    (48250, "07"),
    (52100, "51"),
    (94390, "91"),
];

/// Overseas, where one island has a code of its own within the digits of another.
const MOVED: [(u32, &str); 3] = [(97133, "977"), (97150, "978"), (98799, "989")];

/// The department of a postal code of five digits.
pub(crate) fn departement_of_postal(code: u32) -> Presumed<Departement> {
    let find = |departement: &str| Departement::find(departement.as_bytes());
    if let Some((_, moved)) = MOVED.iter().find(|(moved, _)| *moved == code) {
        return find(moved).into();
    }
    match code / 100 {
        200 | 201 => return find("2A").into(),
        202 | 206 => return find("2B").into(),
        203..=209 => return both(find("2A"), find("2B")),
        _ => {}
    }
    let mut digits = [0; 3];
    for (digit, power) in digits.iter_mut().zip([10_000, 1000, 100]) {
        *digit = b'0' + (code / power % 10) as u8;
    }
    let length = if matches!(code / 1000, 97 | 98) { 3 } else { 2 };
    let departement = digits.get(..length).and_then(Departement::find);
    match SHARED.iter().find(|(shared, _)| *shared == code) {
        Some((_, other)) => both(departement, find(other)),
        None => departement.into(),
    }
}

fn both(one: Option<Departement>, other: Option<Departement>) -> Presumed<Departement> {
    match (one, other) {
        (Some(one), Some(other)) => Presumed::OneOf([one, other]),
        (one, other) => one.or(other).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Region;

    fn codes(postal: u32) -> Vec<&'static str> {
        departement_of_postal(postal).candidates().map(Departement::code).collect()
    }

    #[test]
    fn digits_and_exceptions() {
        assert_eq!(codes(44_000), ["44"]);
        assert_eq!(codes(1_000), ["01"]);
        assert_eq!(codes(97_411), ["974"]);
        assert_eq!(codes(97_150), ["978"]);
        assert_eq!(codes(97_133), ["977"]);
        assert_eq!(codes(98_799), ["989"]);
        assert_eq!(codes(98_713), ["987"]);
        assert_eq!(codes(20_090), ["2A"]);
        assert_eq!(codes(20_600), ["2B"]);
        assert_eq!(codes(20_300), ["2A", "2B"]);
        // Monaco bears French postal codes without being in France.
        assert!(codes(98_000).is_empty());
        for (shared, other) in SHARED {
            assert_eq!(codes(shared).len(), 2);
            assert_eq!(codes(shared)[1], other);
        }
    }

    #[test]
    fn no_border_of_pays_de_la_loire_is_blurred() {
        for (shared, _) in SHARED {
            let region = departement_of_postal(shared).region();
            assert!(region.candidates().all(|region| region != Region::PaysDeLaLoire));
        }
    }
}
