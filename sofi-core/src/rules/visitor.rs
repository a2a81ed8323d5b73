//! Goes through an offer and calls each rule on the parts that it is about.

use super::{
    Check, Conditions, Judgement, RuleSet, Scope, Verdicts,
    check::{Part, is_formation_initiale},
    guard::guarded,
};
use crate::{
    Action, Adresse, Args, Certification, Checked, CodeReference, Coordonnees, Fault, Formation, Identifier,
    IdentifierKind, LieuDeFormation, OfferPath, Organisme, RoleOrganisme, Rule, Safety, Session, Severity,
    offre::shape::{Field, Visit},
};

/// Goes through an offer. It is told of each part by the part itself.
#[derive(Debug)]
pub(crate) struct Visitor<'o, 'v> {
    rules: &'v RuleSet,
    conditions: &'v Conditions<'v>,
    formation: &'o Formation<'o>,
    action: Option<&'o Action<'o>>,
    session: Option<&'o Session<'o>>,
    adresse: Option<&'o Adresse<'o>>,
    verdicts: Verdicts,
}

/// Stands for the rule at work before the first one is.
pub(super) static NONE: Rule = Rule {
    code: "SOF00",
    name: "aucune",
    severity: Severity::Info,
    profiles: [None; 4],
    evidence: crate::Evidence::Standard,
    needs: &[],
    edof: None,
    title: crate::Bilingual::EMPTY,
    message: crate::Bilingual::EMPTY,
    label: crate::Bilingual::EMPTY,
    helps: &[],
    why: crate::Bilingual::EMPTY,
    source: "",
    bad: "",
    good: "",
};

/// Calls the rules of one kind of part.
macro_rules! run {
    ($visitor:ident, $kind:ident, $part:expr, $path:expr, $role:expr) => {{
        let scope = Scope {
            it: $part,
            path: $path,
            formation: $visitor.formation,
            action: $visitor.action,
            session: $visitor.session,
            role: $role,
            conditions: $visitor.conditions,
        };
        let mark = $visitor.verdicts.judgement.findings.len();
        for (rule, severity) in $visitor.rules.on_part(Part::$kind) {
            if let Check::$kind(check) = rule.check {
                $visitor.verdicts.rule = rule.rule;
                $visitor.verdicts.severity = severity;
                guarded(&mut $visitor.verdicts, |out| check(&scope, out));
            }
        }
        $visitor.own(mark);
    }};
}

impl<'o, 'v> Visitor<'o, 'v> {
    pub(super) fn new(
        formation: &'o Formation<'o>,
        rules: &'v RuleSet,
        conditions: &'v Conditions<'v>,
    ) -> Self {
        let verdicts = Verdicts::new(&NONE, conditions.profile);
        Self { rules, conditions, formation, action: None, session: None, adresse: None, verdicts }
    }

    pub(super) fn finish(self) -> Judgement {
        self.verdicts.judgement
    }

    /// The findings from this one on belong to the action and the session at hand, unless a rule on an action or a
    /// formation has said which one it is.
    fn own(&mut self, mark: usize) {
        let action = self.action.and_then(|action| action.numero.as_deref());
        let session = self.session.and_then(|session| session.numero.as_deref());
        for finding in self.verdicts.judgement.findings.iter_mut().skip(mark) {
            finding.action = finding.action.take().or_else(|| action.map(str::to_owned));
            finding.session = finding.session.take().or_else(|| session.map(str::to_owned));
        }
    }

    /// A field holds an identifier: there may be something to say of it all the same.
    pub(crate) fn identifier<T: Identifier>(&mut self, path: &OfferPath, value: &T) {
        if self.is_exempt(T::KIND) {
            return;
        }
        let mark = self.verdicts.judgement.findings.len();
        for remark in value.remarks().into_iter().filter(|remark| remark.is_doubt()) {
            if let Some((rule, severity)) = self.rules.of_value(remark.rule()) {
                (self.verdicts.rule, self.verdicts.severity) = (rule, severity);
                let args = Args::new()
                    .text("element", path.name())
                    .text("value", value.to_string())
                    .told("why", |lang| remark.message(lang));
                self.verdicts.fault(path.clone(), args).at_most(remark.severity()).value(value.to_string());
            }
        }
        self.own(mark);
    }

    /// A field holds a text that is not the identifier that it should be.
    pub(crate) fn refused<T: Identifier>(&mut self, path: &OfferPath, text: &str) {
        if self.is_exempt(T::KIND) {
            return;
        }
        let Err(error) = text.parse::<T>() else { return };
        // Whoever trains may be left out: ORG03 says it of zeros.
        if error.fault().is_absent() && path.parent().name() == "SIRET-formateur" {
            return;
        }
        let Some((rule, severity)) = self.rules.of_value(error.rule()) else { return };
        (self.verdicts.rule, self.verdicts.severity) = (rule, severity);
        let mark = self.verdicts.judgement.findings.len();
        let fault = error.fault();
        let mut args = Args::new()
            .text("element", path.name())
            .text("value", crate::finding::shown(text))
            .with("kind", crate::Arg::Words(T::KIND.label()))
            .told("why", |lang| fault.message(lang));
        if let (Some(fr), Some(en)) = (error.advice(crate::Lang::Fr), error.advice(crate::Lang::En)) {
            args = args.with("advice", crate::Arg::Told(Box::new([fr, en])));
        }
        // Nothing forces to write what is not known there; initial training knows its schools by their UAI.
        let is_spared = fault.is_absent()
            && (T::KIND == IdentifierKind::Uai
                || path.parent().name() == "SIRET-lieu-formation"
                || is_formation_initiale(self.formation));
        let finding = self.verdicts.fault(path.clone(), args).value(text);
        // An attribute is free text for LHEO, and a value that is only written otherwise is understood.
        let is_canonical = !matches!(fault, Fault::NotCanonical(_));
        // A filler says that a place or a field is not known: that is no false value.
        let is_filler = fault.is_absent()
            && matches!(
                T::KIND,
                IdentifierKind::Cp | IdentifierKind::Commune | IdentifierKind::Nsf | IdentifierKind::Rome
            );
        if !is_canonical || path.name().starts_with('@') || is_spared || is_filler {
            finding.at_most(Severity::Warning);
        }
        if let Some(repair) = error.repair() {
            let safety = if is_canonical { Safety::Suggested } else { Safety::Safe };
            finding.replace(safety, repair.to_string());
        }
        self.own(mark);
    }

    /// Declaration numbers mean nothing in initial training, where LHEO asks for one all the same (NDA-20); the codes of French
    /// places mean nothing abroad (GEO-12).
    fn is_exempt(&self, kind: IdentifierKind) -> bool {
        match kind {
            IdentifierKind::Nda => is_formation_initiale(self.formation),
            IdentifierKind::Cp | IdentifierKind::Commune => {
                self.adresse.is_some_and(|adresse| !adresse.is_en_france())
            }
            _ => false,
        }
    }
}

impl<'o> Visit<'o> for Visitor<'o, '_> {
    fn checked<T: Field>(&mut self, path: &OfferPath, field: &'o Checked<'_, T>) {
        T::tell(field, path, self);
    }

    fn formation(&mut self, formation: &'o Formation<'_>, path: &OfferPath) {
        run!(self, Formation, formation, path, RoleOrganisme::Responsable);
        let scope = Scope {
            it: formation,
            path,
            formation: self.formation,
            action: None,
            session: None,
            role: RoleOrganisme::Responsable,
            conditions: self.conditions,
        };
        for (rule, severity) in self.rules.on_part(Part::Feed) {
            if let Check::Feed(check) = rule.check {
                let mark = self.verdicts.judgement.observations.len();
                self.verdicts.rule = rule.rule;
                guarded(&mut self.verdicts, |out| (check.observe)(&scope, &mut out.judgement.observations));
                for observation in self.verdicts.judgement.observations.iter_mut().skip(mark) {
                    observation.rule = rule.rule.code;
                    observation.severity = severity;
                }
            }
        }
    }

    fn action(&mut self, action: &'o Action<'_>, path: &OfferPath) {
        self.action = Some(action);
        run!(self, Action, action, path, RoleOrganisme::Responsable);
    }

    fn leave_action(&mut self) {
        self.action = None;
    }

    fn session(&mut self, session: &'o Session<'_>, path: &OfferPath) {
        self.session = Some(session);
        run!(self, Session, session, path, RoleOrganisme::Responsable);
    }

    fn leave_session(&mut self) {
        self.session = None;
    }

    fn organisme(&mut self, organisme: &'o Organisme<'_>, role: RoleOrganisme, path: &OfferPath) {
        run!(self, Organisme, organisme, path, role);
    }

    fn lieu(&mut self, lieu: &'o LieuDeFormation<'_>, path: &OfferPath) {
        run!(self, Lieu, lieu, path, RoleOrganisme::Responsable);
    }

    fn adresse(&mut self, adresse: &'o Adresse<'_>, path: &OfferPath) {
        self.adresse = Some(adresse);
        run!(self, Adresse, adresse, path, RoleOrganisme::Responsable);
    }

    fn coordonnees(&mut self, coordonnees: &'o Coordonnees<'_>, path: &OfferPath) {
        run!(self, Coordonnees, coordonnees, path, RoleOrganisme::Responsable);
    }

    fn certification(&mut self, certification: &'o Certification<'_>, path: &OfferPath) {
        run!(self, Certification, certification, path, RoleOrganisme::Responsable);
    }

    fn code(&mut self, code: &'o CodeReference<'_>, path: &OfferPath) {
        run!(self, Code, code, path, RoleOrganisme::Responsable);
    }

    fn texte(&mut self, path: &OfferPath, text: &'o str) {
        run!(self, Texte, text, path, RoleOrganisme::Responsable);
    }
}
