//! Where an establishment lies: a SIRET does not tell, an address does (PER-06).

use crate::{Action, Checked, Formation, Organisme, Region, Registres, Siret};

/// The SIRET, unless it is a filler.
pub(super) fn siret_of(organisme: &Organisme<'_>) -> Option<Siret> {
    organisme.siret.as_ref().and_then(Checked::lenient)
}

/// The region of the establishment that trains; of the one that answers for the offer, where nobody else trains.
pub(super) fn region_of(
    formation: &Formation<'_>,
    action: Option<&Action<'_>>,
    registres: Option<&Registres>,
) -> Option<Region> {
    let formateurs = action.map_or(&[][..], |action| &action.formateurs);
    let known: Vec<_> = formateurs.iter().filter(|formateur| siret_of(formateur).is_some()).collect();
    let responsable = formation.responsable.as_ref();
    if known.is_empty() {
        return responsable.and_then(|organisme| of_organisme(organisme, registres));
    }
    let regions = known.into_iter().map(|formateur| of_formateur(formateur, formation, action, registres));
    let mut regions = regions.collect::<Option<Vec<_>>>()?.into_iter();
    // Several bodies that train in several regions: one cannot tell.
    let first = regions.next()?;
    regions.all(|region| region == first).then_some(first)
}

/// The region of the organisation that answers for the offer, by a register or by the address that it gives.
pub(crate) fn of_organisme(organisme: &Organisme<'_>, registres: Option<&Registres>) -> Option<Region> {
    let address = || organisme.coordonnees.as_ref()?.adresse.as_ref()?.region_probable().certain();
    siret_of(organisme).and_then(|siret| by_registers(siret, registres)).or_else(address)
}

/// LHEO gives no address to an organisation that trains: the same SIRET elsewhere in the offer has one.
fn of_formateur(
    formateur: &Organisme<'_>,
    formation: &Formation<'_>,
    action: Option<&Action<'_>>,
    registres: Option<&Registres>,
) -> Option<Region> {
    let siret = siret_of(formateur)?;
    if let Some(region) = by_registers(siret, registres) {
        return Some(region);
    }
    let responsable = formation.responsable.as_ref().filter(|organisme| siret_of(organisme) == Some(siret));
    if let Some(region) = responsable.and_then(|organisme| of_organisme(organisme, registres)) {
        return Some(region);
    }
    let of_place = |lieu: &crate::LieuDeFormation<'_>| {
        let same = lieu.siret.as_ref().and_then(Checked::lenient) == Some(siret);
        if same { lieu.adresse()?.region_probable().certain() } else { None }
    };
    action?.lieux.iter().find_map(of_place)
}

/// The region of an establishment by Sirene, or by the public list of training organisations.
fn by_registers(siret: Siret, registres: Option<&Registres>) -> Option<Region> {
    let registres = registres?;
    let by_sirene = || registres.sirene()?.get(siret)?.commune?.departement()?.region();
    let by_list = || {
        let mut regions = registres.organismes()?.by_siret(siret).filter_map(|line| line.region);
        let first = regions.next()?;
        regions.all(|region| region == first).then_some(first)
    };
    by_sirene().or_else(by_list)
}
