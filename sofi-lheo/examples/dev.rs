//! dev
fn main() {
    for path in std::env::args().skip(2) {
        let level = std::env::args().nth(1).unwrap().parse().unwrap();
        let report = sofi_lheo::Checker::new(level).check_path(&path).unwrap();
        for f in &report.files {
            println!(
                "== {} {:?} {:?} {:?} f{} a{} s{} {:?}",
                f.path, f.dialect, f.encoding, f.root, f.formations, f.actions, f.sessions, f.summary
            );
            for x in &f.findings {
                println!(
                    "{}:{} {} [{} {}] {} | {} | {:?} | {:?} {:?} fix {:?}",
                    x.place.line,
                    x.place.column,
                    x.severity,
                    x.rule.code,
                    x.rule.name,
                    x.message(sofi_core::Lang::Fr),
                    x.label(sofi_core::Lang::Fr).unwrap_or_default(),
                    x.helps(sofi_core::Lang::Fr).collect::<Vec<_>>(),
                    x.place.path,
                    x.context,
                    x.fix.as_ref().map(|f| &f.replacement)
                );
            }
        }
    }
}
