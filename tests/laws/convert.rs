use sofi_core::{Level, Severity};
use sofi_lheo::{
    Dialect,
    convert::{Conversion, Converter, LineKind},
};

use crate::{check, errors};

/// The dialects that can be asked for.
const TARGETS: [Dialect; 3] = [Dialect::Lheo22, Dialect::Lheo23, Dialect::Edof];

/// The first byte picks the dialect and the options, the rest is a document. One without errors stays without; one of the dialect
/// that is asked for stays as it is; what goes to LHEO 2.2 without loss comes back the same.
pub fn convert(data: &[u8]) {
    let Some((first, document)) = data.split_first() else { return };
    let to = TARGETS[usize::from(*first) % TARGETS.len()];
    let mut converter = Converter::to(to);
    if *first & 0x80 != 0 {
        converter = converter.lossless();
    }
    if *first & 0x40 != 0 {
        converter = converter.strict();
    }
    let Some((out, conversion)) = converted(&converter, document) else { return };
    if super::is_packed(document) {
        return;
    }
    if conversion.from == to.schema().title {
        assert!(out == document, "a document that is in this dialect already is copied");
        return;
    }
    if !is_right(document) {
        return;
    }
    let file = check(Level::Strict, &out);
    assert_eq!(errors(&file), [] as [&_; 0], "{}", String::from_utf8_lossy(&out));
    if conversion.from == Dialect::Lheo23.schema().title
        && to == Dialect::Lheo22
        && *first & 0x80 != 0
        && conversion.is_whole()
    {
        let (back, _) = converted(&Converter::to(Dialect::Lheo23), &out).expect("there is a way back");
        assert!(back == document, "{}\n{}", String::from_utf8_lossy(&out), String::from_utf8_lossy(&back));
    }
}

/// A document without errors. What the reconstructed schemas of LHEO 2.0 and 2.1 refuse is a warning.
fn is_right(document: &[u8]) -> bool {
    check(Level::Strict, document).findings.iter().all(|finding| finding.severity < Severity::Warning)
}

fn converted(converter: &Converter, document: &[u8]) -> Option<(Vec<u8>, Conversion)> {
    let (mut out, mut lines) = (Vec::new(), [0; 4]);
    let conversion = converter.convert_slice("fuzz", document, &mut out, |line| {
        assert!(line.place.line >= 1 && line.place.column >= 1, "{line:?}");
        lines[line.kind() as usize] += 1;
        Ok(())
    });
    let conversion = conversion.ok()?;
    for kind in LineKind::ALL {
        assert_eq!(conversion.count(kind), lines[kind as usize], "{kind:?}: each line is told");
    }
    Some((out, conversion))
}
