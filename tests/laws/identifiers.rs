use sofi_core::{
    Analysis, CleMinistere, CodeBloc, CodeCertifInfo, CodeCommune, CodeCpf, CodeNsf, CodePostal, CodeRncp,
    CodeRome, CodeRs, CodeUai, Formacode, Identifier, IdentifierKind, NumeroActivite, NumeroSession,
    NumeroTva, PartialDate, Siren, Siret, Verdict,
};

/// A text, read as each kind of identifier: what is read is written and read again the same, and what is proposed can be accepted.
pub fn identifiers(data: &[u8]) {
    let text = &*String::from_utf8_lossy(data);
    for kind in IdentifierKind::ALL {
        let analysis = Analysis::new(*kind, text);
        assert_eq!(analysis.verdict.is_valid(), analysis.fault.is_none());
        for value in analysis.repair.iter().chain(&analysis.value) {
            let again = Analysis::new(*kind, value);
            assert_eq!(again.verdict, Verdict::Valid, "{kind} {value}");
            assert_eq!(again.value.as_ref(), Some(value), "{kind} {value}");
        }
    }
    round_trip::<Siren>(text);
    round_trip::<Siret>(text);
    round_trip::<NumeroTva>(text);
    round_trip::<NumeroActivite>(text);
    round_trip::<CodeUai>(text);
    round_trip::<CodeRncp>(text);
    round_trip::<CodeRs>(text);
    round_trip::<CodeCpf>(text);
    round_trip::<CodeCertifInfo>(text);
    round_trip::<CodeBloc>(text);
    round_trip::<Formacode>(text);
    round_trip::<CodeNsf>(text);
    round_trip::<CodeRome>(text);
    round_trip::<CodePostal>(text);
    round_trip::<CodeCommune>(text);
    round_trip::<NumeroSession>(text);
    round_trip::<CleMinistere>(text);
    round_trip::<PartialDate>(text);
}

fn round_trip<T: Identifier>(text: &str) {
    if let Ok(value) = text.parse::<T>() {
        assert_eq!(value.to_string().parse(), Ok(value), "{text:?}");
    }
    if let Ok(read) = T::lenient(text) {
        let written = read.value.to_string();
        assert_eq!(written.parse(), Ok(read.value), "{text:?}");
        let again = T::lenient(&written).expect("what was written can be read");
        assert!(again.is_canonical() && again.value == read.value, "{text:?}");
    }
}
