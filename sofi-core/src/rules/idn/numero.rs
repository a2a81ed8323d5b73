//! The numbers one by one.

use crate::{
    Args, Bilingual, Formation, Identifier, NumeroSession, Profile, Remark,
    rules::{Scope, Verdicts, macros::family},
};

family! {
    IDN02 "numero-intercarif" [- I - -] Evidenced Formation(idn02) {
        title: "Forme d'un numéro Intercarif" / "Form of an Intercarif number",
        message: "numéro de formation « {numero} » : la forme usuelle est le numéro du Carif-Oref, « _ », puis le numéro local" / "formation number \"{numero}\": the usual form is the number of the Carif-Oref, \"_\", then the local number",
        helps: ["exemple : 21_207481" / "example: 21_207481"],
        why: "Dans le flux national, le numéro d'une formation commence par celui du Carif-Oref qui la transmet, sans doute ajouté lors de l'agrégation. Les sessions, elles, gardent leur numéro local." / "In the national flow, the number of a formation starts with that of the Carif-Oref that sends it, probably added when flows are put together. Sessions keep their local number.",
        source: "IDN-02 ; numéros vus dans le flux Intercarif",
        bad: "<formation numero=\"F-2026-12\"/>",
        good: "<formation numero=\"21_207481\"/>",
    }
    IDN03 "carif-inconnu" [- W - -] Partial Formation(idn03) {
        title: "Numéro de Carif-Oref inconnu" / "Unknown Carif-Oref number",
        message: "numéro de formation « {numero} » : aucun Carif-Oref ne porte le numéro {carif} (de 01 à 26)" / "formation number \"{numero}\": no Carif-Oref bears the number {carif} (01 to 26)",
        helps: ["ce numéro n'est pas le code Insee de la région : les Pays de la Loire sont 21, pas 52" / "this number is not the Insee code of the region: Pays de la Loire is 21, not 52"],
        why: "Les deux premiers chiffres sont le rang du Carif-Oref parmi les vingt-six régions d'avant 2016, dans l'ordre alphabétique : ils disent à qui demander une correction." / "The first two digits are the rank of the Carif-Oref among the twenty-six regions of before 2016, in alphabetical order: they tell whom to ask for a correction.",
        source: "IDN-03 ; trois numéros attestés, les autres déduits de l'ordre alphabétique",
        bad: "<formation numero=\"52_207481\"/>",
        good: "<formation numero=\"21_207481\"/>",
    }
    IDN05 "numero-trop-long" [I W W W] Partial Texte(idn05) {
        title: "Numéro trop long pour ceux qui le reçoivent" / "Number too long for those who receive it",
        message: "numéro « {numero} » : {longueur|caractère|caractères}, {max} au plus {ou}" / "number \"{numero}\": {longueur|character|characters}, {max} at most {ou}",
        helps: ["choisissez un numéro plus court, et gardez-le : un numéro ne change pas" / "choose a shorter number, and keep it: a number does not change"],
        why: "LHEO ne borne pas les numéros ; Pôle emploi n'en prend que 25 caractères, EDOF 30. Un numéro coupé n'est plus la clé de la session." / "LHEO sets no bound to numbers; Pôle emploi takes 25 characters of them, EDOF 30. A number that was cut is no longer the key of the session.",
        source: "IDN-05 ; interface de Pôle emploi (25), fichiers EDOF importés (30)",
        bad: "<session numero=\"21_SESSION-DE-SEPTEMBRE-2026-NANTES\"/>",
        good: "<session numero=\"21_123456\"/>",
    }
}

fn idn02(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    let Some(numero) = numero(formation) else { return };
    let is_usual = match numero.parse::<NumeroSession>() {
        Ok(numero) => !numero.remarks().contains(&Remark::CarifMissing),
        // What is too long is for IDN05.
        Err(error) => error.rule() == "IDN05",
    };
    if !is_usual {
        let args = Args::new().text("numero", crate::finding::shown(numero));
        out.fault(formation.path.child("@numero"), args).value(numero);
    }
}

fn idn03(formation: &Scope<'_, Formation<'_>>, out: &mut Verdicts) {
    let Some(numero) = numero(formation) else { return };
    let Ok(read) = numero.parse::<NumeroSession>() else { return };
    if read.remarks().contains(&Remark::UnknownCarif) {
        let args = Args::new()
            .text("numero", numero.to_owned())
            .text("carif", numero.get(..2).unwrap_or_default().to_owned());
        out.fault(formation.path.child("@numero"), args).value(numero);
    }
}

fn idn05(texte: &Scope<'_, str>, out: &mut Verdicts) {
    // The number of a formation, an action or a session; not that of a body or of an addition.
    let is_ours =
        texte.path.name() == "@numero" && matches!(texte.path.parent().name(), "" | "action" | "session");
    if !is_ours {
        return;
    }
    let (max, ou) = if texte.conditions.profile == Profile::Edof {
        (30, Bilingual::new("dans EDOF", "in EDOF"))
    } else {
        (25, Bilingual::new("chez Pôle emploi", "at Pôle emploi"))
    };
    let numero = texte.it.trim();
    let longueur = numero.chars().count();
    if longueur > max {
        let args = Args::new()
            .text("numero", crate::finding::shown(numero))
            .count("longueur", longueur as u64)
            .count("max", max as u64)
            .words("ou", ou);
        out.fault(texte.path.clone(), args).value(numero);
    }
}

/// The number of the formation, unless it comes from Onisep.
fn numero<'s>(formation: &Scope<'s, Formation<'_>>) -> Option<&'s str> {
    let formation = formation.formation;
    let numero = formation.numero.as_deref().map(str::trim).filter(|numero| !numero.is_empty())?;
    (!super::is_onisep(formation, None)).then_some(numero)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Action, Extras, Session, Severity,
        rules::testing::{fired, found},
    };

    #[test]
    fn numbers_of_the_national_flow() {
        let of = |numero| Formation::default().numero(numero);
        for numero in ["07_10", "24_207481", "14_AF_0000011179", "01_GE108189", ""] {
            assert_eq!(fired(&of(numero), Profile::OffreInfo), [], "{numero}");
        }
        for numero in ["1330305", "F_XX_XX", "SE_0000160070"] {
            let expected = [("@numero".to_owned(), Severity::Info)];
            assert_eq!(found(&of(numero), Profile::OffreInfo, "IDN02"), expected, "{numero}");
            assert_eq!(fired(&of(numero), Profile::Lheo), [], "elsewhere a number is free");
        }
        let expected = [("@numero".to_owned(), Severity::Warning)];
        assert_eq!(found(&of("52_207481"), Profile::OffreInfo, "IDN03"), expected);
        assert_eq!(fired(&of("52_207481"), Profile::PaysDeLaLoire), []);
        let onisep = of("FOR.1234").extras(Extras::default().info("FORMATION ONISEP"));
        assert_eq!(fired(&onisep, Profile::OffreInfo), []);
    }

    #[test]
    fn lengths_depend_on_the_receiver() {
        let of = |length: usize| {
            let numero = "1".repeat(length);
            let session = Session::default().numero(numero);
            Formation::default().action(Action::default().session(session))
        };
        let place = "action[1]/session[1]/@numero".to_owned();
        assert_eq!(found(&of(25), Profile::OffreInfo, "IDN05"), []);
        assert_eq!(found(&of(26), Profile::OffreInfo, "IDN05"), [(place.clone(), Severity::Warning)]);
        assert_eq!(found(&of(26), Profile::Lheo, "IDN05"), [(place.clone(), Severity::Info)]);
        assert_eq!(found(&of(30), Profile::Edof, "IDN05"), []);
        assert_eq!(found(&of(31), Profile::Edof, "IDN05"), [(place, Severity::Warning)]);
        // In the additions of the CPF, the number is a code.
        let extras = Extras::default().info("eligibilite-cpf").numero("1".repeat(40));
        assert_eq!(found(&Formation::default().extras(extras), Profile::OffreInfo, "IDN05"), []);
    }
}
