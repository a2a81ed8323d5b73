//! How an offer is placed.

use super::{
    ExceptionPerimetre as E, JugementAction, JugementLieu, JugementPerimetre, LieuNomme, MotifPerimetre,
    Perimetre, Situe, etablissement, exception::are_neighbours, lieu::is_etranger,
};
use crate::{
    Action, Adresse, CarifOref, Certification, Checked, CodeCommune, CodePostal, Formation, LieuDeFormation,
    Presumed, Region, Registres, extras::offre_info::ELIGIBILITE_CPF,
};

impl Perimetre {
    /// Where a formation lies: inside as soon as one of its actions is, outside when all are.
    pub fn judge(&self, formation: &Formation<'_>, registres: Option<&Registres>) -> JugementPerimetre {
        let actions: Vec<_> =
            formation.actions.iter().map(|action| self.judge_action(formation, action, registres)).collect();
        let any = |situe| actions.iter().any(|action| action.situe == situe);
        let situe = if any(Situe::In) {
            Situe::In
        } else if any(Situe::InByException) {
            Situe::InByException
        } else if !actions.is_empty() && actions.iter().all(|action| action.situe == Situe::Out) {
            Situe::Out
        } else {
            Situe::Unknown
        };
        JugementPerimetre { situe, actions }
    }

    /// Where an action lies, with all its sessions.
    pub fn judge_action(
        &self,
        formation: &Formation<'_>,
        action: &Action<'_>,
        registres: Option<&Registres>,
    ) -> JugementAction {
        let region_organisme = etablissement::region_of(formation, Some(action), registres);
        let organisme = match region_organisme {
            Some(region) => self.side(region),
            // One does not know where they train from, but the one that answers for it lies here (PER-06).
            None => {
                match formation.responsable.as_ref().and_then(|it| etablissement::of_organisme(it, registres))
                {
                    Some(region) if region == self.region => Situe::In,
                    _ => Situe::Unknown,
                }
            }
        };
        let lieux: Vec<_> = action.lieux.iter().map(|lieu| self.judge_lieu(lieu)).collect();
        let case = Case { perimetre: self, formation, action, registres, organisme, lieux: &lieux };
        let (situe, mut reasons) = case.judge();
        let mut motifs: Vec<_> =
            lieux.iter().map(|lieu| MotifPerimetre::Lieu(lieu.lieu.clone(), lieu.situe)).collect();
        motifs.push(MotifPerimetre::Organisme(organisme, region_organisme));
        motifs.append(&mut reasons);
        JugementAction { situe, motifs, lieux, organisme, region_organisme }
    }

    /// Where a place lies. What its address says of the region must agree: otherwise the answer is unknown.
    pub fn judge_lieu(&self, lieu: &LieuDeFormation<'_>) -> JugementLieu {
        let Some(adresse) = lieu.adresse() else {
            return JugementLieu { situe: Situe::Unknown, lieu: LieuNomme::default(), carif_oref: None };
        };
        let situe = self.side_of(adresse);
        let named = LieuNomme::of(adresse);
        let carif_oref = named.region.filter(|_| situe == Situe::Out).map(CarifOref::of);
        JugementLieu { situe, lieu: named, carif_oref }
    }

    fn side(&self, region: Region) -> Situe {
        if region == self.region { Situe::In } else { Situe::Out }
    }

    fn side_of(&self, adresse: &Adresse<'_>) -> Situe {
        let departement = adresse.departement.as_ref().and_then(Checked::get);
        let commune = adresse.commune.as_ref().and_then(Checked::lenient);
        let commune = commune.and_then(CodeCommune::departement);
        let postal = adresse.codepostal.as_ref().and_then(Checked::lenient);
        let postal = postal.map_or(Presumed::Unknown, CodePostal::departement);
        // What each of the codes says: inside, outside, or nothing.
        let of_departement = |departement: crate::Departement| departement.region() == Some(self.region);
        let of_postal = match postal {
            Presumed::Unknown => None,
            known if known.candidates().all(of_departement) => Some(true),
            known if known.candidates().any(of_departement) => None,
            _ => Some(false),
        };
        let codes = [commune.map(of_departement), departement.map(of_departement), of_postal];
        let region = adresse.region_ecrite().map(|region| region == self.region);
        let says = |side: bool| codes.iter().chain([&region]).any(|code| *code == Some(side));
        match (says(true), says(false), is_etranger(adresse)) {
            (true, false, false) => Situe::In,
            (false, true, false) | (false, false, true) => Situe::Out,
            _ => Situe::Unknown,
        }
    }
}

/// An action, and what is known of where it lies.
struct Case<'c> {
    perimetre: &'c Perimetre,
    formation: &'c Formation<'c>,
    action: &'c Action<'c>,
    registres: Option<&'c Registres>,
    organisme: Situe,
    lieux: &'c [JugementLieu],
}

impl Case<'_> {
    fn judge(&self) -> (Situe, Vec<MotifPerimetre>) {
        let place = self.place();
        if self.action.is_formation_initiale() {
            return (self.initial(place), vec![MotifPerimetre::FormationInitiale]);
        }
        let Perimetre { siret_en_region, lieu_en_region, .. } = *self.perimetre;
        match place {
            // With no place, the establishment decides whatever the rule (PER-07).
            None if siret_en_region || lieu_en_region => {
                let a_distance = self.action.is_distance() == Some(true);
                (self.organisme, vec![MotifPerimetre::SansLieu { a_distance }])
            }
            Some(Situe::Out) if lieu_en_region => self.placed_outside(),
            Some(Situe::In) if siret_en_region => self.placed_inside(),
            Some(Situe::Unknown) if lieu_en_region => self.placed_anywhere(),
            Some(place) if lieu_en_region => (place, Vec::new()),
            _ if siret_en_region => (self.organisme, Vec::new()),
            _ => (Situe::In, Vec::new()),
        }
    }

    /// Where its places lie, taken together: inside as soon as one is (PER-07). `None` when there is none.
    fn place(&self) -> Option<Situe> {
        if self.lieux.is_empty() || self.action.is_distance() == Some(true) {
            return None;
        }
        let any = |situe| self.lieux.iter().any(|lieu| lieu.situe == situe);
        Some(if any(Situe::In) {
            Situe::In
        } else if any(Situe::Unknown) {
            Situe::Unknown
        } else {
            Situe::Out
        })
    }

    /// All the establishments of the region are described, and what takes place in it (PER-09).
    fn initial(&self, place: Option<Situe>) -> Situe {
        match (place, self.organisme) {
            (Some(Situe::In), _) | (_, Situe::In) => Situe::In,
            (Some(Situe::Out) | None, Situe::Out) => Situe::Out,
            _ => Situe::Unknown,
        }
    }

    /// An establishment in the region does not bring in what takes place elsewhere, but the Region may pay for it (PER-03).
    fn placed_outside(&self) -> (Situe, Vec<MotifPerimetre>) {
        let exception = E::FinancementRegion;
        let next_door = |lieu: &JugementLieu| {
            lieu.lieu.region.is_some_and(|region| are_neighbours(region, self.perimetre.region))
        };
        let is_paid =
            self.action.financeurs.iter().any(|it| it.code.as_deref().map(str::trim) == Some(REGION));
        if !self.perimetre.allows(exception) || !is_paid || !self.lieux.iter().any(next_door) {
            return (Situe::Out, Vec::new());
        }
        match self.organisme {
            // A Region that pays for a body of another region is that other one.
            Situe::Out => (Situe::Out, Vec::new()),
            Situe::In | Situe::InByException => {
                (Situe::InByException, vec![MotifPerimetre::Exception(exception)])
            }
            Situe::Unknown => (Situe::Unknown, vec![MotifPerimetre::ExceptionPossible(exception)]),
        }
    }

    /// What takes place in the region, for a policy that looks at the establishment too (PER-02).
    fn placed_inside(&self) -> (Situe, Vec<MotifPerimetre>) {
        if self.organisme == Situe::In {
            return (Situe::In, Vec::new());
        }
        let mut possible = None;
        for exception in [E::ImplantationLocale, E::Cpf] {
            let holds = match exception {
                _ if !self.perimetre.allows(exception) => Some(false),
                E::Cpf => self.is_cpf(),
                _ => Some(self.is_local()),
            };
            match holds {
                Some(true) => return (Situe::InByException, vec![MotifPerimetre::Exception(exception)]),
                Some(false) => {}
                None => possible = Some(MotifPerimetre::ExceptionPossible(exception)),
            }
        }
        let situe = if possible.is_some() { Situe::Unknown } else { self.organisme };
        (situe, possible.into_iter().collect())
    }

    /// One does not know where it takes place: it is out when it would be so even inside.
    fn placed_anywhere(&self) -> (Situe, Vec<MotifPerimetre>) {
        if self.perimetre.siret_en_region && self.organisme == Situe::Out {
            let (situe, motifs) = self.placed_inside();
            return (if situe == Situe::Out { situe } else { Situe::Unknown }, motifs);
        }
        (Situe::Unknown, Vec::new())
    }

    /// Has the organisation an establishment at a place that lies in the region?
    fn is_local(&self) -> bool {
        let organismes = self.action.formateurs.iter().chain(&self.formation.responsable);
        let sirens: Vec<_> =
            organismes.filter_map(etablissement::siret_of).map(crate::Siret::siren).collect();
        self.action.lieux.iter().zip(self.lieux).any(|(lieu, found)| {
            let siret = lieu.siret.as_ref().and_then(Checked::lenient);
            found.situe == Situe::In && siret.is_some_and(|siret| sirens.contains(&siret.siren()))
        })
    }

    /// May the CPF pay for it? Every certification of the RNCP and of the RS is open to it, and what has a CPF code.
    fn is_cpf(&self) -> Option<bool> {
        let Self { formation, action, .. } = self;
        let of_type = formation.types_formation.iter().any(|code| code.cpf.is_some());
        if action.is_apprentissage() {
            return Some(false);
        }
        if of_type || action.sessions.iter().any(|session| ELIGIBILITE_CPF.is_in(session)) {
            return Some(true);
        }
        let answers: Vec<_> =
            formation.certifications.iter().map(|it| self.is_certification_cpf(it)).collect();
        if answers.contains(&Some(true)) {
            Some(true)
        } else if answers.contains(&None) {
            None
        } else {
            Some(false)
        }
    }

    fn is_certification_cpf(&self, certification: &Certification<'_>) -> Option<bool> {
        if certification.rncp.is_some() || certification.rs.is_some() || certification.cpf.is_some() {
            return Some(true);
        }
        let Some(code) = &certification.certifinfo else { return Some(false) };
        let (code, registres) = (code.lenient()?, self.registres?);
        if registres.cpf().is_some_and(|cpf| cpf.periodes(code).next().is_some()) {
            return Some(true);
        }
        let fiche = registres.certifinfo()?.get(code)?;
        if fiche.rncp.is_some() || fiche.rs.is_some() { Some(true) } else { fiche.cpf }
    }
}

/// The code of the Region among those who pay (dictionary `financeurs`).
const REGION: &str = "2";
