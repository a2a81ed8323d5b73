//! The codes of places, one by one.

use crate::{
    Adresse, AncienneRegion, Args, Bilingual, Checked, Communes, Departement, Identifier, Lacune, Lang,
    RegistreKind, Registres, Remark, Safety, Scope, TypeCommune, Verdicts, rules::macros::family,
    vocabulary::phrase,
};

family! {
    GEO01 "code-postal-invalide" [E E E E] Partial Value {
        title: "Forme d'un code postal" / "Form of a postal code",
        message: "code postal {value} : {why}" / "postal code {value}: {why}",
        helps: [
            "{advice}" / "{advice}",
            "pour une adresse à l'étranger, indiquez le pays dans <pays>" / "for an address abroad, give the country in <pays>",
        ],
        why: "Un code postal français a cinq chiffres et commence par 01 à 95, 97 ou 98. Avec un code faux, l'offre est placée au mauvais endroit, ou nulle part." / "A French postal code has five digits and starts with 01 to 95, 97 or 98. With a false one, the offer is put in the wrong place, or nowhere.",
        source: "GEO-01 ; plages des codes postaux, code officiel géographique",
        bad: "<codepostal>99999</codepostal>",
        good: "<codepostal>44000</codepostal>",
    }
    GEO02 "code-commune-invalide" [E E E E] Evidenced Value {
        title: "Forme d'un code commune de l'Insee" / "Form of an Insee commune code",
        message: "code commune {value} : {why}" / "commune code {value}: {why}",
        helps: ["{advice}" / "{advice}"],
        why: "Le code commune compte cinq caractères, les premiers étant ceux du département : 44109, 2A271, 97411. Les moteurs de recherche situent les formations par lui." / "A commune code has five characters, the first being those of the department: 44109, 2A271, 97411. Search engines place courses by it.",
        source: "GEO-02 ; Insee, code officiel géographique",
        bad: "<code-INSEE-commune>A2004</code-INSEE-commune>",
        good: "<code-INSEE-commune>2A004</code-INSEE-commune>",
    }
    GEO03 "code-postal-pour-commune" [W W W W] Evidenced Adresse(geo03) {
        title: "Code postal écrit à la place du code commune" / "Postal code written as a commune code",
        message: "code commune {value} : c'est un code postal, le code de l'Insee est attendu" / "commune code {value}: this is a postal code, that of Insee is expected",
        helps: [
            "écrivez {repair}" / "write {repair}",
            "cherchez le code de la commune sur le site de l'Insee (code officiel géographique)" / "look the commune up on the site of Insee (code officiel géographique)",
        ],
        why: "Les deux codes ont cinq chiffres et se ressemblent, mais 44000 est un code postal et Nantes est la commune 44109. Un code postal lu comme une commune désigne une autre commune, ou aucune." / "Both codes have five digits and look alike, but 44000 is a postal code and Nantes is the commune 44109. A postal code read as a commune names another commune, or none.",
        source: "GEO-03 ; vu dans le flux Intercarif : 75019, 93100",
        bad: "<code-INSEE-commune>75019</code-INSEE-commune>",
        good: "<code-INSEE-commune>75119</code-INSEE-commune>",
    }
    GEO05 "commune-ancienne" [I I - I] Partial Adresse(geo05) {
        title: "Code d'une commune qui n'en est plus une" / "Code of a commune that is no longer one",
        message: "code commune {value} : {why}" / "commune code {value}: {why}",
        helps: ["écrivez {repair}, le code de la commune d'aujourd'hui" / "write {repair}, the code of today's commune"],
        why: "Des milliers de communes ont fusionné ; leurs anciens codes circulent encore. Les sites qui cherchent par commune ne trouvent plus une offre rangée sous un ancien code." / "Thousands of communes have merged; their former codes still circulate. Sites that search by commune no longer find an offer filed under a former code.",
        source: "GEO-05 ; Insee, communes déléguées et associées du code officiel géographique",
        needs: ["communes"],
        bad: "<adresse><codepostal>49600</codepostal><ville>Gesté</ville><departement>49</departement><code-INSEE-commune>49151</code-INSEE-commune></adresse>",
        good: "<adresse><codepostal>49600</codepostal><ville>Beaupréau-en-Mauges</ville><departement>49</departement><code-INSEE-commune>49023</code-INSEE-commune></adresse>",
    }
    GEO06 "departement-inconnu" [W W W W] Partial Adresse(geo06) {
        title: "Département inconnu" / "Unknown department",
        message: "<{element}> : « {value} » ne désigne aucun département" / "<{element}>: \"{value}\" names no department",
        helps: [
            "écrivez {repair}" / "write {repair}",
            "la Corse est 2A ou 2B, l'outre-mer a trois chiffres, 971 à 976" / "Corsica is 2A or 2B, overseas departments have three digits, 971 to 976",
        ],
        why: "Le département vient du code commune : deux caractères, trois quand ils commencent par 97 ou 98. C'est lui qui dit de quelle région, donc de quel Carif-Oref, dépend l'offre." / "The department comes from the commune code: two characters, three when it starts with 97 or 98. It tells the region, hence the Carif-Oref, that the offer belongs to.",
        source: "GEO-06 ; Insee, code officiel géographique",
        bad: "<departement>20</departement>",
        good: "<departement>2A</departement>",
    }
    GEO09 "region-avant-2016" [W W W W] Evidenced Adresse(geo09) {
        title: "Code d'une région d'avant 2016" / "Code of a region of before 2016",
        message: "région {value} : {why}" / "region {value}: {why}",
        helps: ["écrivez {repair}" / "write {repair}"],
        why: "Les régions ont changé de code en 2016. Un ancien code n'est plus compris partout : l'offre sort des recherches par région." / "Regions got other codes in 2016. A former code is not understood everywhere any more: the offer drops out of searches by region.",
        source: "GEO-09 ; anciens codes encore présents dans le flux Intercarif en 2023",
        bad: "<region>54</region>",
        good: "<region>75</region>",
    }
}

fn geo03(adresse: &Scope<'_, Adresse<'_>>, out: &mut Verdicts) {
    let Some(field) = adresse.commune.as_ref().filter(|_| adresse.is_en_france()) else { return };
    let Some(commune) = field.lenient() else { return };
    let postal = adresse.codepostal.as_ref().and_then(Checked::lenient);
    let communes = adresse.conditions.registres.and_then(|registres| registres.communes());
    if !commune.remarks().contains(&Remark::PostalCode) {
        // The same digits twice are a commune that bears the number of its own postal code, which hardly ever happens.
        if postal.is_none_or(|postal| postal.to_string() != commune.as_str()) {
            return;
        }
        match communes.filter(|communes| !communes.is_empty()) {
            None => return out.lacune(Lacune::Registre(RegistreKind::Communes)),
            Some(communes) if communes.get(commune).is_some() => return,
            Some(_) => {}
        }
    }
    let mut served =
        communes.into_iter().zip(postal).flat_map(|(communes, postal)| communes.by_postal(postal));
    let only = served.next().filter(|_| served.next().is_none());
    let mut args = Args::new().text("value", commune.to_string());
    let repair = commune.arrondissement_meant().or(only).filter(|repair| *repair != commune);
    if let Some(repair) = repair {
        args = args.text("repair", repair.to_string());
    }
    let finding = out.fault(adresse.path.child("code-INSEE-commune"), args).value(field.raw());
    if let Some(repair) = repair {
        finding.replace(Safety::Suggested, repair.to_string());
    }
}

/// The communes of the register, where it names some.
fn named(registres: &Registres) -> Option<&Communes> {
    registres.communes().filter(|communes| !communes.is_empty())
}

fn geo05(adresse: &Scope<'_, Adresse<'_>>, out: &mut Verdicts) {
    let Some(commune) = adresse.commune.as_ref().filter(|_| adresse.is_en_france()) else { return };
    let Some(commune) = commune.lenient() else { return };
    // Overseas collectivities are in files of their own; postal codes are what GEO03 speaks of.
    let is_in_region = commune.region().is_some();
    if !is_in_region || commune.remarks().contains(&Remark::PostalCode) {
        return;
    }
    let Some(communes) = adresse.registre(RegistreKind::Communes, named, out) else { return };
    let Some(found) = communes.get(commune) else {
        return out.lacune(Lacune::Donnees(Bilingual::new(
            "commune absente du registre « communes »",
            "commune not in the register 'communes'",
        )));
    };
    let Some(genre) = found.genre else { return };
    if !matches!(genre, TypeCommune::Deleguee | TypeCommune::Associee) {
        return;
    }
    let parent = found.parent.and_then(|parent| communes.get(parent));
    let nom = found.nom.unwrap_or_default().to_owned();
    let of = parent.and_then(|parent| parent.nom).map(str::to_owned);
    let said = match &of {
        Some(_) => Bilingual::new("{nom}, {genre} de {of}", "{nom}, {genre} of {of}"),
        None => Bilingual::new("{nom}, {genre}", "{nom}, {genre}"),
    };
    let words = Args::new().text("nom", nom).words("genre", genre.words()).text("of", of.unwrap_or_default());
    let why = |lang: Lang| phrase(said, &words, lang);
    let mut args = Args::new().text("value", commune.to_string()).told("why", why);
    if let Some(parent) = parent {
        args = args.text("repair", parent.code.to_string());
    }
    out.fault(adresse.path.child("code-INSEE-commune"), args).value(commune.to_string());
}

fn geo06(adresse: &Scope<'_, Adresse<'_>>, out: &mut Verdicts) {
    if !adresse.is_en_france() {
        return;
    }
    if let Some(commune) = &adresse.commune
        && commune.error().is_some_and(|error| error.rule() == "GEO06")
    {
        unknown("code-INSEE-commune", &commune.raw(), None, adresse, out);
    }
    let Some(Checked::Invalid(text)) = &adresse.departement else { return };
    let code = text.trim();
    // Lengths are for the format; zeros say nothing; the Rhône and Lyon are told apart by some.
    if !(2..=3).contains(&code.chars().count()) || matches!(code, "00" | "000" | "69D" | "69M") {
        return;
    }
    let upper = code.to_ascii_uppercase().parse::<Departement>().ok();
    let repair = upper.or_else(|| {
        let commune = adresse.commune.as_ref().and_then(Checked::lenient);
        commune.and_then(crate::CodeCommune::departement)
    });
    let safety = if upper.is_some() { Safety::Safe } else { Safety::Suggested };
    unknown("departement", text, repair.map(|repair| (safety, repair)), adresse, out);
}

fn unknown(
    element: &'static str,
    value: &str,
    repair: Option<(Safety, Departement)>,
    adresse: &Scope<'_, Adresse<'_>>,
    out: &mut Verdicts,
) {
    let mut args = Args::new().text("element", element).text("value", crate::finding::shown(value));
    if let Some((_, repair)) = repair {
        args = args.text("repair", repair.code());
    }
    let finding = out.fault(adresse.path.child(element), args).value(value);
    if let Some((safety, repair)) = repair {
        finding.replace(safety, repair.code());
    }
}

fn geo09(adresse: &Scope<'_, Adresse<'_>>, out: &mut Verdicts) {
    let Some(Checked::Invalid(text)) = adresse.region.as_ref().filter(|_| adresse.is_en_france()) else {
        return;
    };
    let code = text.trim();
    let path = adresse.path.child("region");
    let args = Args::new().text("value", crate::finding::shown(code));
    if let Ok(ancienne) = code.parse::<AncienneRegion>() {
        let region = ancienne.region();
        let said = Bilingual::new(
            "code d'avant 2016 ({ancienne}), aujourd'hui {region}",
            "code of before 2016 ({ancienne}), now {region}",
        );
        let words = Args::new().text("ancienne", ancienne.nom()).text("region", region.nom());
        let why = |lang: Lang| phrase(said, &words, lang);
        let args = args.told("why", why).text("repair", region.code());
        out.fault(path, args).value(&**text).replace(Safety::Suggested, region.code());
        return;
    }
    // Overseas collectivities have no region: each flow fills the two digits in its own way.
    let is_collectivity = adresse.departement_probable().candidates().any(|found| found.region().is_none());
    if code.chars().count() == 2 && code != "00" && !is_collectivity {
        let why = Bilingual::new("aucune région ne porte ce code", "no region bears this code");
        out.fault(path, args.words("why", why)).value(&**text);
    }
}
