//! Content models: the automaton that follows the children of an element, and the analysis that explains
//! what went wrong when it got stuck.
//!
//! The automaton is that of the XSD, so that the first fault of a parent stands where libxml2 sees it. It
//! goes on where libxml2 stops; what it saw is then looked at as a whole, at the end of the parent, so that one
//! fault is one finding: an element moved is not also an element missing and an element too many.

use sofi_core::Excerpt;

use crate::{Content, Element, Particle, xml::Point};

/// Children seen so far, for one open element. Reused from one element to the next.
#[derive(Debug, Default)]
pub(crate) struct Children {
    /// Position in the content model up to which children were accepted.
    current: usize,
    /// Occurrences of each position.
    counts: Vec<u32>,
    /// The children, consecutive ones of one position together.
    runs: Vec<Run>,
    /// The run on which the automaton got stuck.
    stuck: Option<usize>,
    /// First occurrence past the greatest number allowed, by position.
    excess: Vec<(usize, Spot)>,
}

/// Consecutive children of one kind.
#[derive(Debug)]
pub(crate) struct Run {
    /// Position in the content model; `None` for what has none.
    pub(crate) position: Option<usize>,
    /// The first of them.
    pub(crate) child: Child,
    /// The end of the last of them.
    pub(crate) end: Point,
    /// The first, ready to be shown, when it is not where it should be.
    pub(crate) spot: Option<Box<Spot>>,
    /// It was reported when it was met: its name is wrong, or is not allowed there.
    pub(crate) is_told: bool,
    /// Findings made inside the first of them, by number, when it is not where it should be.
    pub(crate) inside: Option<(usize, usize)>,
}

/// A child, in short.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Child {
    pub(crate) from: Point,
    pub(crate) to: Point,
    /// Its number among its siblings of the same name, from 1.
    pub(crate) ordinal: u32,
}

/// A child, as a place to show.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    pub(crate) from: Point,
    pub(crate) to: Point,
    /// Last step of its path.
    pub(crate) step: String,
    /// Its local name.
    pub(crate) name: String,
    pub(crate) excerpt: Option<Excerpt>,
}

/// More runs than this are not remembered: no sane element has so many.
const MOST_RUNS: usize = 4096;

/// What the automaton says of a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Judgement {
    /// It is where it should be.
    Accepted,
    /// It is not.
    Stuck,
}

/// What is wrong with the children of one element.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// These are missing before the child `run`, or at the end of the parent.
    Missing { positions: Vec<usize>, before: Option<usize> },
    /// The child `run` stands too early or too late.
    Misplaced { run: usize, after: bool, other: usize },
    /// The child `run` stands in the place of another, which is missing.
    Replaces { run: usize, missing: usize },
    /// There are too many of this position.
    TooMany { position: usize, run: Option<usize> },
}

/// The particles of a content model, whatever its kind.
pub(crate) fn particles(content: &Content) -> &'static [Particle] {
    match content {
        Content::Sequence(particles) | Content::Choice { of: particles, .. } => particles,
        _ => &[],
    }
}

impl Children {
    /// Starts over, for an element of this content.
    pub(crate) fn reset(&mut self, content: &Content) {
        self.current = 0;
        self.counts.clear();
        self.counts.resize(particles(content).len(), 0);
        self.runs.clear();
        self.stuck = None;
        self.excess.clear();
    }

    pub(crate) fn run(&self, index: usize) -> &Run {
        &self.runs[index]
    }

    pub(crate) fn last_run(&mut self) -> Option<&mut Run> {
        self.runs.last_mut()
    }

    pub(crate) fn count(&self, position: usize) -> u32 {
        self.counts[position]
    }

    /// First child past the greatest number allowed at this position.
    pub(crate) fn excess(&self, position: usize) -> Option<&Spot> {
        self.excess.iter().find(|(p, _)| *p == position).map(|(_, spot)| spot)
    }

    /// The child on which the automaton got stuck.
    pub(crate) fn stuck(&self) -> Option<usize> {
        self.stuck
    }

    /// Position of a child in the content model.
    pub(crate) fn position(&self, content: &Content, element: Element) -> Option<usize> {
        let particles = particles(content);
        // The next child is most often the same as the last or the one after.
        let ahead = particles[self.current.min(particles.len())..].iter().position(|p| p.element == element);
        ahead.map(|i| i + self.current).or_else(|| particles.iter().position(|p| p.element == element))
    }

    /// Could a child of this position come now?
    pub(crate) fn accepts(&self, content: &Content, position: usize) -> bool {
        match content {
            Content::Sequence(particles) => {
                let has_room = self.counts[position] < u32::from(particles[position].max)
                    || particles[position].max == Particle::UNBOUNDED;
                position >= self.current
                    && has_room
                    && (self.current..position).all(|q| self.counts[q] >= u32::from(particles[q].min))
            }
            Content::Choice { max, .. } => {
                *max == Particle::UNBOUNDED || self.counts.iter().sum::<u32>() < u32::from(*max)
            }
            _ => false,
        }
    }

    /// What could come now, in the order of the model: up to the first that must.
    pub(crate) fn expected(&self, content: &Content) -> Vec<Element> {
        let particles = particles(content);
        match content {
            Content::Sequence(_) => {
                let mut expected = Vec::new();
                for (position, particle) in particles.iter().enumerate().skip(self.current) {
                    if self.accepts(content, position) {
                        expected.push(particle.element);
                    }
                    if self.counts[position] < u32::from(particle.min) {
                        break;
                    }
                }
                expected
            }
            _ if particles.first().is_some_and(|_| self.accepts(content, 0)) => {
                particles.iter().map(|p| p.element).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Takes the next child, which is [accepted](Self::accepts).
    pub(crate) fn take(&mut self, position: usize, child: Child) {
        self.counts[position] += 1;
        if self.runs.last().is_none_or(|run| run.position != Some(position)) {
            self.push_run(Some(position), child, None);
        }
        self.current = self.current.max(position);
    }

    /// Takes the next child. `spot` is only asked for when something is wrong.
    pub(crate) fn push(
        &mut self,
        content: &Content,
        position: Option<usize>,
        child: Child,
        spot: impl Fn() -> Spot,
    ) -> Judgement {
        let Some(position) = position else {
            self.push_run(None, child, Some(Box::new(spot())));
            return Judgement::Stuck;
        };
        if self.accepts(content, position) {
            self.take(position, child);
            return Judgement::Accepted;
        }
        self.counts[position] += 1;
        let max = match content {
            Content::Choice { max, .. } if *max != Particle::UNBOUNDED => Some(u32::from(*max)),
            Content::Sequence(particles) if particles[position].max != Particle::UNBOUNDED => {
                Some(u32::from(particles[position].max))
            }
            _ => None,
        };
        let total = match content {
            Content::Choice { .. } => self.counts.iter().sum(),
            _ => self.counts[position],
        };
        if max.is_some_and(|max| total == max + 1) {
            self.excess.push((position, spot()));
        }
        let is_new = self.runs.last().is_none_or(|run| run.position != Some(position));
        if is_new || self.stuck.is_none() {
            self.push_run(Some(position), child, Some(Box::new(spot())));
        }
        self.current = self.current.max(position);
        self.stuck = self.stuck.or(self.runs.len().checked_sub(1));
        Judgement::Stuck
    }

    fn push_run(&mut self, position: Option<usize>, child: Child, spot: Option<Box<Spot>>) {
        if self.runs.len() < MOST_RUNS {
            self.runs.push(Run {
                position,
                child,
                end: Point::default(),
                spot,
                is_told: false,
                inside: None,
            });
        }
        if position.is_none() {
            self.stuck = self.stuck.or(self.runs.len().checked_sub(1));
        }
    }

    /// Is there nothing to explain at the end of the element?
    pub(crate) fn is_complete(&self, content: &Content) -> bool {
        self.stuck.is_none()
            && match content {
                Content::Sequence(particles) => {
                    (self.current..particles.len()).all(|q| self.counts[q] >= u32::from(particles[q].min))
                }
                Content::Choice { min, .. } => self.counts.iter().sum::<u32>() >= u32::from(*min),
                _ => true,
            }
    }

    /// Explains what is wrong, at the end of the element; `absorbed` are the positions that an unknown or
    /// misplaced child already stands for.
    pub(crate) fn explain(&self, content: &Content) -> Vec<Trouble> {
        match content {
            Content::Sequence(particles) => Sequence { children: self, particles }.explain(),
            Content::Choice { min, max, .. } => {
                let total: u32 = self.counts.iter().sum();
                let has_odd = self.runs.iter().any(|run| run.position.is_none());
                if total < u32::from(*min) && !has_odd {
                    vec![Trouble::Missing { positions: Vec::new(), before: None }]
                } else if *max != Particle::UNBOUNDED && total > u32::from(*max) {
                    let position = self.excess.first().map_or(0, |(position, _)| *position);
                    vec![Trouble::TooMany { position, run: None }]
                } else {
                    Vec::new()
                }
            }
            _ => Vec::new(),
        }
    }
}

/// The children of a sequence, to be explained.
struct Sequence<'a> {
    children: &'a Children,
    particles: &'static [Particle],
}

impl Sequence<'_> {
    fn explain(&self) -> Vec<Trouble> {
        let runs = &self.children.runs;
        let in_order = self.in_order();
        let is_odd = |i: usize| !in_order.contains(&i);
        let mut counts: Vec<u32> = self.children.counts.clone();
        let mut missing: Vec<usize> =
            (0..self.particles.len()).filter(|&q| counts[q] < u32::from(self.particles[q].min)).collect();
        let mut troubles = Vec::new();

        for (i, run) in runs.iter().enumerate().filter(|(i, _)| is_odd(*i)) {
            // Positions between which the child stands.
            let before = in_order.iter().rev().find(|&&j| j < i).and_then(|&j| runs[j].position);
            let after = in_order.iter().find(|&&j| j > i).and_then(|&j| runs[j].position);
            let fits = |q: usize| before.is_none_or(|b| q > b) && after.is_none_or(|a| q < a);
            if let Some(at) = missing.iter().position(|&q| fits(q)) {
                let position = missing.remove(at);
                troubles.push(Trouble::Replaces { run: i, missing: position });
                if let Some(p) = run.position {
                    counts[p] = counts[p].saturating_sub(1);
                }
                continue;
            }
            let Some(position) = run.position else { continue };
            if self.is_too_many(&counts, position) {
                counts[position] -= 1;
                if !self.is_too_many(&counts, position) {
                    troubles.push(Trouble::TooMany { position, run: Some(i) });
                }
                continue;
            }
            // The neighbour that tells best where it should be.
            let next = in_order.iter().find(|&&j| runs[j].position > Some(position));
            let last = in_order.iter().rev().find(|&&j| runs[j].position <= Some(position) && j != i);
            let (after, other) = match (next, last) {
                (Some(&next), Some(&last)) if next < i || last < i => (false, next),
                (_, Some(&last)) => (true, last),
                (Some(&next), None) => (false, next),
                (None, None) => (true, i),
            };
            troubles.push(Trouble::Misplaced { run: i, after, other });
        }

        for position in (0..self.particles.len()).filter(|&p| self.is_too_many(&counts, p)) {
            // One too many, right where a neighbour is missing: it was given the wrong name.
            let is_here = |j: &usize| runs[*j].position == Some(position);
            let run = self.children.stuck.filter(is_here).or_else(|| in_order.iter().copied().find(is_here));
            let neighbours = run.map(|run| {
                let at = in_order.iter().position(|&j| j == run).unwrap_or(0);
                let before = at.checked_sub(1).and_then(|k| runs[in_order[k]].position);
                let after = in_order[at..].iter().find_map(|&j| runs[j].position.filter(|p| *p > position));
                (before, after)
            });
            let only_one = counts[position] == u32::from(self.particles[position].max) + 1;
            let fits = |q: usize| {
                neighbours.is_some_and(|(before, after)| {
                    before.is_none_or(|b| q > b) && after.is_none_or(|a| q < a)
                })
            };
            match (run, missing.iter().position(|&q| only_one && fits(q))) {
                (Some(run), Some(at)) => {
                    let missing = missing.remove(at);
                    troubles.push(Trouble::Replaces { run, missing });
                }
                _ => troubles.push(Trouble::TooMany { position, run: None }),
            }
        }

        // What is missing at one place is told at once.
        let mut groups: Vec<(Option<usize>, Vec<usize>)> = Vec::new();
        for position in missing {
            let before = in_order.iter().copied().find(|&j| runs[j].position > Some(position));
            match groups.last_mut() {
                Some((last, positions)) if *last == before => positions.push(position),
                _ => groups.push((before, vec![position])),
            }
        }
        troubles.extend(groups.into_iter().map(|(before, positions)| Trouble::Missing { positions, before }));
        troubles
    }

    fn is_too_many(&self, counts: &[u32], position: usize) -> bool {
        let max = self.particles[position].max;
        max != Particle::UNBOUNDED && counts[position] > u32::from(max)
    }

    /// The longest list of children that stand in order; the others are out of place. Where the child on which
    /// the automaton got stuck can be left out, it is: that is where people are shown the fault.
    fn in_order(&self) -> Vec<usize> {
        let known: Vec<usize> =
            (0..self.children.runs.len()).filter(|&i| self.children.runs[i].position.is_some()).collect();
        let all = self.longest_in_order(&known);
        let Some(stuck) = self.children.stuck else { return all };
        let others: Vec<usize> = known.into_iter().filter(|&i| i != stuck).collect();
        let without = self.longest_in_order(&others);
        let is_late = self.children.runs[stuck]
            .position
            .is_some_and(|p| self.children.runs[..stuck].iter().any(|run| run.position > Some(p)));
        let has_later_smaller = self.children.runs[stuck].position.is_some_and(|p| {
            self.children.runs[stuck + 1..].iter().any(|run| run.position.is_some() && run.position < Some(p))
        });
        if without.len() == all.len() && (is_late || has_later_smaller) { without } else { all }
    }

    /// Longest non-decreasing subsequence of positions.
    fn longest_in_order(&self, runs: &[usize]) -> Vec<usize> {
        let position = |i: usize| self.children.runs[i].position;
        // `tails[k]`: the run that ends the best list of length k + 1.
        let mut tails: Vec<usize> = Vec::new();
        let mut previous: Vec<Option<usize>> = vec![None; self.children.runs.len()];
        for &i in runs {
            let k = tails.partition_point(|&tail| position(tail) <= position(i));
            previous[i] = k.checked_sub(1).map(|k| tails[k]);
            if k == tails.len() { tails.push(i) } else { tails[k] = i }
        }
        let mut list: Vec<usize> = std::iter::successors(tails.last().copied(), |&i| previous[i]).collect();
        list.reverse();
        list
    }
}
