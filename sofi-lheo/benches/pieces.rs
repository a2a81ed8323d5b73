//! The pieces of reading and checking, each by itself, on a small feed in memory: `cargo xtask bench micro`.
#![allow(missing_docs, reason = "the names say it")]

use divan::{Bencher, black_box, counter::BytesCount};
use sofi_core::{Level, Siret};
use sofi_lheo::{Checker, Dialect, Editor, OwnedRecord, Reader, generate::Generator};

fn main() {
    divan::main();
}

fn feed() -> Vec<u8> {
    Generator::new(Dialect::Lheo23, 42).formations(100).to_vec()
}

fn records(feed: &[u8]) -> Vec<OwnedRecord> {
    let mut reader = Reader::from_slice("feed.xml", feed).expect("a feed");
    let mut records = Vec::new();
    while let Some(record) = reader.next_record().expect("a record") {
        records.push(record.into_owned());
    }
    records
}

fn check(bencher: Bencher<'_, '_>, level: Level, scanning: bool) {
    let feed = feed();
    let checker = Checker::new(level).as_of(Generator::REFERENCE).scanning(scanning);
    bencher.counter(BytesCount::of_slice(&feed)).bench(|| checker.check_slice("feed.xml", black_box(&feed)));
}

/// Structure and values, by the scanner.
#[divan::bench]
fn check_xsd(bencher: Bencher<'_, '_>) {
    check(bencher, Level::Xsd, true);
}

/// The same, by the tokenizer.
#[divan::bench]
fn check_xsd_tokens(bencher: Bencher<'_, '_>) {
    check(bencher, Level::Xsd, false);
}

/// All rules that need no register.
#[divan::bench]
fn check_full(bencher: Bencher<'_, '_>) {
    check(bencher, Level::Full, true);
}

/// Records with their trees.
#[divan::bench]
fn read(bencher: Bencher<'_, '_>) {
    let feed = feed();
    bencher.counter(BytesCount::of_slice(&feed)).bench(|| {
        let mut reader = Reader::from_slice("feed.xml", black_box(&feed)).expect("a feed");
        while let Some(record) = reader.next_record().expect("a record") {
            black_box(record.root());
        }
    });
}

/// Offers, from records that were read.
#[divan::bench]
fn project(bencher: Bencher<'_, '_>) {
    let feed = feed();
    let records = records(&feed);
    bencher.counter(BytesCount::of_slice(&feed)).bench(|| {
        for record in &records {
            black_box(record.record().offre());
        }
    });
}

/// A feed passed on untouched.
#[divan::bench]
fn copy(bencher: Bencher<'_, '_>) {
    let feed = feed();
    bencher.counter(BytesCount::of_slice(&feed)).bench(|| {
        let out = Vec::with_capacity(feed.len());
        let mut editor = Editor::from_slice("feed.xml", black_box(&feed), out).expect("a feed");
        while editor.next_record().expect("a record").is_some() {}
        editor.finish().expect("memory")
    });
}

/// One SIRET.
#[divan::bench]
fn siret() -> Option<Siret> {
    black_box("814 622 262 00032").parse().ok()
}
