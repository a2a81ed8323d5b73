//! What the parser says of malformed documents: the argument `what` of its rules.

use sofi_core::Bilingual;

pub(super) static UNKNOWN: Bilingual = Bilingual::new(
    "« <! » n'est suivi ni d'un commentaire, ni d'une section CDATA, ni de DOCTYPE",
    "\"<!\" is followed neither by a comment, nor a CDATA section, nor DOCTYPE",
);
pub(super) static UNCLOSED_END: Bilingual =
    Bilingual::new("la balise fermante n'est pas fermée par >", "the end tag is not closed by >");
pub(super) static UNCLOSED_MARKUP: Bilingual =
    Bilingual::new("ce balisage n'est pas terminé", "this markup is not finished");
pub(super) static SECOND_ROOT: Bilingual = Bilingual::new(
    "un second élément racine commence ici : la suite n'est pas lue",
    "a second root element starts here: what follows is not read",
);
pub(super) static END_OUTSIDE: Bilingual = Bilingual::new(
    "cette balise fermante ne ferme rien : aucun élément n'est ouvert",
    "this end tag closes nothing: no element is open",
);
pub(super) static TEXT_OUTSIDE: Bilingual =
    Bilingual::new("il y a du texte en dehors de l'élément racine", "there is text outside the root element");
pub(super) static LATE_DECLARATION: Bilingual = Bilingual::new(
    "la déclaration <?xml ...?> n'est permise qu'une fois, au tout début du fichier",
    "the declaration <?xml ...?> is only allowed once, at the very start of the file",
);
pub(super) static BAD_TARGET: Bilingual = Bilingual::new(
    "une instruction de traitement commence par un nom : <?nom ...?>",
    "a processing instruction starts with a name: <?name ...?>",
);
pub(super) static MISPLACED_DOCTYPE: Bilingual = Bilingual::new(
    "DOCTYPE n'est permis qu'une fois, avant l'élément racine",
    "DOCTYPE is only allowed once, before the root element",
);
pub(super) static BAD_DOCTYPE: Bilingual = Bilingual::new(
    "DOCTYPE doit être suivi du nom de l'élément racine",
    "DOCTYPE must be followed by the name of the root element",
);
pub(super) static NOT_A_URI: Bilingual = Bilingual::new(
    "l'espace de noms déclaré n'est pas une adresse (URI)",
    "the namespace declared is not a URI",
);
pub(super) static RESERVED_PREFIX: Bilingual =
    Bilingual::new("les préfixes xml et xmlns sont réservés", "the prefixes xml and xmlns are reserved");
pub(super) static RESERVED_NAMESPACE: Bilingual = Bilingual::new(
    "cet espace de noms est réservé aux préfixes xml et xmlns",
    "this namespace is reserved for the prefixes xml and xmlns",
);
pub(super) static EMPTY_NAMESPACE: Bilingual = Bilingual::new(
    "un préfixe ne peut pas désigner un espace de noms vide",
    "a prefix cannot stand for an empty namespace",
);
