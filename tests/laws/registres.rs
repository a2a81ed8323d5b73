use std::io::Cursor;

use sofi_core::RegistreKind;
use sofi_lheo::registres::lire;

/// The first byte picks the kind of register, the rest is a file: the same file gives the same register.
pub fn registres(data: &[u8]) {
    let Some((first, file)) = data.split_first() else { return };
    let kind = RegistreKind::ALL[usize::from(*first) % RegistreKind::ALL.len()];
    let Ok(registre) = lire(kind, "fuzz", Cursor::new(file)) else { return };
    assert_eq!(registre.kind(), kind);
    let again = lire(kind, "fuzz", Cursor::new(file)).expect("it could be read before");
    assert_eq!(format!("{registre:?}"), format!("{again:?}"), "the same file gives the same register");
    for origine in registre.origines() {
        assert!(origine.rejets.exemples.len() as u64 <= origine.rejets.lignes + origine.rejets.valeurs);
    }
}
