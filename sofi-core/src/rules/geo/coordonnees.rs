//! Latitudes and longitudes.

use crate::{
    Adresse, Args, Bilingual, Lang, Presumed, Region, Safety, Scope, Verdicts, rules::macros::family,
    vocabulary::phrase,
};

family! {
    GEO13 "coordonnees-douteuses" [W W W W] Partial Adresse(geo13) {
        title: "Coordonnées géographiques" / "Coordinates",
        message: "coordonnées {latitude} ; {longitude} : {why}" / "coordinates {latitude}; {longitude}: {why}",
        helps: [
            "écrivez {repair}" / "write {repair}",
            "des degrés décimaux, avec un point, la latitude d'abord : 47.2184 et -1.5536 pour Nantes" / "decimal degrees, with a dot, latitude first: 47.2184 and -1.5536 for Nantes",
        ],
        why: "Les sites placent l'offre sur une carte par ses coordonnées, sans regarder l'adresse. Des coordonnées inversées ou de remplissage la placent en mer." / "Sites put the offer on a map by its coordinates, without a look at the address. Swapped or filler coordinates put it in the sea.",
        source: "GEO-13 ; coordonnées entières ou inversées vues dans des flux",
        bad: "<adresse><geolocalisation><latitude>-1.5536</latitude><longitude>47.2184</longitude></geolocalisation></adresse>",
        good: "<adresse><geolocalisation><latitude>47.2184</latitude><longitude>-1.5536</longitude></geolocalisation></adresse>",
    }
}

/// South, north, west and east of a region, with room to spare: what is out of it is far away.
const fn cadre(region: Region) -> [f64; 4] {
    match region {
        Region::Guadeloupe => [15.7, 18.3, -63.4, -60.8],
        Region::Martinique => [14.2, 15.0, -61.4, -60.6],
        Region::Guyane => [2.0, 6.0, -54.8, -51.4],
        Region::LaReunion => [-21.6, -20.7, 55.0, 56.0],
        Region::Mayotte => [-13.2, -12.4, 44.8, 45.5],
        Region::IleDeFrance => [48.0, 49.4, 1.3, 3.7],
        Region::CentreValDeLoire => [46.2, 49.1, -0.1, 3.3],
        Region::BourgogneFrancheComte => [46.0, 48.6, 2.7, 7.3],
        Region::Normandie => [48.0, 50.2, -2.1, 2.0],
        Region::HautsDeFrance => [48.7, 51.2, 1.2, 4.4],
        Region::GrandEst => [47.3, 50.3, 3.2, 8.4],
        Region::PaysDeLaLoire => [46.1, 48.7, -2.8, 1.1],
        Region::Bretagne => [47.1, 49.0, -5.3, -0.8],
        Region::NouvelleAquitaine => [42.6, 47.4, -2.0, 2.8],
        Region::Occitanie => [42.2, 45.2, -0.5, 5.0],
        Region::AuvergneRhoneAlpes => [44.0, 46.95, 1.9, 7.4],
        Region::ProvenceAlpesCoteDAzur => [42.8, 45.3, 4.1, 7.9],
        Region::Corse => [41.2, 43.2, 8.4, 9.7],
    }
}

fn is_inside([south, north, west, east]: [f64; 4], latitude: f64, longitude: f64) -> bool {
    (south..=north).contains(&latitude) && (west..=east).contains(&longitude)
}

/// Degrees with decimals; exponents and words are none.
fn degrees(text: &str) -> Option<f64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'));
    is_plain.then(|| text.parse().ok())?
}

fn geo13(adresse: &Scope<'_, Adresse<'_>>, out: &mut Verdicts) {
    let (Some(latitude), Some(longitude)) = (adresse.latitude.as_deref(), adresse.longitude.as_deref())
    else {
        return;
    };
    let (latitude, longitude) = (latitude.trim(), longitude.trim());
    if latitude.is_empty() || longitude.is_empty() {
        return;
    }
    let at = |name| adresse.path.child("geolocalisation").child(name);
    let shown = crate::finding::shown;
    let args = || Args::new().text("latitude", shown(latitude)).text("longitude", shown(longitude));
    let mut is_read = true;
    for (name, text) in [("latitude", latitude), ("longitude", longitude)] {
        if degrees(text).is_some() {
            continue;
        }
        is_read = false;
        let dotted = text.replacen(',', ".", 1);
        if degrees(&dotted).is_some() {
            let why = Bilingual::new("la décimale s'écrit avec un point", "decimals follow a dot");
            let args = args().words("why", why).text("repair", dotted.clone());
            out.fault(at(name), args).value(text).replace(Safety::Safe, dotted);
        } else {
            let why = Bilingual::new("ce ne sont pas des degrés décimaux", "these are no decimal degrees");
            out.fault(at(name), args().words("why", why)).value(text);
        }
    }
    let (Some(north), Some(east)) = (degrees(latitude), degrees(longitude)) else { return };
    if is_read && let Some(why) = doubt(adresse, north, east) {
        out.fault(at("latitude"), args().told("why", why)).value(latitude);
    }
}

/// Why these degrees cannot be those of the address.
fn doubt(adresse: &Adresse<'_>, latitude: f64, longitude: f64) -> Option<impl Fn(Lang) -> String> {
    let is_whole = |degrees: f64| degrees.fract().abs() < f64::EPSILON;
    // The written region may be that of before 2016, or contradict the rest: then nothing is said (GEO10).
    let region = adresse.region_probable().certain();
    let is_contradicted =
        adresse.region_ecrite().is_some_and(|written| !Presumed::from(region).may_be(written));
    let region = region.filter(|_| !is_contradicted);
    let is_in =
        |latitude, longitude| region.is_none_or(|region| is_inside(cadre(region), latitude, longitude));
    let why = if latitude.abs() > 90.0 || longitude.abs() > 180.0 {
        Bilingual::new(
            "la latitude va de -90 à 90, la longitude de -180 à 180",
            "latitudes go from -90 to 90, longitudes from -180 to 180",
        )
    } else if is_whole(latitude) && is_whole(longitude) {
        Bilingual::new(
            "des degrés sans décimale ne désignent aucun lieu précis",
            "whole degrees name no precise place",
        )
    } else if is_in(latitude, longitude) {
        return None;
    } else if is_in(longitude, latitude) {
        Bilingual::new("latitude et longitude sont inversées", "latitude and longitude are swapped")
    } else {
        Bilingual::new(
            "ce point est loin de la région {region}",
            "this point is far from the region {region}",
        )
    };
    let words = Args::new().text("region", region.map(Region::nom).unwrap_or_default());
    Some(move |lang: Lang| phrase(why, &words, lang))
}
