//! Hours of an action.

use super::genre;
use crate::{
    Action, Args, Bilingual, Checked,
    extras::edof,
    rules::{Scope, Verdicts, alternance, macros::family},
};

family! {
    ACT02 "total-des-heures-trop-petit" [W W W W] Partial Action(act02) {
        title: "Le total des heures est plus petit que ses parties" / "The total of hours is smaller than its parts",
        message: "{somme|heure|heures} en centre et en entreprise, pour un total de {total|heure|heures}" / "{somme|hour|hours} in the centre and in a company, for a total of {total|hour|hours}",
        helps: ["corrigez <nombre-heures-total>, qui compte aussi les heures en entreprise" / "correct <nombre-heures-total>, which also counts the hours in a company"],
        why: "Le total est un maximum, heures en entreprise et à distance comprises : il ne peut pas être plus petit que la somme. L'alternance n'est pas jugée, où l'entreprise se compte souvent à part." / "The total is a maximum, with the hours in a company and at a distance: it cannot be smaller than the sum. Work-linked training is not judged: there the company is often counted apart.",
        source: "ACT-02 ; LHEO, élément nombre-heures-total",
        bad: "<action><modalites-alternance>Sans alternance.</modalites-alternance><nombre-heures-centre>585</nombre-heures-centre><nombre-heures-entreprise>112</nombre-heures-entreprise><nombre-heures-total>585</nombre-heures-total></action>",
        good: "<action><modalites-alternance>Sans alternance.</modalites-alternance><nombre-heures-centre>585</nombre-heures-centre><nombre-heures-entreprise>112</nombre-heures-entreprise><nombre-heures-total>697</nombre-heures-total></action>",
    }
    ACT03 "heures-toutes-nulles" [W W W W] Partial Action(act03) {
        title: "Les heures d'une action sont toutes à zéro" / "All the hours of an action are zero",
        message: "les heures sont données, et toutes à zéro" / "hours are given, and all are zero",
        helps: [
            "donnez les heures, ou retirez ces éléments s'ils ne sont pas connus" / "give the hours, or remove these elements when they are not known",
            "<duree-indicative> dit un délai en mots, et ne remplace pas un nombre d'heures" / "<duree-indicative> tells a delay in words, and does not replace a number of hours",
        ],
        why: "Zéro heure est une valeur de remplissage : une formation dure. Les parcours individuels ou modulaires, la VAE et le bilan de compétences ne sont pas jugés, où chacun a sa durée." / "Zero hours are a filler: training takes time. Individual or modular paths, VAE and skills reviews are not judged: there everyone has their own length.",
        source: "ACT-03 ; LHEO, éléments nombre-heures-*",
        bad: "<formation><parcours-de-formation>1</parcours-de-formation><action><nombre-heures-centre>0</nombre-heures-centre><nombre-heures-entreprise>0</nombre-heures-entreprise><nombre-heures-total>0</nombre-heures-total></action></formation>",
        good: "<formation><parcours-de-formation>1</parcours-de-formation><action><nombre-heures-centre>35</nombre-heures-centre><nombre-heures-entreprise>0</nombre-heures-entreprise><nombre-heures-total>35</nombre-heures-total></action></formation>",
    }
}

/// A number of hours, when it is one.
pub(super) fn hours(field: Option<&Checked<'_, u32>>) -> Option<u32> {
    field.and_then(Checked::get)
}

fn act02(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    let centre = hours(action.nombre_heures_centre.as_ref());
    let entreprise = hours(action.nombre_heures_entreprise.as_ref());
    let Some(total) = hours(action.nombre_heures_total.as_ref()).filter(|_| !alternance::may_be(action))
    else {
        return;
    };
    let somme = u64::from(centre.unwrap_or_default()) + u64::from(entreprise.unwrap_or_default());
    if somme > u64::from(total) {
        let args = Args::new().count("somme", somme).count("total", total.into());
        let what = Bilingual::new("heures en centre", "hours in the centre");
        let finding = out.fault(action.path.child("nombre-heures-total"), args).value(total.to_string());
        if centre.is_some() {
            finding.related(action.path.child("nombre-heures-centre"), what);
        }
    }
}

fn act03(action: &Scope<'_, Action<'_>>, out: &mut Verdicts) {
    let fields = [
        ("nombre-heures-total", &action.nombre_heures_total),
        ("nombre-heures-centre", &action.nombre_heures_centre),
        ("nombre-heures-entreprise", &action.nombre_heures_entreprise),
    ];
    let given = || fields.iter().filter_map(|(name, field)| Some((*name, field.as_ref()?)));
    let is_zero = given().all(|(_, field)| field.get() == Some(0));
    // No hour in a company alone says nothing.
    let is_enough = action.nombre_heures_total.is_some() || given().count() == 2;
    let Some((first, _)) = given().next().filter(|_| is_enough && is_zero) else { return };
    let learning = edof::DUREE_APPRENTISSAGE.get(action.it);
    if learning.is_some_and(|hours| hours.get() != Some(0)) || genre::is_tailored(action.formation) {
        return;
    }
    out.fault(action.path.child(first), Args::new()).value("0");
}

#[cfg(test)]
mod tests {
    use crate::{Action, Extra, Extras, Formation, Profile, Severity, rules::testing::found};

    fn hours(centre: &'static str, entreprise: &'static str, total: &'static str) -> Action<'static> {
        let mut action = Action::default();
        for (text, field) in [
            (centre, &mut action.nombre_heures_centre),
            (entreprise, &mut action.nombre_heures_entreprise),
            (total, &mut action.nombre_heures_total),
        ] {
            *field = (!text.is_empty()).then(|| crate::Checked::new(text));
        }
        action
    }

    fn count(code: &str, action: Action<'static>) -> usize {
        found(&Formation::default().action(action), Profile::Lheo, code).len()
    }

    #[test]
    fn the_total_holds_its_parts() {
        let wrong = Formation::default().action(hours("585", "112", "585"));
        let place = "action[1]/nombre-heures-total".to_owned();
        assert_eq!(found(&wrong, Profile::Lheo, "ACT02"), [(place, Severity::Warning)]);
        assert_eq!(count("ACT02", hours("585", "", "500")), 1);
        for (centre, entreprise, total) in [
            ("585", "112", "697"),
            ("585", "112", "900"),
            ("585", "112", ""),
            ("", "", "12"),
            ("5,5", "0", "5"),
        ] {
            assert_eq!(count("ACT02", hours(centre, entreprise, total)), 0, "{centre} {entreprise} {total}");
        }
        assert_eq!(count("ACT02", hours("585", "112", "585").modalites_alternance("Apprentissage")), 0);
    }

    #[test]
    fn no_hour_at_all() {
        let none = Formation::default().action(hours("0", "0", "0"));
        let place = "action[1]/nombre-heures-total".to_owned();
        assert_eq!(found(&none, Profile::Lheo, "ACT03"), [(place, Severity::Warning)]);
        assert_eq!(count("ACT03", hours("0", "0", "")), 1);
        assert_eq!(count("ACT03", hours("", "", "0")), 1);
        for (centre, entreprise, total) in
            [("", "0", ""), ("0", "", ""), ("", "", ""), ("0", "0", "35"), ("0", "x", "0")]
        {
            assert_eq!(count("ACT03", hours(centre, entreprise, total)), 0, "{centre} {entreprise} {total}");
        }
        for quiet in [
            Formation::default().intitule("VAE - accompagnement"),
            Formation::default().parcours("3"),
            Formation::default().certification(crate::Certification::default().cpf("CPF202")),
        ] {
            assert!(found(&quiet.action(hours("0", "0", "0")), Profile::Lheo, "ACT03").is_empty());
        }
        let learning =
            Extras::default().info("action").extra(Extra::default().info("duree-apprentissage").valeur("23"));
        let edof = Formation::default().action(hours("0", "0", "").extras(learning));
        assert!(found(&edof, Profile::Edof, "ACT03").is_empty());
    }
}
