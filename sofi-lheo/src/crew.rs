//! Several threads for one document.
//!
//! The thread that reads a document decodes some of it ahead, cut where records seem to start. A crew of workers looks at
//! these pieces meanwhile: wherever a record seems to start, a worker scans it and judges it. When the document gets there,
//! what was found is taken if it is about this very place, and the record is read as ever otherwise. So nothing that looks
//! like a record in a comment or in CDATA can fool anybody, and what is reported does not depend on who was first: what a worker
//! finds of a record depends on the text of the record and on its [`Setting`] alone.
//!
//! The reading thread works too whenever it would wait. Memory is bounded by the number of pieces that are decoded ahead.

use std::{
    collections::VecDeque,
    io::Read,
    mem,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};

use sofi_core::{Judgement, Profile};

use crate::{
    Dialect, Element, Record,
    check::Checker,
    document::Feed,
    domain::Judge,
    record::{Entry, TreeBuilder},
    scan::{Scanner, Seen, Verdict},
    source::{Decoder, Encoding, Filled},
    structure::Expected,
    xml::Ahead,
};

/// Decoded bytes of a piece, about.
const PIECE: usize = 256 << 10;

/// What all records of a document have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Setting {
    pub(crate) dialect: Dialect,
    /// The prefix of its namespace.
    pub(crate) prefix: String,
    /// What the records are.
    pub(crate) record: Element,
    /// How deep they stand.
    pub(crate) depth: usize,
    pub(crate) encoding: Encoding,
    pub(crate) profile: Profile,
    /// The name of the dialect.
    pub(crate) dialecte: Option<&'static str>,
}

impl Setting {
    /// Does it hold for this record?
    pub(crate) fn is_of(&self, it: &Expected, ahead: &Ahead<'_>) -> bool {
        let known = (self.dialect, self.record, self.depth, &*self.prefix, self.encoding);
        known == (it.dialect, it.record, it.depth, ahead.prefix, ahead.encoding)
    }

    /// How the start tags of its records begin.
    fn start(&self) -> String {
        let colon = if self.prefix.is_empty() { "" } else { ":" };
        format!("<{}{colon}{}", self.prefix, self.record.name())
    }
}

/// What a worker has found of a record.
#[derive(Debug)]
pub(crate) struct Foreseen {
    pub(crate) setting: Arc<Setting>,
    pub(crate) seen: Seen,
    /// What the rules of the domain say of it, at the level that has them.
    pub(crate) judgement: Judgement,
    /// The pieces of its tree, when they have something to say.
    pub(crate) tree: Vec<Entry>,
}

/// A piece of a document.
#[derive(Debug)]
struct Piece {
    text: String,
    /// Offset of its start in the decoded document.
    base: u64,
    setting: Arc<Setting>,
    state: Mutex<State>,
    is_done: Condvar,
}

#[derive(Debug)]
enum State {
    Waiting,
    Taken,
    /// The records, by the offsets where they start.
    Done(VecDeque<(u64, Foreseen)>),
}

impl Piece {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes it to work on, unless somebody else did.
    fn take(&self) -> bool {
        let mut state = self.state();
        let is_free = matches!(*state, State::Waiting);
        if is_free {
            *state = State::Taken;
        }
        is_free
    }

    fn end(&self) -> u64 {
        self.base + self.text.len() as u64
    }
}

/// Whoever waits for a piece is told, whatever becomes of the work.
struct Work<'p> {
    piece: &'p Piece,
    found: VecDeque<(u64, Foreseen)>,
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        *self.piece.state() = State::Done(mem::take(&mut self.found));
        self.piece.is_done.notify_all();
    }
}

/// The pieces that wait for a worker.
#[derive(Debug, Default)]
pub(crate) struct Crew {
    waiting: Mutex<(VecDeque<Arc<Piece>>, bool)>,
    has_changed: Condvar,
}

impl Crew {
    fn waiting(&self) -> MutexGuard<'_, (VecDeque<Arc<Piece>>, bool)> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets this many workers help while `read` runs.
    pub(crate) fn with<T>(workers: usize, checker: &Checker, read: impl FnOnce(&Self) -> T) -> T {
        /// The workers stop at the end, however it comes.
        struct End<'c>(&'c Crew);
        impl Drop for End<'_> {
            fn drop(&mut self) {
                self.0.waiting().1 = true;
                self.0.has_changed.notify_all();
            }
        }
        let crew = Self::default();
        thread::scope(|scope| {
            let end = End(&crew);
            for _ in 0..workers {
                // Without a thread more, those that are there do the work.
                let _ = thread::Builder::new().spawn_scoped(scope, || crew.serve(checker));
            }
            let read = read(&crew);
            drop(end);
            read
        })
    }

    fn serve(&self, checker: &Checker) {
        let Some(mut worker) = Worker::new(checker) else { return };
        loop {
            let mut waiting = self.waiting();
            let piece = loop {
                if waiting.1 {
                    return;
                }
                match waiting.0.pop_front() {
                    Some(piece) => break piece,
                    None => waiting = self.has_changed.wait(waiting).unwrap_or_else(PoisonError::into_inner),
                }
            };
            drop(waiting);
            worker.work(&piece);
        }
    }

    fn add(&self, piece: Arc<Piece>) {
        self.waiting().0.push_back(piece);
        self.has_changed.notify_one();
    }
}

/// Scans and judges records.
struct Worker<'c> {
    checker: &'c Checker,
    scanner: Scanner,
    tree: TreeBuilder,
    /// The rules of the domain, as they hold in this setting.
    judge: Option<(Arc<Setting>, Judge<'c>)>,
}

impl<'c> Worker<'c> {
    /// `None` when nothing may be scanned.
    fn new(checker: &'c Checker) -> Option<Self> {
        Some(Self { checker, scanner: checker.scanner()?, tree: TreeBuilder::lean(), judge: None })
    }

    /// Works on a piece, unless somebody else does.
    fn work(&mut self, piece: &Piece) {
        if !piece.take() {
            return;
        }
        let mut work = Work { piece, found: VecDeque::new() };
        let start = piece.setting.start();
        let mut at = 0;
        while let Some(next) = memchr::memmem::find(&piece.text.as_bytes()[at..], start.as_bytes()) {
            at += next;
            match self.look(&piece.text[at..], &piece.setting) {
                Some(found) => {
                    let to = at + found.seen.end;
                    work.found.push_back((piece.base + at as u64, found));
                    at = to;
                }
                None => at += start.len(),
            }
        }
    }

    /// The record that this text starts with, when it is right.
    fn look(&mut self, text: &str, setting: &Arc<Setting>) -> Option<Foreseen> {
        let (of, record, depth) = ((setting.dialect, &*setting.prefix), setting.record, setting.depth);
        if !self.checker.has_domain() {
            let verdict = self.scanner.scan(text, of, record, depth, false, &mut ());
            let Verdict::Right(seen) = verdict else { return None };
            let judgement = Judgement::default();
            return Some(Foreseen { setting: Arc::clone(setting), seen, judgement, tree: Vec::new() });
        }
        let Verdict::Right(seen) = self.scanner.scan(text, of, record, depth, false, &mut self.tree) else {
            return None;
        };
        let tree = &self.tree.tree;
        let record = Record::new(&text[..seen.end], tree, setting.encoding, Some(setting.dialect));
        let judge = match &mut self.judge {
            Some((known, judge)) if Arc::ptr_eq(known, setting) || known == setting => judge,
            other => {
                let judge = self.checker.judge(setting.profile, setting.dialecte);
                &mut other.insert((Arc::clone(setting), judge)).1
            }
        };
        let judgement = judge.judge(&record);
        let is_silent = judgement.findings.is_empty() && judgement.observations.is_empty();
        let tree = if is_silent { Vec::new() } else { tree.entries.clone() };
        Some(Foreseen { setting: Arc::clone(setting), seen, judgement, tree })
    }
}

/// What the crew has in hand for one document.
pub(crate) struct Foresight<'c> {
    crew: &'c Crew,
    worker: Worker<'c>,
    /// Pieces decoded ahead, in order.
    ahead: VecDeque<Arc<Piece>>,
    most: usize,
    /// The start of the piece after them.
    carry: String,
    /// Offset of its start in the decoded document.
    base: u64,
    /// What the decoder has said when it gave no more.
    stopped: Option<Filled>,
    /// Pieces whose text the document has.
    passing: VecDeque<Arc<Piece>>,
    /// The records of the first of them.
    found: VecDeque<(u64, Foreseen)>,
    setting: Option<Arc<Setting>>,
}

impl<'c> Foresight<'c> {
    /// For a document that a checker reads with this many workers besides. `None` when nothing may be scanned.
    pub(crate) fn new(crew: &'c Crew, checker: &'c Checker, workers: usize) -> Option<Self> {
        Some(Self {
            crew,
            worker: Worker::new(checker)?,
            ahead: VecDeque::new(),
            most: 2 * workers + 1,
            carry: String::new(),
            base: 0,
            stopped: None,
            passing: VecDeque::new(),
            found: VecDeque::new(),
            setting: None,
        })
    }

    /// Decodes the next piece; false when there is none.
    fn decode<R: Read>(&mut self, decoder: &mut Decoder<R>, setting: &Arc<Setting>) -> bool {
        let mut text = mem::take(&mut self.carry);
        while self.stopped.is_none() && text.len() < PIECE {
            match decoder.fill(&mut text) {
                Filled::More => {}
                stopped => self.stopped = Some(stopped),
            }
        }
        if self.stopped.is_none()
            && let Some(start) = memchr::memmem::rfind(text.as_bytes(), setting.start().as_bytes())
            && start > 0
        {
            self.carry = text.split_off(start);
        }
        if text.is_empty() {
            return false;
        }
        let (state, is_done) = (Mutex::new(State::Waiting), Condvar::new());
        let piece = Arc::new(Piece { text, base: self.base, setting: Arc::clone(setting), state, is_done });
        self.base = piece.end();
        self.crew.add(Arc::clone(&piece));
        self.ahead.push_back(piece);
        true
    }

    /// Waits for what is found in a piece, and works meanwhile.
    fn wait(&mut self, piece: &Piece) -> VecDeque<(u64, Foreseen)> {
        self.worker.work(piece);
        loop {
            let mut state = piece.state();
            if let State::Done(found) = &mut *state {
                return mem::take(found);
            }
            drop(state);
            let other = self.crew.waiting().0.pop_front();
            if let Some(other) = other {
                self.worker.work(&other);
                continue;
            }
            let state = piece.state();
            if matches!(*state, State::Taken) {
                drop(piece.is_done.wait(state).unwrap_or_else(PoisonError::into_inner));
            }
        }
    }
}

impl Feed for Foresight<'_> {
    fn fill<R: Read>(&mut self, decoder: &mut Decoder<R>, text: &mut String, end: u64) -> Filled {
        let Some(setting) = self.setting.clone() else { return decoder.fill(text) };
        if self.ahead.is_empty() && self.carry.is_empty() {
            self.base = end;
        }
        while self.stopped.is_none() && self.ahead.len() < self.most && self.decode(decoder, &setting) {}
        match self.ahead.pop_front() {
            Some(piece) => {
                text.push_str(&piece.text);
                self.passing.push_back(piece);
                Filled::More
            }
            None => self.stopped.take().unwrap_or(Filled::End),
        }
    }

    fn foreseen(&mut self, at: u64) -> Option<Foreseen> {
        loop {
            while self.found.front().is_some_and(|(start, _)| *start < at) {
                self.found.pop_front();
            }
            if let Some((start, _)) = self.found.front() {
                return if *start == at { self.found.pop_front().map(|(_, found)| found) } else { None };
            }
            self.passing.front().filter(|piece| piece.base <= at)?;
            let piece = self.passing.pop_front()?;
            if piece.end() > at {
                self.found = self.wait(&piece);
            }
        }
    }

    fn settle(&mut self, setting: impl FnOnce() -> Option<Setting>) {
        if self.setting.is_none() {
            self.setting = setting().map(Arc::new);
        }
    }
}
