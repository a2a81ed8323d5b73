//! What comes out of judging an offer.

use crate::{Arg, Args, Bilingual, Lang, OfferPath, Profile, RegistreKind, Rule, Safety, Severity};

use super::Observation;

/// What was found in one formation.
#[derive(Debug, Clone, Default)]
pub struct Judgement {
    /// The faults.
    pub findings: Vec<OfferFinding>,
    /// The rules that could not be evaluated, why, and how many times.
    pub lacunes: Vec<(&'static Rule, Lacune, u64)>,
    /// What rules over the whole feed note of this formation.
    pub observations: Vec<Observation>,
}

/// A fault of an offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferFinding {
    /// The rule that it breaks.
    pub rule: &'static Rule,
    /// How grave it is here.
    pub severity: Severity,
    /// Where it is.
    pub path: OfferPath,
    /// What its messages speak of.
    pub args: Args,
    /// The value at fault.
    pub value: Option<String>,
    /// What to write in its place.
    pub replacement: Option<Replacement>,
    /// Other places that explain it.
    pub related: Vec<(OfferPath, Bilingual)>,
    /// `numero` of the action that it belongs to.
    pub action: Option<String>,
    /// `numero` of the session that it belongs to.
    pub session: Option<String>,
}

impl OfferFinding {
    /// What is wrong, in one sentence.
    pub fn message(&self, lang: Lang) -> String {
        self.rule.say(&self.args, lang)
    }

    /// Gives the value at fault.
    pub fn value(&mut self, value: impl Into<String>) -> &mut Self {
        self.value = Some(value.into());
        self
    }

    /// Makes it no graver than this, unless a configuration has asked for another severity.
    pub fn at_most(&mut self, severity: Severity) -> &mut Self {
        self.severity = self.severity.min(severity);
        self
    }

    /// Proposes another text for the element.
    pub fn replace(&mut self, safety: Safety, text: impl Into<String>) -> &mut Self {
        self.replacement = Some(Replacement { safety, text: text.into(), others: Vec::new() });
        self
    }

    /// Proposes another text for another element at the same time, once one was proposed for this one.
    pub fn replace_too(&mut self, path: OfferPath, text: impl Into<String>) -> &mut Self {
        if let Some(replacement) = &mut self.replacement {
            replacement.others.push((path, text.into()));
        }
        self
    }

    /// Points at another place.
    pub fn related(&mut self, path: OfferPath, what: Bilingual) -> &mut Self {
        self.related.push((path, what));
        self
    }
}

/// A text to write in the place of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// How far it may be trusted.
    pub safety: Safety,
    /// The text.
    pub text: String,
    /// What to write at other places at the same time.
    pub others: Vec<(OfferPath, String)>,
}

/// Why a rule could not be evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lacune {
    /// No date was given.
    Date,
    /// No register of this kind was given.
    Registre(RegistreKind),
    /// No perimeter was given.
    Perimetre,
    /// The data do not say enough.
    Donnees(Bilingual),
    /// The rule itself failed: a bug of sofi.
    Panne,
}

impl Lacune {
    /// Why, in a phrase.
    ///
    /// ```
    /// use sofi_core::{Lacune, Lang, RegistreKind};
    ///
    /// assert_eq!(Lacune::Registre(RegistreKind::Cpf).words().get(Lang::Fr), "aucun registre « cpf »");
    /// ```
    pub fn words(self) -> Bilingual {
        match self {
            Self::Date => Bilingual::new("aucune date de jugement", "no date to judge at"),
            Self::Perimetre => Bilingual::new("aucun périmètre", "no perimeter"),
            Self::Donnees(words) => words,
            Self::Panne => Bilingual::new(
                "la règle est tombée en panne : c'est un défaut de sofi, à signaler",
                "the rule failed: a bug of sofi, please report it",
            ),
            Self::Registre(kind) => match kind {
                RegistreKind::Organismes => {
                    Bilingual::new("aucun registre « organismes »", "no register 'organismes'")
                }
                RegistreKind::Certifications => {
                    Bilingual::new("aucun registre « certifications »", "no register 'certifications'")
                }
                RegistreKind::CertifInfo => {
                    Bilingual::new("aucun registre « certifinfo »", "no register 'certifinfo'")
                }
                RegistreKind::Cpf => Bilingual::new("aucun registre « cpf »", "no register 'cpf'"),
                RegistreKind::Sirene => Bilingual::new("aucun registre « sirene »", "no register 'sirene'"),
                RegistreKind::Formacode => {
                    Bilingual::new("aucun registre « formacode »", "no register 'formacode'")
                }
                RegistreKind::Communes => {
                    Bilingual::new("aucun registre « communes »", "no register 'communes'")
                }
            },
        }
    }
}

/// Where a rule writes its verdicts.
#[derive(Debug)]
pub struct Verdicts {
    pub(super) judgement: Judgement,
    pub(super) rule: &'static Rule,
    pub(super) severity: Severity,
    profile: Profile,
}

impl Verdicts {
    pub(super) fn new(rule: &'static Rule, profile: Profile) -> Self {
        Self { judgement: Judgement::default(), rule, severity: rule.severity, profile }
    }

    /// There is a fault at this place.
    #[expect(clippy::indexing_slicing, reason = "it has just been pushed")]
    pub fn fault(&mut self, path: OfferPath, args: Args) -> &mut OfferFinding {
        let args = args.with("anomalie", anomalie(self.rule, self.profile));
        self.judgement.findings.push(OfferFinding {
            rule: self.rule,
            severity: self.severity,
            path,
            args,
            value: None,
            replacement: None,
            related: Vec::new(),
            action: None,
            session: None,
        });
        let last = self.judgement.findings.len() - 1;
        &mut self.judgement.findings[last]
    }

    /// The rule applies, and cannot be evaluated.
    pub fn lacune(&mut self, why: Lacune) {
        let rule = self.rule;
        match self.judgement.lacunes.iter_mut().find(|(known, reason, _)| *known == rule && *reason == why) {
            Some((_, _, count)) => *count += 1,
            None => self.judgement.lacunes.push((rule, why, 1)),
        }
    }
}

/// The number of the platform's own anomaly, for the profile of that platform: ` (anomalie EDOF 30020)`.
pub(super) fn anomalie(rule: &Rule, profile: Profile) -> Arg {
    match rule.edof.filter(|_| profile == Profile::Edof) {
        Some(number) => {
            Arg::Told(Box::new([format!(" (anomalie EDOF {number})"), format!(" (EDOF anomaly {number})")]))
        }
        None => Arg::Text("".into()),
    }
}
