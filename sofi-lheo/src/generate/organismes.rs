//! Fictitious training organisations. Their numbers have the right shape and keys; nobody checked that no
//! real establishment bears them.

use super::places::{self, Place, Street};
use super::rng::Rng;

/// A training organisation.
#[derive(Debug, Clone)]
pub(super) struct Organisme {
    pub(super) nom: String,
    pub(super) raison_sociale: String,
    pub(super) siren: String,
    pub(super) siret: String,
    pub(super) numero_activite: String,
    pub(super) uai: String,
    pub(super) is_public: bool,
    /// Where its head office is.
    pub(super) siege: &'static Place,
    pub(super) rue: Street,
    /// Number of the Carif-Oref for it.
    pub(super) numero: String,
    /// Its domain name on the web.
    pub(super) domaine: String,
    pub(super) telephone: String,
}

impl Organisme {
    /// The organisation of this rank.
    pub(super) fn new(seed: u64, index: u64) -> Self {
        let mut rng = Rng::new(seed, 2, index);
        let rng = &mut rng;
        let siege = places::draw(rng);
        let is_public = rng.percent(15);
        let (nom, raison_sociale) = names(rng, siege, is_public);
        let siren = siren(rng, siege, is_public);
        let siret = siret(&siren, rng.between(1, 40));
        let departement = siege.departement();
        // Public bodies have a P where others have the first digit of their order number.
        let order = if is_public {
            format!("P{:04}", rng.below(10_000))
        } else {
            format!("{:05}", rng.below(100_000))
        };
        Self {
            domaine: format!("{}.example", slug(&nom)),
            nom,
            raison_sociale,
            siren,
            siret,
            numero_activite: format!("{}{departement}{order}{departement}", siege.region()),
            uai: uai(rng, departement),
            is_public,
            siege,
            rue: Street::draw(rng),
            numero: format!("{}_OF_{:010}", siege.carif(), 880 + index),
            telephone: telephone(rng),
        }
    }

    /// Another establishment of the same organisation.
    pub(super) fn autre_siret(&self, rng: &mut Rng) -> String {
        siret(&self.siren, rng.between(41, 90))
    }
}

fn names(rng: &mut Rng, siege: &Place, is_public: bool) -> (String, String) {
    if is_public {
        let nom =
            rng.pick(&["Greta-CFA du Val fictif", "Lycée des métiers Simone-Lamarre", "CFPPA du Bocage"]);
        return (format!("{nom} – {}", siege.ville), upper(&format!("{nom} {}", siege.ville)));
    }
    let stem = rng.pick(&[
        "Atelier des savoirs",
        "Cap Compétences",
        "Passerelle Formation",
        "La Fabrique des métiers",
        "Institut de l'Estuaire",
        "Tremplin & Co",
        "L'Échappée Formation",
        "Maison des apprentissages",
        "Campus Erdre et Cens",
        "Le Chemin des œuvres",
        "Horizon Métiers",
        "École du geste",
        "Arpège Conseil & Formation",
        "Les Ateliers du bocage bleu",
        "Sillage Formation",
        "Trait d'union compétences",
    ]);
    let suffix = rng.pick(&["SAS", "SARL", "Association", "SCOP", "EURL"]);
    (format!("{stem} {}", siege.ville), upper(&format!("{stem} {} {suffix}", siege.ville)))
}

/// Capitals, accents kept: that is how the official names are written here.
fn upper(text: &str) -> String {
    text.to_uppercase()
}

/// A SIREN whose key is right; those of public education start with 19 and the department.
fn siren(rng: &mut Rng, siege: &Place, is_public: bool) -> String {
    let root = if is_public {
        format!("19{}{:04}", siege.departement(), rng.below(10_000))
    } else {
        format!("{:08}", rng.between(40_000_000, 94_999_999))
    };
    let key = luhn_key(&root);
    root + &key.to_string()
}

/// The SIRET of an establishment: the SIREN, four digits of order, a key.
pub(super) fn siret(siren: &str, order: u64) -> String {
    let root = format!("{siren}{order:04}");
    let key = luhn_key(&root);
    root + &key.to_string()
}

/// The digit that makes the sum of Luhn a multiple of ten, once written after `digits`.
fn luhn_key(digits: &str) -> u32 {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(rank, byte)| {
            let digit = u32::from(byte - b'0');
            match (rank % 2, digit) {
                (0, 5..) => digit * 2 - 9,
                (0, _) => digit * 2,
                _ => digit,
            }
        })
        .sum();
    (10 - sum % 10) % 10
}

/// The number of a school of this department, with its letter.
pub(super) fn uai(rng: &mut Rng, departement: &str) -> String {
    const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";
    let order = rng.below(10_000);
    // A department has two digits here, so this is a number.
    let number = departement.parse::<u64>().unwrap_or(44) * 10_000 + order;
    format!("{number:07}{}", char::from(LETTERS[(number % 23) as usize]))
}

/// A telephone number of the ranges kept for fiction.
pub(super) fn telephone(rng: &mut Rng) -> String {
    format!("026191{:04}", rng.below(10_000))
}

/// A mobile telephone number of the ranges kept for fiction.
pub(super) fn portable(rng: &mut Rng) -> String {
    format!("063998{:04}", rng.below(10_000))
}

/// Small letters, digits and dashes only: for domain names and mail addresses.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        match character {
            'a'..='z' | '0'..='9' => slug.push(character),
            'à' | 'â' => slug.push('a'),
            'é' | 'è' | 'ê' | 'ë' => slug.push('e'),
            'î' | 'ï' => slug.push('i'),
            'ô' | 'ö' => slug.push('o'),
            'ù' | 'û' => slug.push('u'),
            'ç' => slug.push('c'),
            'œ' => slug.push_str("oe"),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Organisme, luhn_key, slug};
    use crate::generate::rng::Rng;

    #[test]
    fn keys_are_those_of_known_numbers() {
        assert_eq!(luhn_key("1951129660079"), 9);
        assert_eq!(luhn_key("73282932"), 0);
        assert_eq!(slug("Le Chemin des œuvres Évron"), "le-chemin-des-oeuvres-evron");
    }

    #[test]
    fn numbers_have_their_shape() {
        for index in 0..500 {
            let organisme = Organisme::new(7, index);
            let siret = organisme.autre_siret(&mut Rng::new(1, 1, index));
            for number in [&organisme.siren, &organisme.siret, &siret] {
                let (root, key) = number.split_at(number.len() - 1);
                assert_eq!(key, luhn_key(root).to_string(), "{number}");
            }
            assert_eq!(organisme.siret.len(), 14);
            assert!(organisme.siret.starts_with(&organisme.siren));
            assert_eq!(organisme.numero_activite.len(), 11);
            assert_eq!(organisme.uai.len(), 8);
            assert_eq!(organisme.is_public, organisme.numero_activite.contains('P'));
        }
    }
}
