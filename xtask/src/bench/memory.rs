//! Peak memory and cost per MB, from small feeds to large ones.

use std::fs;

use super::{
    Bench,
    measure::interleaved,
    page::{self, Table, mb},
};

/// Sizes of the feeds, in MB. Each is made, read and deleted.
const SIZES: [u64; 5] = [10, 100, 500, 1000, 2000];

pub(super) fn run(bench: &Bench) -> Result<String, String> {
    bench.build()?;
    let jobs: &[&str] = if bench.has_jobs() { &["1", "2", "4"] } else { &["1"] };
    let sizes = if bench.wish.quick { &SIZES[..1] } else { &SIZES };
    let mut table =
        Table::new(&["feed, MB", "level", "jobs", "CPU, ms per MB", "wall, ms per MB", "peak, MB"]);
    for size in sizes {
        let feed = bench.feed(*size, None)?;
        let bytes = fs::metadata(&feed).map_err(|error| error.to_string())?.len();
        let cases: Vec<_> =
            ["xsd", "full"].iter().flat_map(|level| jobs.iter().map(move |jobs| (level, jobs))).collect();
        let peers: Vec<_> = cases
            .iter()
            .map(|(level, jobs)| bench.check(&format!("{level} | {jobs}"), level, &feed, jobs, &[]))
            .collect();
        let measured = interleaved(&peers, bench.wish.rounds);
        if *size != bench.wish.mb {
            fs::remove_file(&feed).map_err(|error| error.to_string())?;
        }
        let per_mb =
            |time: std::time::Duration| format!("{:.2}", time.as_secs_f64() * 1e3 / page::megabytes(bytes));
        for it in measured {
            let (level, jobs) = it.name.split_once(" | ").unwrap_or_default();
            let cost = it.cost;
            table.row(&[
                mb(bytes),
                level.to_owned(),
                jobs.to_owned(),
                per_mb(cost.cpu),
                per_mb(cost.wall),
                mb(cost.peak),
            ]);
        }
    }
    Ok(format!(
        "On {}\nMedians of {} rounds. Clean feeds; asked: 32 MB at most at 500 MB and at 2 GB (aim: 12), and a cost per MB within 10 % from 10 MB to 1 GB.\n\n{}",
        page::machine(bench),
        bench.wish.rounds,
        table.text()
    ))
}
