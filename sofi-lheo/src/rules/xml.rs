//! Form, encoding, limits and source of XML documents.

sofi_core::rules! {
    XML01 "balisage-mal-forme" Error {
        title: "Balisage mal formé" / "Malformed markup",
        message: "{what}" / "{what}",
        label: "" / "",
        helps: ["dans un texte, < s'écrit &lt; et & s'écrit &amp;" / "in text, < is written &lt; and & is written &amp;"],
        why: "Un lecteur XML s'arrête au premier balisage qu'il ne comprend pas : toute la suite du fichier est perdue pour lui. Sofi reprend à la formation suivante, mais les autres ne le font pas." / "An XML reader stops at the first markup that it does not understand: the rest of the file is lost to it. Sofi goes on at the next formation, others do not.",
        source: "XML 1.0, § 2.4, § 3.1",
        bad: "<nom>Durand < fils</nom>",
        good: "<nom>Durand &lt; fils</nom>",
    }
    XML02 "balise-fermante-inattendue" Error {
        title: "Balise fermante inattendue" / "Unexpected end tag",
        message: "</{found}> ferme un élément qui n'est pas ouvert ici" / "</{found}> closes an element that is not open here",
        label: "attendu : </{expected}>" / "expected: </{expected}>",
        helps: ["<{expected}> est ouvert à la ligne {line}" / "<{expected}> was opened on line {line}"],
        why: "Chaque élément doit être fermé par une balise du même nom, à la casse près, et dans l'ordre inverse de l'ouverture." / "Each element must be closed by a tag of the very same name, in the reverse order of opening.",
        source: "XML 1.0, § 3 (WFC: element type match)",
        bad: "<nom>Durand</Nom>",
        good: "<nom>Durand</nom>",
    }
    XML03 "document-inacheve" Error {
        title: "Document inachevé" / "Unfinished document",
        message: "le fichier s'arrête avant la fin de <{element}>" / "the file ends before the end of <{element}>",
        label: "" / "",
        helps: ["le fichier est sans doute tronqué : refaites l'export ou le transfert" / "the file is probably cut short: export or transfer it again"],
        why: "Un fichier tronqué ne contient qu'une partie de l'offre. Le lire comme s'il était complet ferait disparaître des sessions." / "A truncated file holds only part of the offer. Reading it as if it were whole would make sessions disappear.",
        source: "XML 1.0, § 2.1",
        bad: "<lheo><offres>",
        good: "<lheo><offres>...</offres></lheo>",
    }
    XML04 "entite-inconnue" Error {
        title: "Entité inconnue" / "Unknown entity",
        message: "l'entité &{name}; n'est pas définie" / "the entity &{name}; is not defined",
        label: "" / "",
        helps: [
            "écrivez le caractère lui-même : « {character} »" / "write the character itself: \"{character}\"",
            "seules &amp; &lt; &gt; &quot; &apos; et les références comme &#233; existent en XML ; les entités de HTML n'y existent pas" / "XML only has &amp; &lt; &gt; &quot; &apos; and references such as &#233;; the entities of HTML do not exist in it",
        ],
        why: "Les entités comme &eacute; viennent de HTML. Un lecteur XML les refuse, et la formation est perdue." / "Entities such as &eacute; belong to HTML. An XML reader refuses them, and the formation is lost.",
        source: "XML 1.0, § 4.1 (WFC: entity declared)",
        bad: "<ville>Angers &eacute;</ville>",
        good: "<ville>Angers é</ville>",
    }
    XML05 "reference-mal-formee" Error {
        title: "Référence mal formée" / "Malformed reference",
        message: "« & » n'est pas suivi d'un nom et d'un point-virgule" / "\"&\" is not followed by a name and a semicolon",
        label: "" / "",
        helps: ["pour écrire le caractère &, tapez &amp;" / "to write the character &, type &amp;"],
        why: "Le caractère & annonce toujours une référence : seul, dans un texte ou une adresse web, il rend le document illisible." / "The character & always starts a reference: alone, in a text or a web address, it makes the document unreadable.",
        source: "XML 1.0, § 4.1",
        bad: "<nom>Dupont & fils</nom>",
        good: "<nom>Dupont &amp; fils</nom>",
    }
    XML06 "reference-de-caractere-interdite" Error {
        title: "Référence à un caractère interdit" / "Reference to a forbidden character",
        message: "&#{number}; ne désigne pas un caractère permis en XML" / "&#{number}; is not a character that XML allows",
        label: "" / "",
        helps: [],
        why: "XML 1.0 interdit la plupart des caractères de commande, même sous forme de référence." / "XML 1.0 forbids most control characters, even as references.",
        source: "XML 1.0, § 4.1 (WFC: legal character)",
        bad: "<nom>Durand&#0;</nom>",
        good: "<nom>Durand</nom>",
    }
    XML07 "caractere-interdit" Error {
        title: "Caractère interdit" / "Forbidden character",
        message: "le caractère {character} est interdit en XML" / "the character {character} is forbidden in XML",
        label: "" / "",
        helps: ["retirez-le : il est invisible et vient souvent d'un copier-coller ou d'une base de données" / "remove it: it cannot be seen and often comes from a paste or a database"],
        why: "Un caractère de commande rend tout le document illisible pour les lecteurs XML." / "A control character makes the whole document unreadable to XML readers.",
        source: "XML 1.0, § 2.2",
        bad: "<nom>Durand[U+0001]</nom>",
        good: "<nom>Durand</nom>",
    }
    XML08 "attribut-en-double" Error {
        title: "Attribut en double" / "Duplicate attribute",
        message: "l'attribut {attribute} figure deux fois dans la même balise" / "the attribute {attribute} occurs twice in the same tag",
        label: "" / "",
        helps: [],
        why: "Un lecteur XML ne peut pas savoir laquelle des deux valeurs compte." / "An XML reader cannot know which of the two values counts.",
        source: "XML 1.0, § 3.1 (WFC: unique attribute specification)",
        bad: "<action numero=\"1\" numero=\"2\">",
        good: "<action numero=\"1\">",
    }
    XML09 "attribut-mal-forme" Error {
        title: "Attribut mal formé" / "Malformed attribute",
        message: "{what}" / "{what}",
        label: "" / "",
        helps: ["un attribut s'écrit nom=\"valeur\" ; deux attributs sont séparés par une espace" / "an attribute is written name=\"value\"; a blank separates two attributes"],
        why: "Sans guillemets, sans égal ou sans espace, la balise entière est illisible." / "Without quotes, equals sign or blank, the whole tag is unreadable.",
        source: "XML 1.0, § 3.1",
        bad: "<action numero=1>",
        good: "<action numero=\"1\">",
    }
    XML10 "nom-mal-forme" Error {
        title: "Nom mal formé" / "Malformed name",
        message: "« {name} » n'est pas un nom d'élément ou d'attribut" / "\"{name}\" is not the name of an element or an attribute",
        label: "" / "",
        helps: [],
        why: "Un nom XML commence par une lettre ou un tiret bas, et contient au plus un deux-points." / "An XML name starts with a letter or an underscore, and holds one colon at most.",
        source: "XML 1.0, § 2.3; Namespaces in XML, § 4",
        bad: "<1nom>Durand</1nom>",
        good: "<nom>Durand</nom>",
    }
    XML11 "prefixe-non-declare" Error {
        title: "Préfixe non déclaré" / "Undeclared prefix",
        message: "le préfixe « {prefix} » n'est déclaré nulle part" / "the prefix \"{prefix}\" is not declared",
        label: "" / "",
        helps: ["déclarez-le dans la racine, par xmlns:{prefix}=\"...\"" / "declare it on the root, with xmlns:{prefix}=\"...\""],
        why: "Un nom préfixé n'a de sens que si le préfixe est relié à un espace de noms." / "A prefixed name means something only if its prefix is bound to a namespace.",
        source: "Namespaces in XML, § 5 (NSC: prefix declared)",
        bad: "<lheo:nom>Durand</lheo:nom>",
        good: "<nom>Durand</nom>",
    }
    XML12 "declaration-d-espace-de-noms-invalide" Error {
        title: "Déclaration d'espace de noms invalide" / "Invalid namespace declaration",
        message: "{what}" / "{what}",
        label: "" / "",
        helps: [],
        why: "Les préfixes xml et xmlns sont réservés, et un préfixe doit désigner un espace de noms non vide." / "The prefixes xml and xmlns are reserved, and a prefix must stand for a namespace that is not empty.",
        source: "Namespaces in XML, § 3, § 5",
        bad: "<lheo xmlns:p=\"\">",
        good: "<lheo>",
    }
    XML13 "commentaire-mal-forme" Error {
        title: "Commentaire mal formé" / "Malformed comment",
        message: "un commentaire ne peut pas contenir « -- » ni finir par « - »" / "a comment can neither hold \"--\" nor end with \"-\"",
        label: "" / "",
        helps: [],
        why: "XML réserve « -- » à la fin des commentaires." / "XML keeps \"--\" for the end of comments.",
        source: "XML 1.0, § 2.5",
        bad: "<!-- offre -- retirée -->",
        good: "<!-- offre retirée -->",
    }
    XML14 "fin-de-cdata-dans-un-texte" Error {
        title: "« ]]> » dans un texte" / "\"]]>\" in text",
        message: "« ]]> » ne peut pas figurer dans un texte" / "\"]]>\" cannot stand in text",
        label: "" / "",
        helps: ["écrivez ]]&gt;" / "write ]]&gt;"],
        why: "Cette suite de caractères ferme une section CDATA ; seule, elle rend le document illisible." / "These characters close a CDATA section; alone they make the document unreadable.",
        source: "XML 1.0, § 2.4",
        bad: "<nom>a ]]> b</nom>",
        good: "<nom>a ]]&gt; b</nom>",
    }
    XML15 "instruction-de-traitement-mal-formee" Error {
        title: "Instruction de traitement mal formée" / "Malformed processing instruction",
        message: "{what}" / "{what}",
        label: "" / "",
        helps: [],
        why: "Une instruction s'écrit <?nom ...?> ; le nom « xml » est réservé à la déclaration, au tout début du fichier." / "An instruction is written <?name ...?>; the name \"xml\" is kept for the declaration, at the very start of the file.",
        source: "XML 1.0, § 2.6",
        bad: "<lheo/><?xml version=\"1.0\"?>",
        good: "<?xml version=\"1.0\"?><lheo/>",
    }
    XML16 "declaration-xml-mal-formee" Error {
        title: "Déclaration XML mal formée" / "Malformed XML declaration",
        message: "{what}" / "{what}",
        label: "" / "",
        helps: ["la première ligne s'écrit <?xml version=\"1.0\" encoding=\"UTF-8\"?>" / "the first line is written <?xml version=\"1.0\" encoding=\"UTF-8\"?>"],
        why: "La déclaration dit comment lire le fichier ; rien ne peut la précéder, pas même une ligne vide." / "The declaration says how to read the file; nothing may come before it, not even an empty line.",
        source: "XML 1.0, § 2.8",
        bad: "<?xml encoding=\"UTF-8\"?>",
        good: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
    }
    XML17 "contenu-hors-de-la-racine" Error {
        title: "Contenu hors de la racine" / "Content outside the root",
        message: "{what}" / "{what}",
        label: "" / "",
        helps: [],
        why: "Un document XML n'a qu'un élément racine, et aucun texte en dehors." / "An XML document has one root element, and no text outside it.",
        source: "XML 1.0, § 2.1",
        bad: "<lheo/><lheo/>",
        good: "<lheo/>",
    }
    XML18 "racine-absente" Error {
        title: "Pas d'élément racine" / "No root element",
        message: "le document ne contient aucun élément" / "the document holds no element",
        label: "" / "",
        helps: [],
        why: "Sans élément racine, il n'y a rien à lire." / "Without a root element there is nothing to read.",
        source: "XML 1.0, § 2.1",
        bad: "<?xml version=\"1.0\"?>",
        good: "<?xml version=\"1.0\"?><lheo/>",
    }
    XML19 "doctype-non-lu" Warning {
        title: "DOCTYPE non lu" / "DOCTYPE not read",
        message: "la déclaration DOCTYPE n'est pas lue" / "the DOCTYPE declaration is not read",
        label: "" / "",
        helps: ["retirez-la : ni les entités ni les valeurs par défaut (xmlns compris) qu'elle définit ne sont appliquées" / "remove it: neither the entities nor the default values (xmlns included) that it defines are applied"],
        why: "Une DTD peut faire lire d'autres fichiers ou grossir un document sans limite : sofi ne la traite jamais. Les lecteurs du flux n'en ont pas besoin." / "A DTD can have other files read or make a document grow without bound: sofi never processes one. The readers of the flow do not need it.",
        source: "XML 1.0, § 2.8",
        bad: "<!DOCTYPE lheo SYSTEM \"lheo.dtd\"><lheo/>",
        good: "<lheo/>",
    }
    XML20 "doctype-mal-forme" Error {
        title: "DOCTYPE mal formé ou mal placé" / "Malformed or misplaced DOCTYPE",
        message: "{what}" / "{what}",
        label: "" / "",
        helps: ["retirez cette déclaration, qui n'est jamais utile dans un flux LHEO" / "remove this declaration, of no use in an LHEO feed"],
        why: "DOCTYPE ne peut figurer qu'une fois, avant la racine." / "DOCTYPE may stand once only, before the root.",
        source: "XML 1.0, § 2.8",
        bad: "<lheo/><!DOCTYPE lheo>",
        good: "<lheo/>",
    }
    XML30 "encodage-inconnu" Error {
        title: "Encodage inconnu" / "Unknown encoding",
        message: "l'encodage {encoding} n'est pas lu par sofi" / "sofi does not read the encoding {encoding}",
        label: "" / "",
        helps: ["enregistrez le fichier en UTF-8" / "save the file as UTF-8"],
        why: "L'encodage dit quel caractère chaque octet représente. Le flux LHEO est en UTF-8, celui d'EDOF en ISO-8859-1." / "The encoding says which character each byte stands for. The LHEO flow is UTF-8, that of EDOF ISO-8859-1.",
        source: "XML 1.0, § 4.3.3",
        bad: "<?xml version=\"1.0\" encoding=\"inconnu\"?>",
        good: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
    }
    XML31 "octets-invalides" Error {
        title: "Octets invalides dans cet encodage" / "Bytes that the encoding does not allow",
        message: "la suite d'octets {bytes} n'existe pas en {encoding}" / "the byte sequence {bytes} does not exist in {encoding}",
        label: "" / "",
        helps: [
"le fichier est sans doute en {likely} : enregistrez-le en UTF-8, ou corrigez la déclaration encoding" / "the file is probably {likely}: save it as UTF-8, or correct the encoding declaration",
        ],
        why: "Le fichier n'est pas dans l'encodage qu'il annonce : les lettres accentuées seraient fausses, et les lecteurs XML le refusent." / "The file is not in the encoding that it declares: accented letters would be wrong, and XML readers refuse it.",
        source: "XML 1.0, § 4.3.3",
        bad: "encoding=\"UTF-8\" + E9",
        good: "encoding=\"UTF-8\" + C3 A9",
    }
    XML32 "encodage-declare-faux" Warning {
        title: "L'encodage déclaré est faux" / "The declared encoding is wrong",
        message: "le fichier déclare {encoding}, mais son contenu est en UTF-8" / "the file declares {encoding}, but its content is UTF-8",
        label: "" / "",
        helps: ["remplacez encoding=\"{encoding}\" par encoding=\"UTF-8\", ou écrivez réellement en {encoding}" / "replace encoding=\"{encoding}\" with encoding=\"UTF-8\", or really write {encoding}"],
        why: "Lu comme il le demande, le fichier affiche « Ã© » à la place de « é ». C'est le défaut le plus fréquent des fichiers destinés à EDOF." / "Read as it asks, the file shows \"Ã©\" instead of \"é\". It is the most frequent fault of files meant for EDOF.",
        source: "EDOF : ISO-8859-1",
        bad: "encoding=\"ISO-8859-1\" + C3 A9",
        good: "encoding=\"UTF-8\" + C3 A9",
    }
    XML33 "encodage-contredit" Warning {
        title: "L'encodage déclaré contredit le début du fichier" / "The declared encoding contradicts the start of the file",
        message: "le fichier déclare {declared}, mais il commence comme un fichier {encoding}" / "the file declares {declared}, but it starts as {encoding} does",
        label: "" / "",
        helps: ["il est lu en {encoding} ; corrigez la déclaration" / "it is read as {encoding}; correct the declaration"],
        why: "La marque d'ordre des octets l'emporte sur la déclaration, mais tous les lecteurs ne suivent pas cette règle." / "The byte-order mark wins over the declaration, but not every reader follows that rule.",
        source: "XML 1.0, annexe F",
        bad: "EF BB BF + encoding=\"ISO-8859-1\"",
        good: "EF BB BF + encoding=\"UTF-8\"",
    }
    XML34 "encodage-impossible" Error {
        title: "L'encodage déclaré est impossible" / "The declared encoding is impossible",
        message: "le fichier déclare {declared}, mais ses octets sont ceux d'un fichier {encoding}" / "the file declares {declared}, but its bytes are those of {encoding}",
        label: "" / "",
        helps: ["corrigez la déclaration, ou enregistrez réellement le fichier en {declared}" / "correct the declaration, or really save the file as {declared}"],
        why: "Un fichier dont chaque caractère tient sur un octet ne peut pas être en UTF-16." / "A file whose characters take one byte each cannot be UTF-16.",
        source: "XML 1.0, § 4.3.3",
        bad: "encoding=\"UTF-16\" + 3C 6C 68 65 6F",
        good: "encoding=\"UTF-8\"",
    }
    XML50 "profondeur-excessive" Error {
        title: "Imbrication trop profonde" / "Nesting too deep",
        message: "plus de {limit} éléments sont imbriqués" / "more than {limit} elements are nested",
        label: "" / "",
        helps: [],
        why: "LHEO n'en demande pas plus d'une vingtaine ; au-delà de la limite, sofi protège la machine qui le fait tourner." / "LHEO needs some twenty at most; past the limit, sofi protects the machine that runs it.",
        source: "sofi : limites",
        bad: "65 × <extras>",
        good: "3 × <extras>",
    }
    XML51 "trop-d-attributs" Error {
        title: "Trop d'attributs" / "Too many attributes",
        message: "la balise porte plus de {limit} attributs" / "the tag bears more than {limit} attributes",
        label: "" / "",
        helps: [],
        why: "Aucun élément de LHEO n'en porte plus d'une quinzaine." / "No element of LHEO bears more than some fifteen.",
        source: "sofi : limites",
        bad: "<extra a1=\"\" a2=\"\" ... a65=\"\"/>",
        good: "<extra info=\"a\"/>",
    }
    XML52 "nom-trop-long" Error {
        title: "Nom trop long" / "Name too long",
        message: "le nom dépasse {limit} octets" / "the name is longer than {limit} bytes",
        label: "" / "",
        helps: [],
        why: "Le plus long nom de LHEO en compte une quarantaine." / "The longest name of LHEO has some forty.",
        source: "sofi : limites",
        bad: "<aaaa…a> (257)",
        good: "<nom>",
    }
    XML53 "attribut-trop-long" Error {
        title: "Valeur d'attribut trop longue" / "Attribute value too long",
        message: "la valeur de l'attribut dépasse {limit} octets" / "the attribute value is longer than {limit} bytes",
        label: "" / "",
        helps: [],
        why: "La limite protège la machine qui lit le flux." / "The limit protects the machine that reads the feed.",
        source: "sofi : limites",
        bad: "<extra info=\"aaaa…a\"/> (65 537)",
        good: "<extra info=\"a\"/>",
    }
    XML54 "texte-demesure" Error {
        title: "Texte démesuré" / "Oversized text",
        message: "un texte, un commentaire ou une balise dépasse {limit} octets" / "a text, a comment or a tag is longer than {limit} bytes",
        label: "" / "",
        helps: ["une balise ou un commentaire n'a peut-être pas été fermé" / "a tag or a comment may not have been closed"],
        why: "Les plus longs textes de LHEO ont 3 000 caractères ; la limite protège la machine qui lit le flux." / "The longest texts of LHEO have 3,000 characters; the limit protects the machine that reads the feed.",
        source: "sofi : limites",
        bad: "<contenu-formation>…</contenu-formation> (2 Mio)",
        good: "<contenu-formation>…</contenu-formation> (3 000)",
    }
    XML55 "enregistrement-demesure" Warning {
        title: "Enregistrement démesuré" / "Oversized record",
        message: "cet enregistrement dépasse {limit} {unit} : sa structure est vérifiée, pas les règles qui demandent de le lire en entier" / "this record is of more than {limit} {unit}: its structure is checked, not the rules that need the whole of it",
        label: "" / "",
        helps: [],
        why: "Une formation pèse d'ordinaire de 5 à 40 ko, et compte quelques centaines d'éléments. Au-delà de la limite, sofi ne la garde plus en mémoire." / "A formation usually weighs 5 to 40 kB, and has a few hundred elements. Past the limit, sofi does not keep it in memory.",
        source: "sofi : limites",
        bad: "<formation>…</formation> (20 Mio)",
        good: "<formation>…</formation> (30 ko)",
    }
    XML56 "decompression-excessive" Error {
        title: "Décompression excessive" / "Excessive decompression",
        message: "une fois décompressé, le fichier dépasse {limit}" / "once decompressed, the file is larger than {limit}",
        label: "" / "",
        helps: ["la lecture s'est arrêtée là" / "reading stopped there"],
        why: "Une archive piégée peut se décompresser en milliards d'octets. La limite protège la machine qui lit." / "A trapped archive may decompress into billions of bytes. The limit protects the machine that reads it.",
        source: "sofi : limites",
        bad: "flux.xml.gz : 10 Mio -> 10 Gio",
        good: "flux.xml.gz : 10 Mio -> 100 Mio",
    }
    XML70 "fichier-vide" Error {
        title: "Fichier vide" / "Empty file",
        message: "le fichier est vide" / "the file is empty",
        label: "" / "",
        helps: ["refaites l'export ou le transfert" / "export or transfer it again"],
        why: "Un fichier vide efface toute l'offre chez qui le charge sans regarder." / "An empty file erases the whole offer of whoever loads it without looking.",
        source: "sofi : source",
        bad: "flux.xml (0 o)",
        good: "<lheo>...</lheo>",
    }
    XML71 "pas-du-xml" Error {
        title: "Ce n'est pas du XML" / "Not XML",
        message: "ce fichier n'est pas du XML : {what}" / "this file is not XML: {what}",
        label: "" / "",
        helps: ["vérifiez que vous avez choisi le bon fichier" / "check that you chose the right file"],
        why: "Un fichier d'un autre format a été renommé ou envoyé par erreur." / "A file of another format was renamed or sent by mistake.",
        source: "sofi : source",
        bad: "catalogue.xml : %PDF-1.7",
        good: "<lheo>...</lheo>",
    }
    XML72 "archive-tronquee" Error {
        title: "Archive tronquée" / "Truncated archive",
        message: "l'archive s'arrête avant sa fin : une partie du document manque" / "the archive ends too early: part of the document is missing",
        label: "" / "",
        helps: ["refaites le transfert ; ce qui a pu être lu est vérifié" / "transfer it again; what could be read was checked"],
        why: "Un transfert interrompu laisse un fichier qui ne contient qu'une partie de l'offre." / "An interrupted transfer leaves a file that holds only part of the offer.",
        source: "sofi : source",
        bad: "flux.xml.gz : 50 %",
        good: "flux.xml.gz : 100 %",
    }
    XML73 "archive-illisible" Error {
        title: "Archive illisible" / "Unreadable archive",
        message: "l'archive ne peut pas être lue : {what}" / "the archive cannot be read: {what}",
        label: "" / "",
        helps: ["refaites l'archive, en zip ou en gzip, sans mot de passe" / "make the archive again, as zip or gzip, without password"],
        why: "Sofi lit les archives gzip et zip ordinaires, et rien de ce qu'elles contiennent n'est vérifié si elles ne s'ouvrent pas." / "Sofi reads ordinary gzip and zip archives; nothing in them is checked if they do not open.",
        source: "sofi : source",
        bad: "flux.zip (AES)",
        good: "flux.zip (deflate)",
    }
    XML74 "archive-imbriquee" Error {
        title: "Archive dans une archive" / "Archive inside an archive",
        message: "ce membre est lui-même une archive : il n'est pas ouvert" / "this member is itself an archive: it is not opened",
        label: "" / "",
        helps: ["mettez les fichiers XML directement dans l'archive" / "put the XML files straight into the archive"],
        why: "Ouvrir des archives imbriquées permettrait de faire grossir un petit fichier sans limite." / "Opening nested archives would let a small file grow without bound.",
        source: "sofi : source",
        bad: "flux.zip!/flux.xml.gz",
        good: "flux.zip!/flux.xml",
    }
    XML75 "archive-sans-xml" Error {
        title: "Archive sans fichier XML" / "Archive without any XML file",
        message: "l'archive ne contient aucun fichier XML" / "the archive holds no XML file",
        label: "" / "",
        helps: [],
        why: "Il n'y a rien à vérifier." / "There is nothing to check.",
        source: "sofi : source",
        bad: "flux.zip!/catalogue.pdf",
        good: "flux.zip!/flux.xml",
    }
    XML76 "lecture-interrompue" Error {
        title: "Lecture interrompue" / "Reading interrupted",
        message: "la lecture a échoué en cours de route : {what}" / "reading failed on the way: {what}",
        label: "" / "",
        helps: ["ce qui précède est vérifié ; recommencez quand le fichier est lisible" / "what comes before was checked; try again when the file can be read"],
        why: "Le disque, le réseau ou le programme qui envoie le fichier s'est arrêté avant la fin." / "The disk, the network or the program that sends the file stopped before the end.",
        source: "sofi : source",
        bad: "flux.xml : EIO",
        good: "flux.xml : EOF",
    }
}
