//! Which rule speaks of which fault of the source.

use sofi_core::{Arg, Args, Bilingual};

use crate::{
    rules::xml,
    source::{Encoding, FaultKind},
};

/// The rule that speaks of a fault of the source.
pub(super) fn source_fault(kind: &FaultKind) -> (&'static sofi_core::Rule, Args) {
    let what = |fr, en| Args::new().with("what", Arg::Words(Bilingual::new(fr, en)));
    match kind {
        FaultKind::Malformed { encoding, bytes } => {
            let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
            let args = Args::new().text("bytes", hex.join(" ")).text("encoding", encoding.name());
            let is_utf8 = *encoding == Encoding::Utf8;
            let likely =
                Arg::Words(Bilingual::new("ISO-8859-1 ou Windows-1252", "ISO-8859-1 or Windows-1252"));
            (&xml::XML31, if is_utf8 { args.with("likely", likely) } else { args })
        }
        FaultKind::LoneSurrogate { unit } => (
            &xml::XML31,
            Args::new()
                .text("bytes", format!("{:02X} {:02X}", unit >> 8, unit & 0xff))
                .text("encoding", "UTF-16"),
        ),
        FaultKind::OddByte { byte } => {
            (&xml::XML31, Args::new().text("bytes", format!("{byte:02X}")).text("encoding", "UTF-16"))
        }
        FaultKind::UnknownLabel { label, .. } => {
            (&xml::XML30, Args::new().text("encoding", label.chars().take(40).collect::<String>()))
        }
        FaultKind::UnsupportedEncoding { name, .. } => {
            (&xml::XML30, Args::new().text("encoding", name.chars().take(40).collect::<String>()))
        }
        FaultKind::NotUtf16 { label } => {
            (&xml::XML34, Args::new().text("declared", label.clone()).text("encoding", "UTF-8"))
        }
        FaultKind::Truncated => (&xml::XML72, Args::new()),
        FaultKind::Corrupt { detail } => (&xml::XML73, Args::new().text("what", detail.clone())),
        FaultKind::DecompressionExcessive { limit, .. } => {
            (&xml::XML56, Args::new().text("limit", limit.to_string()))
        }
        FaultKind::NestedArchive { .. } => (&xml::XML74, Args::new()),
        FaultKind::Encrypted => {
            (&xml::XML73, what("elle est protégée par un mot de passe", "it is protected by a password"))
        }
        FaultKind::UnsupportedCompression { method } => {
            (&xml::XML73, Args::new().text("what", format!("compression {method}")))
        }
        FaultKind::Io { message, .. } => (&xml::XML76, Args::new().text("what", message.clone())),
    }
}
