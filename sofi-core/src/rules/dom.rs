//! Nomenclatures: fields, specialities, trades, branches.

mod branches;
mod formacodes;

use super::{DomainRule, catalogue::entries};

/// The rules of this family, file by file.
pub(super) static RULES: [&[DomainRule]; 2] = [formacodes::RULES, branches::RULES];

entries! {
    "DOM-01": "Formacodes : forme, version de la liste, existence" / "Formacodes: form, version of the list, existence" => Rules["DOM01"],
    "DOM-02": "Formacodes de publics et de modalités pédagogiques ; 00000" / "Formacodes of publics and of pedagogical methods; 00000" => Rules["DOM02"],
    "DOM-03": "une offre non certifiante a un Formacode (déduction)" / "an offer that certifies nothing has a Formacode (inference)" => Rules["DOM03"],
    "DOM-04": "codes NSF à trois positions" / "NSF codes of three positions" => Rules["DOM04"],
    "DOM-05": "codes ROME" / "ROME codes" => Rules["DOM05"],
    "DOM-06": "numéros de convention collective (IDCC)" / "numbers of collective agreements (IDCC)" => Undecidable["aucun champ de LHEO ni d'EDOF ne porte un IDCC" / "no field of LHEO or EDOF holds an IDCC"],
    "DOM-07": "codes NAF des branches éligibles au CPF" / "NAF codes of the branches eligible for the CPF" => Rules["DOM07"],
    "DOM-08": "EDOF : groupe formation-emploi (GFE)" / "EDOF: training and employment group (GFE)" => Rules["DOM08"],
    "DOM-09": "codes de diplôme (CFD) et MEF" / "codes of diplomas (CFD) and MEF" => Undecidable["aucun champ de LHEO ni d'EDOF ne porte un CFD ou un MEF" / "no field of LHEO or EDOF holds a CFD or a MEF"],
}
