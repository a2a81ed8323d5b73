//! Communes where generated offers take place: Pays de la Loire first, then neighbours.

use super::rng::Rng;

/// A commune, with what an address says of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) ville: &'static str,
    pub(super) insee: &'static str,
    pub(super) codepostal: &'static str,
    pub(super) latitude: &'static str,
    pub(super) longitude: &'static str,
}

impl Place {
    pub(super) fn departement(&self) -> &'static str {
        &self.insee[..2]
    }

    /// INSEE code of the region; also the prefix of the numbers of activity given there.
    pub(super) fn region(&self) -> &'static str {
        match self.departement() {
            "44" | "49" | "53" | "72" | "85" => "52",
            "22" | "29" | "35" | "56" => "53",
            _ => "28",
        }
    }

    pub(super) fn region_name(&self) -> &'static str {
        match self.region() {
            "52" => "Pays de la Loire",
            "53" => "Bretagne",
            _ => "Normandie",
        }
    }

    /// Code of the Carif-Oref that collects the offers of the region.
    pub(super) fn carif(&self) -> &'static str {
        match self.region() {
            "52" => "21",
            "53" => "06",
            _ if matches!(self.departement(), "27" | "76") => "13",
            _ => "04",
        }
    }
}

const fn place(
    ville: &'static str,
    insee: &'static str,
    codepostal: &'static str,
    latitude: &'static str,
    longitude: &'static str,
) -> Place {
    Place { ville, insee, codepostal, latitude, longitude }
}

/// Communes of the Pays de la Loire come first.
static PLACES: [Place; 41] = [
    place("Nantes", "44109", "44000", "47.218371", "-1.553621"),
    place("Saint-Nazaire", "44184", "44600", "47.273498", "-2.213848"),
    place("Rezé", "44143", "44400", "47.191720", "-1.549410"),
    place("Saint-Herblain", "44162", "44800", "47.212160", "-1.649740"),
    place("Châteaubriant", "44036", "44110", "47.716930", "-1.376120"),
    place("Ancenis-Saint-Géréon", "44003", "44150", "47.366100", "-1.177200"),
    place("Pornic", "44131", "44210", "47.115600", "-2.103600"),
    place("Clisson", "44043", "44190", "47.086900", "-1.282500"),
    place("Carquefou", "44026", "44470", "47.297300", "-1.491200"),
    place("Angers", "49007", "49000", "47.471100", "-0.551800"),
    place("Cholet", "49099", "49300", "47.060000", "-0.879300"),
    place("Saumur", "49328", "49400", "47.260000", "-0.076900"),
    place("Trélazé", "49353", "49800", "47.446300", "-0.465600"),
    place("Segré-en-Anjou Bleu", "49331", "49500", "47.686300", "-0.872300"),
    place("Laval", "53130", "53000", "48.070600", "-0.770600"),
    place("Mayenne", "53147", "53100", "48.303100", "-0.613600"),
    place("Château-Gontier-sur-Mayenne", "53062", "53200", "47.828600", "-0.702800"),
    place("Évron", "53097", "53600", "48.155600", "-0.401300"),
    place("Le Mans", "72181", "72000", "48.006100", "0.199600"),
    place("La Flèche", "72154", "72200", "47.699700", "-0.076400"),
    place("Sablé-sur-Sarthe", "72264", "72300", "47.840200", "-0.334200"),
    place("La Ferté-Bernard", "72132", "72400", "48.185900", "0.653900"),
    place("La Roche-sur-Yon", "85191", "85000", "46.670600", "-1.426900"),
    place("Les Sables-d'Olonne", "85194", "85100", "46.496900", "-1.783300"),
    place("Fontenay-le-Comte", "85092", "85200", "46.466900", "-0.806400"),
    place("Les Herbiers", "85109", "85500", "46.871400", "-1.013600"),
    place("Challans", "85047", "85300", "46.843600", "-1.874700"),
    place("Montaigu-Vendée", "85146", "85600", "46.976300", "-1.309500"),
    place("Rennes", "35238", "35000", "48.111300", "-1.680000"),
    place("Redon", "35236", "35600", "47.651500", "-2.084700"),
    place("Vitré", "35360", "35500", "48.123900", "-1.209200"),
    place("Vannes", "56260", "56000", "47.658200", "-2.760800"),
    place("Pontivy", "56178", "56300", "48.068100", "-2.963500"),
    place("Quimper", "29232", "29000", "47.996000", "-4.102000"),
    place("Saint-Brieuc", "22278", "22000", "48.513900", "-2.760300"),
    place("Caen", "14118", "14000", "49.182800", "-0.370700"),
    place("Lisieux", "14366", "14100", "49.146000", "0.225700"),
    place("Saint-Lô", "50502", "50000", "49.115700", "-1.090600"),
    place("Alençon", "61001", "61000", "48.432800", "0.091300"),
    place("Flers", "61169", "61100", "48.748900", "-0.570300"),
    place("Rouen", "76540", "76000", "49.443100", "1.099300"),
];

/// How many of the places are in the Pays de la Loire.
const LIGERIENS: usize = 28;

/// A place, nine times out of ten in the Pays de la Loire.
pub(super) fn draw(rng: &mut Rng) -> &'static Place {
    if rng.percent(90) { &PLACES[rng.index(LIGERIENS)] } else { &PLACES[rng.index(PLACES.len())] }
}

/// A place of the same department.
pub(super) fn near(rng: &mut Rng, place: &Place) -> &'static Place {
    let same = PLACES.iter().filter(|other| other.departement() == place.departement());
    let chosen = rng.index(same.clone().count());
    // The place itself is among them, so there is always one.
    same.clone().nth(chosen).unwrap_or(&PLACES[0])
}

/// A way, as an address line and as the pieces that EDOF wants.
#[derive(Debug, Clone)]
pub(super) struct Street {
    pub(super) number: u64,
    /// The words, and the code of EDOF.
    pub(super) kind: (&'static str, &'static str),
    pub(super) name: &'static str,
}

impl Street {
    pub(super) fn draw(rng: &mut Rng) -> Self {
        const NAMES: [(&str, &str, &str); 16] = [
            ("rue", "RUE", "des Frères-Lumière"),
            ("rue", "RUE", "de l'Œuvre-Commune"),
            ("rue", "RUE", "Marie-Curie"),
            ("boulevard", "BD", "de la Chézine"),
            ("avenue", "AV", "du Général-de-Gaulle"),
            ("rue", "RUE", "de la Fuie"),
            ("allée", "ALL", "des Tanneurs"),
            ("place", "PL", "du Champ-de-Foire"),
            ("quai", "QUAI", "des Mariniers"),
            ("impasse", "IMP", "des Ajoncs"),
            ("route", "RTE", "de la Forêt"),
            ("chemin", "CHE", "du Moulin-Neuf"),
            ("rue", "RUE", "Hélène-Boucher"),
            ("avenue", "AV", "de l'Hippodrome"),
            ("rue", "RUE", "d'Anjou"),
            ("rue", "RUE", "Jean-Jaurès"),
        ];
        let (kind, code, name) = NAMES[rng.index(NAMES.len())];
        Self { number: rng.between(1, 128), kind: (kind, code), name }
    }

    pub(super) fn line(&self) -> String {
        format!("{} {} {}", self.number, self.kind.0, self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::{LIGERIENS, PLACES};

    #[test]
    fn codes_agree() {
        for (index, place) in PLACES.iter().enumerate() {
            assert_eq!(place.codepostal.len(), 5, "{}", place.ville);
            assert_eq!(&place.codepostal[..2], place.departement(), "{}", place.ville);
            assert_eq!(place.region() == "52", index < LIGERIENS, "{}", place.ville);
        }
    }
}
