//! Findings about the children of an element, once all of them were seen.

use sofi_core::{Arg, Args, Bilingual, Finding, Place, Related};

use super::{
    Structure,
    content::{self, Child, Spot, Trouble},
    frame,
};
use crate::{Content, ElementDef, rules::lhe, xml::View};

impl Structure<'_> {
    /// Explains what is wrong with the children of the open element.
    pub(super) fn explain(&mut self, def: &'static ElementDef, view: &View<'_>) {
        let children = &self.frames.last().children;
        let troubles = children.explain(&def.content);
        let replaced: Vec<(usize, usize)> = troubles
            .iter()
            .filter_map(|trouble| match trouble {
                Trouble::Replaces { run, .. } => children.run(*run).inside,
                _ => None,
            })
            .collect();
        // A child that has a finding of its own needs no other.
        let stuck = children.stuck().filter(|&run| !children.run(run).is_told);
        let stuck = stuck.map(|run| self.spot(def, run, view));
        let mut findings: Vec<Finding> =
            troubles.iter().filter_map(|trouble| self.explain_one(def, trouble, view)).collect();
        // What is inside an element that stands for another is not worth telling.
        for marks in replaced {
            self.collector.forget(marks);
        }
        if let Some(stuck) = stuck {
            self.anchor(&mut findings, &stuck);
        }
        for finding in findings {
            self.collector.push(finding);
        }
    }

    /// The first fault is shown where the content model gets stuck, as other validators do.
    fn anchor(&self, findings: &mut [Finding], stuck: &Spot) {
        if findings.iter().any(|finding| finding.place.offset == stuck.from.raw) {
            return;
        }
        let Some(first) = findings.iter_mut().min_by_key(|finding| finding.place.offset) else { return };
        let place = self.spot_place(stuck);
        let culprit = std::mem::replace(&mut first.place, place);
        first.excerpt.clone_from(&stuck.excerpt);
        first.related.push(Related {
            place: culprit,
            what: Bilingual::new("l'élément en cause est ici", "the element at fault is here"),
        });
    }

    fn explain_one(&self, def: &ElementDef, trouble: &Trouble, view: &View<'_>) -> Option<Finding> {
        let frame = self.frames.last();
        let children = &frame.children;
        let particles = content::particles(&def.content);
        let name = |position: usize| particles[position].element.name();
        let args = Args::new().text("parent", frame.name.clone());
        let at = |rule, args, spot: &Spot| {
            let mut finding = Finding::new(rule, self.spot_place(spot), args);
            finding.excerpt.clone_from(&spot.excerpt);
            finding.context.clone_from(self.owner.now());
            finding
        };
        Some(match trouble {
            Trouble::Missing { .. } if matches!(def.content, Content::Choice { .. }) => {
                let names = particles.iter().map(|p| p.element.name()).collect();
                self.finding(&lhe::LHE10, args.with("expected", Arg::AnyOf(names)), frame.tag_to, view)
            }
            Trouble::Missing { positions, before } => {
                let names: Vec<&'static str> = positions.iter().map(|&p| name(p)).collect();
                let args = match names.as_slice() {
                    [one] => match self.label(one) {
                        Some(label) => args
                            .with("missing", Arg::AllOf(names.clone()))
                            .text("single", *one)
                            .text("labels", label),
                        None => args.with("missing", Arg::AllOf(names.clone())),
                    },
                    _ => args.with("missing", Arg::AllOf(names)),
                };
                match before {
                    Some(run) => {
                        let spot = self.spot(def, *run, view);
                        at(&lhe::LHE01, args.text("before", spot.name.clone()), &spot)
                    }
                    None => self.finding(&lhe::LHE01, args, frame.tag_to, view),
                }
            }
            Trouble::Misplaced { run, after, other } => {
                let spot = self.spot(def, *run, view);
                let side = if *after {
                    Bilingual::new("après", "after")
                } else {
                    Bilingual::new("avant", "before")
                };
                let args = args
                    .text("element", spot.name.clone())
                    .with("where", Arg::Words(side))
                    .text("other", self.spot(def, *other, view).name);
                let mut finding = at(&lhe::LHE02, args, &spot);
                finding.fix = self.moving(*run, *after, *other, view);
                finding
            }
            Trouble::Replaces { run, missing } => {
                // An unknown child was told when it was met, with what was expected there.
                children.run(*run).position?;
                let spot = self.spot(def, *run, view);
                let args = args
                    .text("element", spot.name.clone())
                    .with("expected", Arg::AnyOf(vec![name(*missing)]));
                at(&lhe::LHE04, args, &spot)
            }
            Trouble::TooMany { position, run } => {
                let spot = match run {
                    Some(run) => self.spot(def, *run, view),
                    None => children.excess(*position)?.clone(),
                };
                let (found, max) = match def.content {
                    Content::Choice { max, .. } => {
                        ((0..particles.len()).map(|p| u64::from(children.count(p))).sum(), max)
                    }
                    _ => (u64::from(children.count(*position)), particles[*position].max),
                };
                let args =
                    args.text("element", spot.name.clone()).count("found", found).count("max", max.into());
                at(&lhe::LHE05, args, &spot)
            }
        })
    }

    /// A child of the open element, ready to be shown.
    fn spot(&self, def: &ElementDef, run: usize, view: &View<'_>) -> Spot {
        let run = self.frames.last().children.run(run);
        if let Some(spot) = &run.spot {
            return Spot::clone(spot);
        }
        // What has no spot was accepted: the content model knows its name.
        let particle = run.position.map(|position| content::particles(&def.content)[position]);
        let name = particle.map_or("", |particle| particle.element.name());
        let Child { from, to, ordinal } = run.child;
        let is_numbered = ordinal > 1 || particle.is_some_and(crate::Particle::repeats);
        let step = if is_numbered { format!("{name}[{ordinal}]") } else { name.to_owned() };
        let excerpt = frame::excerpt(from, name, view);
        Spot { from, to, step, name: name.to_owned(), excerpt }
    }

    /// What the standard calls an element.
    fn label(&self, name: &str) -> Option<&'static str> {
        let label = self.facts.dialect?.schema().element_named(name)?.label;
        (!label.is_empty()).then_some(label)
    }

    fn spot_place(&self, spot: &Spot) -> Place {
        let local = spot.name.rsplit(':').next().unwrap_or(&spot.name);
        Place {
            line: spot.from.line,
            column: spot.from.column,
            offset: spot.from.raw,
            end_offset: spot.to.raw,
            path: self.frames.path(self.frames.depth(), Some(&spot.step)),
            element: Some(local.to_owned()),
            attribute: None,
        }
    }
}
