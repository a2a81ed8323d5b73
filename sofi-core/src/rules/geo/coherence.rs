//! The codes of one address say the same place.

use crate::{
    Adresse, Args, Bilingual, Checked, CodeCommune, CodePostal, Departement, Lacune, Lang, Presumed, Region,
    RegistreKind, Registres, Scope, TypeCommune, Verdicts, rules::macros::family, vocabulary::phrase,
};

family! {
    GEO10 "adresse-contradictoire" [W W W W] Partial Adresse(geo10) {
        title: "Une adresse se contredit" / "An address contradicts itself",
        message: "<{element}> {value} ne s'accorde pas avec <{other}> {other_value} : {why}" / "<{element}> {value} does not agree with <{other}> {other_value}: {why}",
        helps: ["vérifiez l'adresse : l'un des deux codes est celui d'un autre lieu" / "check the address: one of the two codes is that of another place"],
        why: "La commune est dans un département, lui-même dans une région ; le code postal dessert la commune. Quand ces codes se contredisent, chaque site choisit le sien et l'offre apparaît au mauvais endroit." / "A commune is in a department, itself in a region; a postal code serves the commune. When these codes contradict each other, each site picks one and the offer shows up in the wrong place.",
        source: "GEO-10 ; Insee, code officiel géographique ; codes CEDEX, communes déléguées et arrondissements mis à part",
        needs: ["communes"],
        bad: "<adresse><codepostal>35000</codepostal><departement>44</departement><code-INSEE-commune>44109</code-INSEE-commune></adresse>",
        good: "<adresse><codepostal>44000</codepostal><departement>44</departement><code-INSEE-commune>44109</code-INSEE-commune></adresse>",
    }
}

/// What one code of an address says of where it is.
struct Claim {
    element: &'static str,
    departement: Presumed<Departement>,
    region: Presumed<Region>,
}

impl Claim {
    fn of(element: &'static str, departement: Presumed<Departement>) -> Self {
        Self { element, departement, region: departement.region() }
    }

    /// The code, as it was read.
    fn value(&self, adresse: &Adresse<'_>) -> String {
        let text = match self.element {
            "region" => adresse.region.as_ref().map(Checked::raw),
            "departement" => adresse.departement.as_ref().map(Checked::raw),
            "codepostal" => adresse.codepostal.as_ref().map(Checked::raw),
            _ => adresse.commune.as_ref().map(Checked::raw),
        };
        text.unwrap_or_default().trim().to_owned()
    }

    fn agrees(&self, other: &Self) -> bool {
        if self.departement == Presumed::Unknown || other.departement == Presumed::Unknown {
            return self.region.candidates().any(|region| other.region.may_be(region));
        }
        self.departement.candidates().any(|departement| other.departement.may_be(departement))
    }

    fn place(&self) -> String {
        match (self.departement.candidates().next(), self.region.candidates().next()) {
            (Some(departement), _) => departement.nom().to_owned(),
            (None, Some(region)) => region.nom().to_owned(),
            (None, None) => String::new(),
        }
    }
}

fn geo10(adresse: &Scope<'_, Adresse<'_>>, out: &mut Verdicts) {
    if !adresse.is_en_france() {
        return;
    }
    let commune = adresse.commune.as_ref().and_then(Checked::lenient);
    let postal = adresse.codepostal.as_ref().and_then(Checked::lenient).filter(|_| !is_cedex(adresse));
    // A postal code written in the place of the commune is another fault (GEO03).
    let commune = commune.filter(|commune| crate::Identifier::remarks(commune).is_empty());
    if let Some((culprit, other)) = quarrel(adresse, commune, postal) {
        let said = Bilingual::new("{here} d'un côté, {there} de l'autre", "{here} here, {there} there");
        let words = Args::new().text("here", culprit.place()).text("there", other.place());
        let related = adresse.path.child(other.element);
        out.fault(adresse.path.child(culprit.element), args(adresse, &culprit, &other, said, &words))
            .value(culprit.value(adresse))
            .related(related, Bilingual::new("l'autre code", "the other code"));
        return;
    }
    if let (Some(commune), Some(postal)) = (commune, postal) {
        served(adresse, commune, postal, out);
    }
}

/// What is said of two codes that do not agree.
fn args(adresse: &Adresse<'_>, culprit: &Claim, other: &Claim, said: Bilingual, words: &Args) -> Args {
    Args::new()
        .text("element", culprit.element)
        .text("value", culprit.value(adresse))
        .text("other", other.element)
        .text("other_value", other.value(adresse))
        .told("why", |lang: Lang| phrase(said, words, lang))
}

/// The code that agrees least with the others, and one that it does not agree with.
fn quarrel(
    adresse: &Adresse<'_>,
    commune: Option<CodeCommune>,
    postal: Option<CodePostal>,
) -> Option<(Claim, Claim)> {
    let mut claims: Vec<Claim> = Vec::with_capacity(4);
    if let Some(region) = adresse.region_ecrite() {
        let claim = Claim::of("region", Presumed::Unknown);
        claims.push(Claim { region: Presumed::Certain(region), ..claim });
    }
    if let Some(departement) = adresse.departement.as_ref().and_then(Checked::get) {
        claims.push(Claim::of("departement", Presumed::Certain(departement)));
    }
    if let Some(postal) = postal.filter(|postal| postal.departement() != Presumed::Unknown) {
        claims.push(Claim::of("codepostal", postal.departement()));
    }
    if let Some(departement) = commune.and_then(CodeCommune::departement) {
        claims.push(Claim::of("code-INSEE-commune", Presumed::Certain(departement)));
    }
    // Overseas collectivities belong to no region, and flows file them under a neighbouring one.
    let mut departements = claims.iter().flat_map(|claim| claim.departement.candidates());
    if departements.any(|departement| departement.region().is_none()) {
        return None;
    }
    let quarrels = |claim: &Claim| claims.iter().filter(|other| !claim.agrees(other)).count();
    // Of equals the first is taken, from the largest to the smallest: people know their commune best.
    let counts = claims.iter().map(quarrels).enumerate();
    let (worst, _) =
        counts.rev().max_by_key(|(_, quarrels)| *quarrels).filter(|(_, quarrels)| *quarrels > 0)?;
    let culprit = claims.remove(worst);
    let at = claims.iter().rposition(|other| !culprit.agrees(other))?;
    Some((culprit, claims.swap_remove(at)))
}

/// Does the postal code serve the commune? The register tells.
fn served(adresse: &Scope<'_, Adresse<'_>>, commune: CodeCommune, postal: CodePostal, out: &mut Verdicts) {
    let Some(communes) = adresse.registre(RegistreKind::Communes, Registres::communes, out) else { return };
    if !communes.has_postaux() {
        return out.lacune(Lacune::Donnees(Bilingual::new(
            "le registre « communes » ne donne pas les codes postaux",
            "the register 'communes' does not give the postal codes",
        )));
    }
    // Arrondissements share the codes of their commune, and former communes those of the one that took over.
    let is_divided = ["75056", "69123", "13055"].contains(&commune.as_str());
    let is_former = communes
        .get(commune)
        .and_then(|found| found.genre)
        .is_some_and(|genre| genre != TypeCommune::Commune);
    if is_divided || is_former || commune.arrondissement().is_some() {
        return;
    }
    match communes.dessert(postal, commune) {
        Some(true) => {}
        None => out.lacune(Lacune::Donnees(Bilingual::new(
            "code postal ou commune hors du registre, peut-être un CEDEX",
            "postal code or commune not in the register, maybe a CEDEX",
        ))),
        Some(false) => {
            let claim = |element| Claim::of(element, Presumed::Unknown);
            let culprit = claim("codepostal");
            let other = claim("code-INSEE-commune");
            let said = Bilingual::new(
                "ce code postal ne dessert pas {nom}",
                "this postal code does not serve {nom}",
            );
            let nom =
                communes.get(commune).and_then(|found| found.nom).unwrap_or(commune.as_str()).to_owned();
            let words = Args::new().text("nom", nom);
            let related = adresse.path.child(other.element);
            out.fault(adresse.path.child(culprit.element), args(adresse, &culprit, &other, said, &words))
                .value(culprit.value(adresse))
                .related(related, Bilingual::new("la commune", "the commune"));
        }
    }
}

/// Does it say that its postal code is that of a company's mail?
fn is_cedex(adresse: &Adresse<'_>) -> bool {
    let texts = adresse.ville.iter().chain(&adresse.lignes).chain(&adresse.denomination);
    texts.into_iter().any(|text| text.to_ascii_lowercase().contains("cedex"))
}
