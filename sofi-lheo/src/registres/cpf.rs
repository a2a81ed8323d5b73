//! What the CPF may pay for: a code, and the days on which it holds.

use std::io::Read;

use sofi_core::{
    CodeCertifInfo, CodeCpf, CodeEligible, CodeRncp, CpfBuilder, NumeroFiche, PeriodeCpf, RegistreKind,
    Rejet, Rejets,
};

use super::{
    RegistreError,
    table::{Table, identifiant},
};

pub(super) fn lire(
    into: &mut CpfBuilder,
    fichier: &str,
    flux: &mut dyn Read,
    rejets: &mut Rejets,
) -> Result<(), RegistreError> {
    let mut table = Table::ouvrir(RegistreKind::Cpf, fichier, flux)?;
    type Lecture = fn(&str) -> Result<CodeEligible, String>;
    let columns: Vec<(usize, Lecture)> = [
        (table.colonne(&["code"]), any as Lecture),
        (table.colonne(&["code_certifinfo", "certifinfo", "certif_info"]), certifinfo),
        (table.colonne(&["code_rncp", "rncp"]), rncp),
        (table.colonne(&["code_rs", "rs"]), rs),
        (table.colonne(&["numero_fiche", "fiche"]), fiche),
        (table.colonne(&["code_cpf", "cpf"]), cpf),
    ]
    .into_iter()
    .filter_map(|(column, read)| Some((column?, read)))
    .collect();
    let debut = table.colonne(&["debut_validite", "date_debut_validite", "date_debut", "debut"]);
    let fin = table.colonne(&["fin_validite", "date_fin_validite", "date_fin", "fin"]);
    let needed = "code (or code_certifinfo, code_rncp, code_rs, numero_fiche, code_cpf)";
    table.exige(RegistreKind::Cpf, &[(needed, !columns.is_empty())])?;
    while let Some(rangee) = table.suivante(rejets)? {
        let before = rejets.valeurs;
        let periode = PeriodeCpf { debut: rangee.date(debut, rejets), fin: rangee.date(fin, rejets) };
        // A bound that cannot be read must not become "no bound": the row is lost, and counted already.
        if rejets.valeurs > before {
            continue;
        }
        let mut found = false;
        for (column, read) in &columns {
            if let Some(code) = rangee.valeur(Some(*column), rejets, read) {
                into.push(code, periode);
                found = true;
            }
        }
        if !found && rejets.valeurs == before {
            rejets.ligne(Rejet::new(fichier, rangee.ligne(), needed, "no code is given"));
        }
    }
    Ok(())
}

fn any(text: &str) -> Result<CodeEligible, String> {
    CodeEligible::lenient(text).map_err(|fault| format!("{text:?}: {}", fault.as_str()))
}

fn certifinfo(text: &str) -> Result<CodeEligible, String> {
    identifiant::<CodeCertifInfo>(text).map(CodeEligible::CertifInfo)
}

fn rncp(text: &str) -> Result<CodeEligible, String> {
    identifiant::<CodeRncp>(text).map(|code| CodeEligible::Fiche(code.into()))
}

/// A bare number is one of the RS in a column that says so.
fn rs(text: &str) -> Result<CodeEligible, String> {
    let is_bare = text.bytes().all(|byte| byte.is_ascii_digit());
    if is_bare { fiche(&format!("RS{text}")) } else { fiche(text) }
}

fn fiche(text: &str) -> Result<CodeEligible, String> {
    super::fiche(text).map(|numero: NumeroFiche| CodeEligible::Fiche(numero))
}

fn cpf(text: &str) -> Result<CodeEligible, String> {
    identifiant::<CodeCpf>(text).map(CodeEligible::Cpf)
}
