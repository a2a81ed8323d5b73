//! Structure, values, dialect and strictness of LHEO documents.

sofi_core::rules! {
    LHE01 "element-manquant" Error {
        title: "Élément obligatoire manquant" / "Missing mandatory element",
        message: "<{parent}> : il manque {missing}" / "<{parent}>: {missing} is missing",
        label: "attendu avant <{before}>" / "expected before <{before}>",
        helps: ["<{single}> désigne : {labels}" / "<{single}> stands for: {labels}"],
        why: "L'élément est obligatoire à cet endroit : sans lui, les lecteurs du flux rejettent la formation ou tout le fichier." / "The element is mandatory here: without it, readers of the flow reject the formation or the whole file.",
        source: "LHEO : modèles de contenu ; XSD cvc-complex-type.2.4",
        bad: "<periode><fin>20261231</fin></periode>",
        good: "<periode><debut>20260901</debut><fin>20261231</fin></periode>",
    }
    LHE02 "element-mal-place" Error {
        title: "Élément mal placé" / "Misplaced element",
        message: "<{element}> est mal placé dans <{parent}>" / "<{element}> is misplaced in <{parent}>",
        label: "<{element}> est attendu {where} <{other}>" / "<{element}> is expected {where} <{other}>",
        helps: ["l'ordre des éléments compte : déplacez <{element}> {where} <{other}>" / "the order of elements matters: move <{element}> {where} <{other}>"],
        why: "LHEO fixe l'ordre des éléments. Un élément exact, mais mal placé, suffit à faire rejeter le fichier." / "LHEO fixes the order of elements. An element that is right but misplaced is enough to have the file rejected.",
        source: "LHEO : modèles de contenu ; XSD cvc-complex-type.2.4",
        bad: "<periode><fin>20261231</fin><debut>20260901</debut></periode>",
        good: "<periode><debut>20260901</debut><fin>20261231</fin></periode>",
    }
    LHE03 "element-inconnu" Error {
        title: "Élément inconnu" / "Unknown element",
        message: "<{element}> n'existe pas dans {dialect}" / "<{element}> does not exist in {dialect}",
        label: "attendu ici : {expected}" / "expected here: {expected}",
        helps: [
            "corrigez en <{suggestion}>" / "correct it into <{suggestion}>",
            "<{element}> existe dans {elsewhere}" / "<{element}> exists in {elsewhere}",
        ],
        why: "Un nom d'élément mal orthographié rend son contenu invisible : le lecteur ne sait pas ce qu'il contient, et rejette le fichier." / "A misspelt element hides what it holds: the reader does not know what it is, and rejects the file.",
        source: "LHEO : liste des éléments ; XSD cvc-complex-type.2.4",
        bad: "<coordonneFs>...</coordonneFs>",
        good: "<coordonnees>...</coordonnees>",
    }
    LHE04 "element-inattendu" Error {
        title: "Élément inattendu ici" / "Element not expected here",
        message: "<{element}> n'est pas permis à cet endroit de <{parent}>" / "<{element}> is not allowed at this place of <{parent}>",
        label: "attendu ici : {expected}" / "expected here: {expected}",
        helps: ["<{element}> se place dans {parents}" / "<{element}> belongs in {parents}"],
        why: "L'élément existe, mais pas ici : son contenu ne sera lu par personne." / "The element exists, but not here: nobody will read what it holds.",
        source: "LHEO : modèles de contenu ; XSD cvc-complex-type.2.4",
        bad: "<session><SIRET>...</SIRET></session>",
        good: "<SIRET-formateur><SIRET>...</SIRET></SIRET-formateur>",
    }
    LHE05 "element-en-trop" Error {
        title: "Trop d'occurrences d'un élément" / "Too many occurrences of an element",
        message: "<{element}> figure {found} fois dans <{parent}>, {max} au plus" / "<{element}> occurs {found} times in <{parent}>, {max} at most",
        label: "en trop à partir d'ici" / "too many from here on",
        helps: [],
        why: "Les lecteurs du flux rejettent le fichier, ou ne gardent que les premières occurrences." / "Readers of the flow reject the file, or keep the first occurrences only.",
        source: "LHEO : cardinalités ; XSD cvc-complex-type.2.4",
        bad: "<periode><debut>20260901</debut><debut>20261001</debut>...</periode>",
        good: "<periode><debut>20260901</debut>...</periode>",
    }
    LHE06 "element-etranger" Error {
        title: "Élément d'un autre espace de noms" / "Element of another namespace",
        message: "<{element}> appartient à un autre espace de noms ({namespace})" / "<{element}> belongs to another namespace ({namespace})",
        label: "attendu ici : {expected}" / "expected here: {expected}",
        helps: [
            "<{element}> existe dans {dialect} : retirez xmlns=\"...\" de cette balise, ou donnez-lui l'espace de noms du document" / "<{element}> exists in {dialect}: remove xmlns=\"...\" from this tag, or give it the namespace of the document",
            "les ajouts propres à un producteur vont dans <extras><extra info=\"...\">" / "additions of a producer go into <extras><extra info=\"...\">",
        ],
        why: "Seuls les éléments de LHEO sont permis hors de <extra>." / "Only the elements of LHEO are allowed outside <extra>.",
        source: "LHEO : cercle 3 ; XSD cvc-complex-type.2.4",
        bad: "<session><x:note xmlns:x=\"urn:x\"/></session>",
        good: "<session><extras><extra info=\"note\">...</extra></extras></session>",
    }
    LHE07 "texte-inattendu" Error {
        title: "Texte hors de tout élément" / "Text outside any leaf element",
        message: "<{element}> ne peut pas contenir de texte, seulement des éléments" / "<{element}> cannot hold text, only elements",
        label: "" / "",
        helps: [],
        why: "Ce texte n'est dans aucun champ : personne ne le lira, et le fichier est rejeté." / "This text is in no field: nobody will read it, and the file is rejected.",
        source: "LHEO : modèles de contenu ; XSD cvc-complex-type.2.3",
        bad: "<adresse>12 rue des Halles</adresse>",
        good: "<adresse><ligne>12 rue des Halles</ligne>...</adresse>",
    }
    LHE08 "element-dans-un-texte" Error {
        title: "Élément dans un champ de texte" / "Element inside a text field",
        message: "<{element}> contient du texte, pas l'élément <{child}>" / "<{element}> holds text, not the element <{child}>",
        label: "" / "",
        helps: ["pour garder une mise en forme HTML, écrivez &lt;{child}&gt; ou utilisez une section CDATA" / "to keep HTML formatting, write &lt;{child}&gt; or use a CDATA section"],
        why: "Des balises HTML non protégées dans un texte rendent le champ illisible pour les lecteurs du flux." / "Unprotected HTML tags in a text make the field unreadable to readers of the flow.",
        source: "LHEO : types de données ; XSD cvc-complex-type.2.2",
        bad: "<contenu-formation><p>Module 1</p></contenu-formation>",
        good: "<contenu-formation>&lt;p&gt;Module 1&lt;/p&gt;</contenu-formation>",
    }
    LHE09 "casse-incorrecte" Error {
        title: "Majuscules et minuscules" / "Upper and lower case",
        message: "<{element}> n'existe pas dans {dialect} : l'élément s'écrit <{suggestion}>" / "<{element}> does not exist in {dialect}: the element is written <{suggestion}>",
        label: "écrivez <{suggestion}>" / "write <{suggestion}>",
        helps: [],
        why: "XML distingue les majuscules des minuscules : <siret> n'est pas <SIRET>." / "XML tells upper case from lower case: <siret> is not <SIRET>.",
        source: "LHEO : liste des éléments ; XSD cvc-complex-type.2.4",
        bad: "<siret>19511296600799</siret>",
        good: "<SIRET>19511296600799</SIRET>",
    }
    LHE10 "choix-manquant" Error {
        title: "Aucun des éléments possibles n'est présent" / "None of the possible elements is present",
        message: "<{parent}> doit contenir {expected}" / "<{parent}> must hold {expected}",
        label: "" / "",
        helps: [],
        why: "L'un de ces éléments est obligatoire : pour EDOF, chaque formation prépare une certification identifiée par un seul code." / "One of these elements is mandatory: for EDOF, each formation leads to a certification identified by one code.",
        source: "EDOF v5r2 : choix ; XSD cvc-complex-type.2.4",
        bad: "<certification/>",
        good: "<certification><code-RNCP>RNCP38596</code-RNCP></certification>",
    }
    LHE20 "texte-vide" Error {
        title: "Texte vide" / "Empty text",
        message: "<{element}> est vide" / "<{element}> is empty",
        label: "{min|caractère|caractères} au moins" / "at least {min|character|characters}",
        helps: ["<{optional}> est facultatif ici : retirez-le s'il n'y a rien à dire" / "<{optional}> is optional here: remove it when there is nothing to say"],
        why: "Un élément présent mais vide est refusé : LHEO demande un texte, ou pas d'élément du tout." / "An element that is present but empty is refused: LHEO wants a text, or no element at all.",
        source: "LHEO : longueurs ; XSD cvc-minLength-valid",
        bad: "<transport></transport>",
        good: "<transport>Tramway ligne 1, arrêt Moutonnerie</transport>",
    }
    LHE21 "texte-trop-long" Error {
        title: "Texte trop long" / "Text too long",
        message: "<{element}> : {length|caractère|caractères}, {max} au plus" / "<{element}>: {length|character|characters}, {max} at most",
        label: "{excess} de trop" / "{excess} too many",
        helps: [
            "sans le zéro de tête, {without_zero} est valide ({rule})" / "without the first zero, {without_zero} is valid ({rule})",
            "sans blancs ni ponctuation, {compact} est valide ({rule})" / "without blanks or punctuation, {compact} is valid ({rule})",
            "{advice} ({rule})" / "{advice} ({rule})",
            "sans les {blanks} en début et en fin, le texte tiendrait" / "without the {blanks} at both ends, the text would fit",
            "les {tags} comptent dans la longueur" / "the {tags} count in the length",
        ],
        why: "Chaque texte de LHEO a une longueur maximale ; au-delà, le fichier est rejeté." / "Each text of LHEO has a greatest length; past it, the file is rejected.",
        source: "LHEO : longueurs ; XSD cvc-maxLength-valid",
        bad: "<SIRET>019511296600799</SIRET>",
        good: "<SIRET>19511296600799</SIRET>",
    }
    LHE22 "texte-trop-court" Error {
        title: "Texte trop court" / "Text too short",
        message: "<{element}> : {length|caractère|caractères}, {min} au moins" / "<{element}>: {length|character|characters}, {min} at least",
        label: "il en manque {lack}" / "{lack} short",
        helps: [
            "avec un zéro de tête, {with_zero} est valide ({rule})" / "with a zero in front, {with_zero} is valid ({rule})",
            "{advice} ({rule})" / "{advice} ({rule})",
        ],
        why: "Une valeur trop courte est le plus souvent un code dont un zéro de tête a disparu, ou une valeur de remplissage." / "A value that is too short is most often a code whose leading zero was lost, or a filler.",
        source: "LHEO : longueurs ; XSD cvc-minLength-valid",
        bad: "<codepostal>1000</codepostal>",
        good: "<codepostal>01000</codepostal>",
    }
    LHE23 "code-inconnu" Error {
        title: "Code inconnu" / "Unknown code",
        message: "<{element}> : « {value} » n'est pas un code de la table {dictionary}" / "<{element}>: \"{value}\" is not a code of the table {dictionary}",
        label: "codes permis : {codes}" / "allowed codes: {codes}",
        helps: ["voir : sofi schema --dialect {dialect} --format dictionaries" / "see: sofi schema --dialect {dialect} --format dictionaries"],
        why: "Les lecteurs du flux ne comprennent que les codes de la table." / "Readers of the flow only understand the codes of the table.",
        source: "LHEO : dictionnaires ; XSD cvc-enumeration-valid",
        bad: "<certifiante>oui</certifiante>",
        good: "<certifiante>1</certifiante>",
    }
    LHE24 "entier-invalide" Error {
        title: "Ce n'est pas un nombre entier" / "Not a whole number",
        message: "<{element}> : « {value} » n'est pas un nombre entier" / "<{element}>: \"{value}\" is not a whole number",
        label: "" / "",
        helps: ["écrivez des chiffres seuls, sans unité ni décimale" / "write digits only, without unit or decimals"],
        why: "Les durées et les nombres d'heures sont des entiers, que les lecteurs additionnent." / "Durations and numbers of hours are whole numbers, which readers add up.",
        source: "LHEO : types de données ; XSD xs:long",
        bad: "<nombre-heures-total>35,5</nombre-heures-total>",
        good: "<nombre-heures-total>36</nombre-heures-total>",
    }
    LHE25 "date-mal-formee" Error {
        title: "Date mal formée" / "Malformed date",
        message: "<{element}> : « {value} » n'est pas une date AAAAMMJJ" / "<{element}>: \"{value}\" is not a date YYYYMMDD",
        label: "{digits|chiffre|chiffres} au lieu de 8" / "{digits|digit|digits} instead of 8",
        helps: [
            "écrivez {suggestion}" / "write {suggestion}",
            "une date s'écrit en 8 chiffres, {shape} ; jour ou mois inconnu : 00 ; date de début inconnue : 00000000 ; date de fin inconnue : 99999999" / "a date is written in 8 digits, {shape}; unknown day or month: 00; unknown start: 00000000; unknown end: 99999999",
        ],
        why: "Une date mal formée ne peut pas être comparée : la session disparaît des recherches par date." / "A malformed date cannot be compared: the session vanishes from searches by date.",
        source: "LHEO : dates ; XSD cvc-pattern-valid",
        bad: "<debut>01/09/2026</debut>",
        good: "<debut>20260901</debut>",
    }
    LHE26 "motif-non-respecte" Error {
        title: "La valeur n'a pas la forme attendue" / "The value does not have the expected shape",
        message: "<{element}> : « {value} » n'a pas la forme attendue" / "<{element}>: \"{value}\" does not have the expected shape",
        label: "{shape}" / "{shape}",
        helps: [],
        why: "EDOF refuse un code sans son préfixe, ou un numéro de téléphone avec des espaces." / "EDOF refuses a code without its prefix, or a telephone number with blanks.",
        source: "EDOF v5r2 : motifs ; XSD cvc-pattern-valid",
        bad: "<code-RNCP>38596</code-RNCP>",
        good: "<code-RNCP>RNCP38596</code-RNCP>",
    }
    LHE40 "attribut-inconnu" Error {
        title: "Attribut inconnu" / "Unknown attribute",
        message: "<{element}> ne porte pas d'attribut {attribute}" / "<{element}> bears no attribute {attribute}",
        label: "" / "",
        helps: ["vouliez-vous écrire {suggestion} ?" / "did you mean {suggestion}?"],
        why: "Un attribut inconnu fait rejeter le fichier." / "An unknown attribute has the file rejected.",
        source: "LHEO : attributs ; XSD cvc-complex-type.3.2.2",
        bad: "<session Numero=\"1\">",
        good: "<session numero=\"1\">",
    }
    LHE41 "attribut-manquant" Error {
        title: "Attribut obligatoire manquant" / "Missing mandatory attribute",
        message: "<{element}> doit porter l'attribut {attribute}" / "<{element}> must bear the attribute {attribute}",
        label: "" / "",
        helps: [],
        why: "EDOF reconnaît formations, actions et sessions à leur numéro, et leurs mises à jour à leurs dates." / "EDOF knows formations, actions and sessions by their number, and their updates by their dates.",
        source: "EDOF v5r2 : attributs ; XSD cvc-complex-type.4",
        bad: "<session>",
        good: "<session numero=\"S1\" datemaj=\"20260901\" datecrea=\"20260101\">",
    }
    LHE42 "identifiant-mal-forme" Error {
        title: "Identifiant XML mal formé" / "Malformed XML identifier",
        message: "{attribute}=\"{value}\" : un identifiant commence par une lettre ou un tiret bas, sans espace ni deux-points" / "{attribute}=\"{value}\": an identifier starts with a letter or an underscore, without blank or colon",
        label: "" / "",
        helps: ["pour le numéro du producteur, utilisez plutôt numero" / "for the number of the producer, use numero instead"],
        why: "Les attributs id et idref sont des identifiants XML, qui relient deux endroits du document." / "The attributes id and idref are XML identifiers, which tie two places of the document together.",
        source: "LHEO : attributs ; XSD xs:ID, xs:IDREF",
        bad: "<adresse id=\"1a\">",
        good: "<adresse id=\"a1\">",
    }
    LHE43 "identifiant-en-double" Error {
        title: "Identifiant XML en double" / "Duplicate XML identifier",
        message: "id=\"{value}\" désigne déjà un autre élément" / "id=\"{value}\" already names another element",
        label: "" / "",
        helps: ["déjà vu à la ligne {line}" / "first seen on line {line}"],
        why: "Un identifiant XML est unique dans le document." / "An XML identifier is unique in the document.",
        source: "LHEO : attributs ; XSD cvc-id.2",
        bad: "<adresse id=\"a\"/><adresse id=\"a\"/>",
        good: "<adresse id=\"a\"/><adresse id=\"b\"/>",
    }
    LHE44 "horodatage-invalide" Error {
        title: "Horodatage invalide" / "Invalid timestamp",
        message: "{attribute}=\"{value}\" n'est pas un horodatage" / "{attribute}=\"{value}\" is not a timestamp",
        label: "" / "",
        helps: ["forme attendue : 2026-09-01T08:30:00" / "expected shape: 2026-09-01T08:30:00"],
        why: "L'horodatage dit quelle version d'une offre est la plus récente." / "The timestamp says which version of an offer is the latest.",
        source: "LHEO 2.3 : attributs ; XSD xs:dateTime",
        bad: "horodatage-export=\"2026-09-01\"",
        good: "horodatage-export=\"2026-09-01T08:30:00\"",
    }
    LHE45 "uri-invalide" Error {
        title: "Adresse (URI) invalide" / "Invalid URI",
        message: "{attribute}=\"{value}\" n'est pas une adresse (URI)" / "{attribute}=\"{value}\" is not a URI",
        label: "" / "",
        helps: ["« % » s'y écrit %25, « # » et « [ » %23 et %5B" / "\"%\" is written %25 in it, \"#\" and \"[\" %23 and %5B"],
        why: "L'adresse ne peut pas être suivie." / "The address cannot be followed.",
        source: "LHEO 2.3 : attributs ; XSD xs:anyURI",
        bad: "uri=\"http://exemple.fr/100%\"",
        good: "uri=\"http://exemple.fr/100%25\"",
    }
    LHE46 "attribut-xsi-refuse" Error {
        title: "Attribut xsi refusé" / "xsi attribute refused",
        message: "<{element}> ne peut pas porter {attribute}=\"{value}\"" / "<{element}> cannot bear {attribute}=\"{value}\"",
        label: "" / "",
        helps: ["retirez cet attribut : LHEO n'a ni élément nul ni type de remplacement" / "remove this attribute: LHEO has neither nil elements nor substitute types"],
        why: "Certains outils ajoutent xsi:nil=\"true\" aux éléments vides ; LHEO ne le permet pas." / "Some tools add xsi:nil=\"true\" to empty elements; LHEO does not allow it.",
        source: "XSD cvc-elt.3.1, cvc-elt.4.2",
        bad: "<fin xsi:nil=\"true\"/>",
        good: "<fin>99999999</fin>",
    }
    LHE60 "espace-de-noms-inconnu" Error {
        title: "Espace de noms inconnu" / "Unknown namespace",
        message: "l'espace de noms « {namespace} » n'est celui d'aucun dialecte de LHEO" / "the namespace \"{namespace}\" is that of no LHEO dialect",
        label: "" / "",
        helps: ["espaces de noms connus : {known}" / "known namespaces: {known}"],
        why: "L'espace de noms, écrit xmlns=\"...\" dans la racine, dit dans quel dialecte lire le document. Rien d'autre n'est vérifié sans lui." / "The namespace, written xmlns=\"...\" on the root, says which dialect to read the document in. Nothing else is checked without it.",
        source: "LHEO : versions et espaces de noms",
        bad: "<lheo xmlns=\"http://example.org/\">",
        good: "<lheo xmlns=\"http://lheo.gouv.fr/2.3\">",
    }
    LHE61 "espace-de-noms-absent" Error {
        title: "Espace de noms absent" / "Missing namespace",
        message: "la racine <{element}> n'a pas d'espace de noms" / "the root <{element}> has no namespace",
        label: "" / "",
        helps: [
            "ajoutez xmlns=\"{suggestion}\" à la racine ; en attendant, le document est vérifié en {dialect}" / "add xmlns=\"{suggestion}\" to the root; meanwhile the document is checked as {dialect}",
            "{location} ne suffit pas : seul xmlns dit dans quel dialecte lire le document" / "{location} is not enough: only xmlns says which dialect to read the document in",
            "ajoutez à la racine l'un de ceux-ci : {known}" / "add one of these to the root: {known}",
        ],
        why: "Sans xmlns=\"...\" dans la racine, aucun lecteur ne sait de quel dialecte il s'agit." / "Without xmlns=\"...\" on the root, no reader knows which dialect it is.",
        source: "LHEO : versions et espaces de noms",
        bad: "<lheo>",
        good: "<lheo xmlns=\"http://lheo.gouv.fr/2.3\">",
    }
    LHE62 "racine-inattendue" Error {
        title: "Racine inattendue" / "Unexpected root",
        message: "la racine est <{element}>" / "the root is <{element}>",
        label: "attendu : {expected}" / "expected: {expected}",
        helps: [],
        why: "Une offre se lit dans <lheo>, un index dans <lheo-index>. Le XSD accepte n'importe quel élément pour racine, pas les lecteurs du flux." / "An offer is read in <lheo>, an index in <lheo-index>. The XSD accepts any element as root, readers of the flow do not.",
        source: "LHEO : racines",
        bad: "<offres xmlns=\"http://lheo.gouv.fr/2.3\">",
        good: "<lheo xmlns=\"http://lheo.gouv.fr/2.3\">",
    }
    LHE63 "dialecte-ancien" Error {
        title: "Dialecte trop ancien" / "Dialect too old",
        message: "ce document est en {dialect}, un format antérieur à LHEO 2.0 : son contenu n'est pas vérifié" / "this document is {dialect}, a format older than LHEO 2.0: its content is not checked",
        label: "" / "",
        helps: ["demandez à votre éditeur un export en LHEO 2.3, le format en vigueur" / "ask your vendor for an export in LHEO 2.3, the format in force"],
        why: "Les formats 1.2, 1.3 et « léger » datent de 2007 à 2009 ; plus aucun flux ne les accepte." / "The formats 1.2, 1.3 and \"léger\" date from 2007 to 2009; no flow accepts them any more.",
        source: "LHEO : versions et espaces de noms",
        bad: "<lheo xmlns=\"http://www.lheo.org/1.3.0\">",
        good: "<lheo xmlns=\"http://lheo.gouv.fr/2.3\">",
    }
    LHE64 "espace-de-noms-approchant" Error {
        title: "Espace de noms mal écrit" / "Misspelt namespace",
        message: "l'espace de noms « {namespace} » n'est pas celui de {dialect}" / "the namespace \"{namespace}\" is not that of {dialect}",
        label: "" / "",
        helps: ["écrivez xmlns=\"{suggestion}\"" / "write xmlns=\"{suggestion}\""],
        why: "Un espace de noms se compare lettre à lettre : http n'est pas https. Le document est vérifié comme s'il était dans le dialecte voisin, mais les lecteurs du flux ne le liront pas." / "Namespaces are compared letter by letter: http is not https. The document is checked as if it were in the dialect meant, but readers of the flow will not read it.",
        source: "LHEO : versions et espaces de noms",
        bad: "<lheo xmlns=\"https://lheo.gouv.fr/2.3\">",
        good: "<lheo xmlns=\"http://lheo.gouv.fr/2.3\">",
    }
    LHE65 "schema-reconstitue" Info {
        title: "Schéma reconstitué" / "Reconstructed schema",
        message: "le schéma officiel de {dialect} n'est plus publié : sofi vérifie ce document avec un schéma reconstitué" / "the official schema of {dialect} is no longer published: sofi checks this document with a reconstructed one",
        label: "" / "",
        helps: ["pour être lu aujourd'hui, exportez en LHEO 2.2 ou 2.3" / "to be read today, export to LHEO 2.2 or 2.3"],
        why: "Les défauts de structure relevés avec un schéma reconstitué sont des avertissements, pas des erreurs." / "Faults of structure found with a reconstructed schema are warnings, not errors.",
        source: "LHEO : versions et espaces de noms",
        bad: "<lheo xmlns=\"http://www.lheo.org/2.0\">",
        good: "<lheo xmlns=\"http://lheo.gouv.fr/2.3\">",
    }
    LHE80 "ref-manquant" Error {
        title: "Version de la nomenclature manquante" / "Missing version of the nomenclature",
        message: "<{element}> doit porter l'attribut ref" / "<{element}> must bear the attribute ref",
        label: "" / "",
        helps: ["indiquez la version du Formacode, par exemple ref=\"V14\"" / "give the version of the Formacode, for instance ref=\"V14\""],
        why: "Un code du Formacode ne veut rien dire sans sa version : des codes changent de sens de l'une à l'autre. Le standard le demande, son XSD l'oublie." / "A Formacode means nothing without its version: some codes change meaning from one to the next. The standard asks for it, its XSD forgets to.",
        source: "LHEO 2.2 et 2.3 : attributs requis par le GML et la DTD",
        bad: "<code-FORMACODE>15054</code-FORMACODE>",
        good: "<code-FORMACODE ref=\"V14\">15054</code-FORMACODE>",
    }
    LHE81 "nombre-hors-bornes" Error {
        title: "Nombre hors bornes" / "Number out of bounds",
        message: "<{element}> : {value} n'est pas entre {min} et {max}" / "<{element}>: {value} is not between {min} and {max}",
        label: "" / "",
        helps: [],
        why: "Un nombre négatif ou démesuré est une erreur de saisie ; le standard donne ces bornes, son XSD les oublie." / "A negative or huge number is a typing error; the standard gives these bounds, its XSD forgets them.",
        source: "LHEO : types de données",
        bad: "<nombre-heures-total>-35</nombre-heures-total>",
        good: "<nombre-heures-total>35</nombre-heures-total>",
    }
    LHE82 "date-impossible" Error {
        title: "Date qui n'existe pas" / "Date that does not exist",
        message: "<{element}> : « {value} », le {date} n'existe pas dans le calendrier" / "<{element}>: \"{value}\", {date} is not in the calendar",
        label: "" / "",
        helps: ["jour ou mois inconnu : écrivez 00 (SES05)" / "unknown day or month: write 00 (SES05)"],
        why: "Le XSD accepte le 39 d'un mois ou un mois 19 ; les lecteurs du flux, non." / "The XSD accepts the 39th of a month or a month 19; readers of the flow do not.",
        source: "LHEO : dates",
        bad: "<debut>20260231</debut>",
        good: "<debut>20260228</debut>",
    }
    LHE83 "idref-sans-cible" Error {
        title: "Renvoi sans cible" / "Reference without a target",
        message: "idref=\"{value}\" ne désigne aucun élément du document" / "idref=\"{value}\" names no element of the document",
        label: "" / "",
        helps: [],
        why: "Le renvoi ne mène nulle part : le contenu qu'il devait reprendre est perdu." / "The reference leads nowhere: what it should have brought is lost.",
        source: "LHEO 2.1 : idref ; XML 1.0, § 3.3.1",
        bad: "<lieu-de-formation idref=\"l9\"/>",
        good: "<lieu-de-formation idref=\"l1\"/>",
    }
}
