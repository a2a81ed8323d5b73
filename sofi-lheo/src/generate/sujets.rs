//! What the generated courses teach. The Formacodes are of V14; the numbers of certifications have the right
//! shape, and nothing more is claimed of them.

/// What a course leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Titre {
    /// A certification of the RNCP: number, Certif Info code, level (European).
    Rncp(u32, u32, u8),
    /// A certification of the RS: number, Certif Info code.
    Rs(u32, u32),
    /// An action eligible for CPF that certifies nothing.
    Cpf(u32),
    /// A course for local elected officials.
    Elu(u32),
    /// Nothing.
    Aucun,
}

/// A course.
#[derive(Debug)]
pub(super) struct Sujet {
    pub(super) intitule: &'static str,
    pub(super) titre: Titre,
    pub(super) formacodes: &'static [&'static str],
    pub(super) nsf: &'static str,
    pub(super) rome: &'static [&'static str],
    /// What graduates do.
    pub(super) metier: Option<&'static str>,
    pub(super) objectif: &'static str,
    pub(super) modules: &'static [&'static str],
    /// Least and greatest number of hours in the centre.
    pub(super) heures: (u64, u64),
    pub(super) objectif_general: &'static str,
}

pub(super) static SUJETS: [Sujet; 16] = [
    Sujet {
        intitule: "Titre professionnel Développeur·euse web et web mobile",
        titre: Titre::Rncp(37674, 114_351, 5),
        formacodes: &["31090", "46242", "46256"],
        nsf: "326",
        rome: &["M1805"],
        metier: Some("développeur web"),
        objectif: "Concevoir, coder et mettre en ligne un site ou une application web, de la maquette au déploiement.",
        modules: &[
            "Maquetter une application et préparer son environnement de travail",
            "Réaliser des interfaces statiques et adaptables à tous les écrans",
            "Développer la partie dynamique : accès aux données, composants métier",
            "Sécuriser une application (injections, mots de passe, RGPD)",
            "Déployer, documenter & maintenir le projet réalisé",
            "Techniques de recherche d'emploi et ateliers CV",
        ],
        heures: (665, 798),
        objectif_general: "6",
    },
    Sujet {
        intitule: "Titre professionnel Gestionnaire de paie",
        titre: Titre::Rncp(37948, 113_805, 5),
        formacodes: &["32688"],
        nsf: "314",
        rome: &["M1203"],
        metier: Some("gestionnaire de paie"),
        objectif: "Assurer la tenue et le suivi du dossier social de l'entreprise, puis élaborer les paies et les déclarations sociales.",
        modules: &[
            "Analyser les données liées à la vie du contrat de travail",
            "Tenir à jour le dossier social, de l'embauche au départ du salarié",
            "Établir un bulletin de salaire : bases, tranches, net imposable",
            "Contrôler les cotisations et produire la DSN",
            "Utiliser un logiciel de paie & un tableur",
        ],
        heures: (420, 560),
        objectif_general: "6",
    },
    Sujet {
        intitule: "Soudeur : procédé TIG, préparation d'une qualification",
        titre: Titre::Rncp(39220, 117_123, 3),
        formacodes: &["23015", "23026"],
        nsf: "254",
        rome: &["H2913"],
        metier: Some("soudeur"),
        objectif: "Souder à plat, en corniche et en montante des assemblages d'acier et d'inox, dans le respect d'un cahier de soudage.",
        modules: &[
            "Lire un plan d'ensemble et une symbolisation de soudure",
            "Préparer les bords, régler le poste, pointer",
            "Souder bout à bout et d'angle, en toutes positions",
            "Contrôler un cordon : visuel, ressuage, défauts admis",
            "Prévenir les risques : fumées, rayonnements, manutention",
        ],
        heures: (280, 455),
        objectif_general: "6",
    },
    Sujet {
        intitule: "CAP Cuisine",
        titre: Titre::Rncp(38430, 114_777, 3),
        formacodes: &["42752"],
        nsf: "221",
        rome: &["G1602"],
        metier: Some("cuisinier"),
        objectif: "Produire des plats et des desserts, les dresser, et tenir son poste dans une cuisine en respectant l'hygiène.",
        modules: &[
            "Réceptionner, contrôler et stocker les denrées",
            "Préparer fonds, sauces, œufs, légumes, viandes et poissons",
            "Réaliser des pâtes de base et des desserts de restaurant",
            "Dresser & distribuer au passe pendant un service",
            "Appliquer la méthode HACCP et le plan de nettoyage",
            "Gérer les coûts matières, lutter contre le gaspillage",
        ],
        heures: (420, 600),
        objectif_general: "6",
    },
    Sujet {
        intitule: "Assistant·e de vie aux familles",
        titre: Titre::Rncp(37715, 114_315, 3),
        formacodes: &["44028"],
        nsf: "332",
        rome: &["K1304"],
        metier: Some("assistant de vie aux familles"),
        objectif: "Entretenir le logement, accompagner une personne dans les actes du quotidien, relayer des parents auprès de leurs enfants.",
        modules: &[
            "Entretenir le cadre de vie et le linge d'un particulier",
            "Aider à la toilette, à l'habillage, aux déplacements",
            "Accompagner la personne dans ses repas et ses projets",
            "Prendre soin d'enfants de plus de trois ans à domicile",
            "Sauveteur secouriste du travail, gestes & postures",
        ],
        heures: (378, 490),
        objectif_general: "6",
    },
    Sujet {
        intitule: "CAP Accompagnant éducatif petite enfance",
        titre: Titre::Rncp(38565, 113_921, 3),
        formacodes: &["44041"],
        nsf: "332",
        rome: &["K1303"],
        metier: Some("accompagnant éducatif"),
        objectif: "Accueillir le jeune enfant, veiller à sa sécurité affective et soutenir son éveil, en école, en crèche ou à domicile.",
        modules: &[
            "Accompagner le développement du jeune enfant",
            "Exercer son activité en accueil collectif",
            "Exercer son activité en accueil individuel",
            "Soins d'hygiène, repas, sommeil : l'art du « bon moment »",
            "Communiquer avec les familles et au sein d'une équipe",
        ],
        heures: (390, 520),
        objectif_general: "6",
    },
    Sujet {
        intitule: "Secrétaire assistant·e : bureautique, accueil et gestion",
        titre: Titre::Rncp(36804, 111_557, 4),
        formacodes: &["35054", "15052"],
        nsf: "324",
        rome: &["M1607"],
        metier: Some("secrétaire"),
        objectif: "Traiter l'information de l'entreprise, organiser l'activité d'une équipe et suivre l'administration des ventes et du personnel.",
        modules: &[
            "Produire des documents professionnels courants",
            "Communiquer des informations par écrit et à l'oral",
            "Planifier réunions, déplacements & événements",
            "Assurer le suivi des commandes, factures et relances",
            "Tableur : fonctions, tableaux croisés, graphiques",
        ],
        heures: (455, 595),
        objectif_general: "6",
    },
    Sujet {
        intitule: "Préparateur·rice de commandes en entrepôt",
        titre: Titre::Rncp(34860, 112_043, 3),
        formacodes: &["31734", "31768"],
        nsf: "311",
        rome: &["N1103", "N1105"],
        metier: Some("préparateur de commandes"),
        objectif: "Prélever, emballer et expédier des commandes, avec ou sans chariot automoteur de manutention.",
        modules: &[
            "Préparer les commandes à l'aide d'un terminal ou d'un système vocal",
            "Constituer, filmer et étiqueter une palette",
            "Conduire en sécurité un chariot de catégories 1 et 3",
            "Tenir à jour un stock, réaliser un inventaire tournant",
        ],
        heures: (210, 315),
        objectif_general: "6",
    },
    Sujet {
        intitule: "Électricien·ne d'équipement du bâtiment",
        titre: Titre::Rncp(39151, 116_997, 3),
        formacodes: &["24066", "24049"],
        nsf: "255",
        rome: &["F1602"],
        metier: Some("électricien du bâtiment"),
        objectif: "Réaliser l'installation électrique d'un logement ou d'un local professionnel, en neuf comme en rénovation.",
        modules: &[
            "Lire et compléter un schéma, choisir l'appareillage",
            "Poser conduits, câbles et tableaux selon la norme NF C 15-100",
            "Mettre en service une installation et la dépanner",
            "Raccorder une borne de recharge, un réseau de communication",
            "Préparer l'habilitation électrique B1V-BR",
        ],
        heures: (490, 665),
        objectif_general: "6",
    },
    Sujet {
        intitule: "Ouvrier·ère du paysage",
        titre: Titre::Rncp(38713, 115_235, 3),
        formacodes: &["21046", "21050"],
        nsf: "214",
        rome: &["A1203"],
        metier: Some("ouvrier du paysage"),
        objectif: "Créer et entretenir des espaces verts : plantations, gazons, maçonnerie légère, taille raisonnée.",
        modules: &[
            "Reconnaître deux cents végétaux et leurs besoins",
            "Préparer un sol, planter, semer, pailler",
            "Tailler arbustes et haies ; entretenir sans pesticides",
            "Poser bordures, dallages & petites clôtures",
            "Conduire et régler le matériel en sécurité",
        ],
        heures: (350, 490),
        objectif_general: "6",
    },
    Sujet {
        intitule: "Anglais professionnel : test de positionnement et préparation à la certification",
        titre: Titre::Rs(6550, 110_241),
        formacodes: &["15234", "15205"],
        nsf: "136",
        rome: &["M1607", "G1703"],
        metier: Some("collaborateur en relation avec l'étranger"),
        objectif: "Gagner un niveau du CECRL : conduire un entretien, rédiger un courriel, tenir une conversation téléphonique en anglais.",
        modules: &[
            "Révision des structures : temps, modaux, questions",
            "Vocabulaire du bureau, de la vente & de la logistique",
            "Compréhension d'enregistrements et d'articles",
            "Jeux de rôle : réunion, négociation, appel difficile",
        ],
        heures: (21, 60),
        objectif_general: "6",
    },
    Sujet {
        intitule: "Bureautique : traitement de texte, tableur, présentation",
        titre: Titre::Rs(6964, 118_303),
        formacodes: &["15052"],
        nsf: "326",
        rome: &["M1602", "M1607"],
        metier: Some("employé de bureau"),
        objectif: "Devenir autonome sur les logiciels de bureau et attester ses compétences numériques par une certification.",
        modules: &[
            "Mettre en forme un document long, un publipostage",
            "Calculer, trier, filtrer ; fonctions SI et RECHERCHEV",
            "Concevoir un diaporama lisible par toutes et tous",
            "Ranger, partager & protéger ses fichiers",
        ],
        heures: (14, 49),
        objectif_general: "6",
    },
    Sujet {
        intitule: "Bilan de compétences",
        titre: Titre::Cpf(202),
        formacodes: &["15081"],
        nsf: "415",
        rome: &["K1801"],
        metier: None,
        objectif: "Analyser ses compétences, ses aptitudes et ses motivations, afin de définir un projet professionnel réaliste.",
        modules: &[
            "Phase préliminaire : besoins, engagement mutuel, calendrier",
            "Phase d'investigation : parcours, tests, enquêtes métiers",
            "Phase de conclusion : synthèse écrite et plan d'action",
            "Entretien de suivi à six mois",
        ],
        heures: (14, 24),
        objectif_general: "9",
    },
    Sujet {
        intitule: "Finances locales : lire et voter le budget de sa commune",
        titre: Titre::Elu(12),
        formacodes: &["13021"],
        nsf: "413",
        rome: &["K1401"],
        metier: Some("élu local"),
        objectif: "Comprendre le cycle budgétaire d'une collectivité et prendre part au débat d'orientation en connaissance de cause.",
        modules: &[
            "Les grands principes du budget communal",
            "Recettes : fiscalité, dotations, produits des services",
            "Épargne, dette & programme d'investissement",
            "Étude de cas : le compte financier d'une commune de 3 000 habitants",
        ],
        heures: (7, 14),
        objectif_general: "2",
    },
    Sujet {
        intitule: "Français, mathématiques et numérique : remise à niveau",
        titre: Titre::Aucun,
        formacodes: &["15041", "15040", "15235"],
        nsf: "412",
        rome: &["K2111"],
        metier: None,
        objectif: "Consolider ses savoirs de base pour entrer en formation qualifiante, passer un concours ou reprendre confiance.",
        modules: &[
            "Lire, écrire, résumer : du message court à la lettre",
            "Calcul, proportions, grandeurs : les maths du quotidien",
            "Se servir d'un ordinateur, d'un téléphone, d'un compte en ligne",
            "Découvrir des métiers & préparer un stage d'immersion",
        ],
        heures: (140, 350),
        objectif_general: "5",
    },
    Sujet {
        intitule: "Créer son entreprise : de l'idée au plan d'affaires",
        titre: Titre::Aucun,
        formacodes: &["32047"],
        nsf: "310",
        rome: &["M1205"],
        metier: Some("dirigeant d'une petite entreprise"),
        objectif: "Éprouver son idée, chiffrer son projet et choisir un statut avant d'immatriculer son entreprise.",
        modules: &[
            "Étude de marché et proposition de valeur",
            "Statuts juridiques, fiscalité, protection sociale",
            "Prévisionnel à trois ans : trésorerie, seuil de rentabilité",
            "Se faire connaître : site, réseaux & prospection",
        ],
        heures: (35, 105),
        objectif_general: "4",
    },
];

#[cfg(test)]
mod tests {
    use super::{SUJETS, Titre};

    #[test]
    fn codes_have_their_shape() {
        for sujet in &SUJETS {
            assert!(sujet.intitule.chars().count() <= 200, "{}", sujet.intitule);
            assert!(sujet.formacodes.iter().all(|code| code.len() == 5));
            assert!(sujet.rome.iter().all(|code| code.len() == 5));
            assert_eq!(sujet.nsf.len(), 3);
            if let Titre::Rncp(_, certifinfo, _) | Titre::Rs(_, certifinfo) = sujet.titre {
                assert_eq!(certifinfo % 2, 1, "recent codes of Certif Info are odd");
            }
        }
    }
}
