//! Sentences of generated offers, written for them.

pub(super) const RESULTATS: &[&str] = &[
    "Validation des compétences par un jury de professionnels, après mise en situation et entretien.",
    "Attestation de fin de formation précisant les acquis, et remise d'un livret de suivi.",
    "À l'issue du parcours, le ou la stagiaire est capable de tenir son poste en autonomie ; 8 personnes sur 10 \
     trouvent un emploi ou poursuivent leurs études dans les six mois.",
    "Obtention de tout ou partie de la certification ; les blocs acquis le restent à vie.",
];

pub(super) const METHODES: &[&str] = &[
    "Alternance d'apports théoriques, d'exercices sur plateau technique et de mises en situation. Chaque séquence \
     se termine par un bilan individuel ; un carnet de progression est remis à l'entrée.",
    "La pédagogie s'appuie sur des projets confiés par des entreprises partenaires. Les groupes ne dépassent pas \
     douze personnes, afin que le formateur ou la formatrice puisse suivre chacun·e.",
    "Les stagiaires travaillent sur des cas réels, seuls puis en équipe. Les supports restent accessibles en ligne \
     pendant un an. Un·e référent·e est joignable par téléphone et par courriel.",
    "Cours, études de cas, classe inversée & tutorat : les rythmes d'apprentissage sont respectés. Une évaluation \
     à mi-parcours permet d'ajuster le programme aux besoins du groupe.",
];

/// In turn: with a company, full time, full time or part time, part time, evenings.
pub(super) const RYTHMES: &[&str] = &[
    "Temps plein en centre, puis immersion en entreprise ; fermeture entre Noël et le jour de l'An.",
    "Temps plein, 35 heures par semaine, du lundi au vendredi.",
    "Temps plein, en journée, avec une demi-journée de travail personnel encadré.",
    "Parcours individualisé : le planning est fixé lors de l'entretien d'entrée.",
    "En journée, de 9 h à 12 h 30 et de 13 h 30 à 17 h.",
];

pub(super) const ALTERNANCES: &[&str] = &[
    "Sans alternance.",
    "Deux périodes en entreprise, convenues avec l'entreprise d'accueil et suivies par un tuteur.",
    "Stage pratique en milieu professionnel, au choix du stagiaire et validé par l'équipe pédagogique.",
];

pub(super) const CONDITIONS: &[&str] = &[
    "Savoir lire, écrire et compter ; motivation pour le métier vérifiée lors d'un entretien.",
    "Projet professionnel confirmé (enquête métier ou immersion). Aptitude physique au port de charges.",
    "Maîtriser les bases de la navigation sur Internet et disposer d'une adresse électronique.",
    "Avoir 18 ans révolus ; être titulaire d'un diplôme ou justifier d'une expérience d'un an dans le secteur.",
];

pub(super) const PUBLICS: &[&str] = &[
    "Demandeurs d'emploi inscrits, prioritairement depuis plus de six mois.",
    "Tout public ; les personnes en situation de handicap sont reçues par notre référente.",
    "Salarié·es en reconversion, avec l'accord de leur employeur si la formation a lieu sur le temps de travail.",
];

pub(super) const PRISES_EN_CHARGE: &[&str] = &[
    "Coût pédagogique pris en charge par la Région pour les demandeurs d'emploi. Autres publics : nous consulter.",
    "Financement possible par le CPF, l'employeur ou l'OPCO ; un devis est établi sous 48 heures.",
    "Prise en charge partielle selon le statut : le dossier est monté avec vous lors de l'information collective.",
];

pub(super) const RECRUTEMENTS: &[&str] = &[
    "Information collective, test de positionnement, puis entretien individuel.",
    "Sur dossier (CV et lettre), puis entretien de motivation de trente minutes.",
    "Entretien avec le responsable de la formation ; réponse donnée dans la semaine.",
];

pub(super) const PEDAGOGIES: &[&str] = &[
    "Cours, travaux pratiques et mises en situation.",
    "Classe virtuelle, ressources en ligne et tutorat hebdomadaire.",
    "Pédagogie de projet, en petits groupes.",
];

pub(super) const INSCRIPTIONS: &[&str] = &[
    "Par téléphone ou par courriel auprès du secrétariat, au plus tard deux semaines avant le début.",
    "En ligne, sur notre site, puis entretien de positionnement.",
    "Par l'intermédiaire de votre conseiller ou conseillère, qui transmet la fiche de liaison.",
];

pub(super) const RESTAURATIONS: &[&str] = &[
    "Self à 300 m, tarif stagiaire.",
    "Salle équipée de réfrigérateurs et de fours à micro-ondes.",
    "Restaurant d'application ouvert le midi du mardi au vendredi.",
];

pub(super) const HEBERGEMENTS: &[&str] = &[
    "Foyer de jeunes travailleurs à dix minutes à pied.",
    "Internat sur place, dans la limite des places disponibles.",
    "Liste de gîtes et de chambres chez l'habitant fournie sur demande.",
];

pub(super) const TRANSPORTS: &[&str] = &[
    "Arrêt de bus devant le centre, lignes 2 et C6.",
    "Gare à 15 minutes à pied ; garage à vélos fermé.",
    "Parking gratuit, covoiturage organisé entre stagiaires.",
];

pub(super) const ACCES: &[&str] = &[
    "Locaux accessibles aux personnes à mobilité réduite ; aménagements étudiés avec la référente handicap.",
    "Rez-de-chaussée accessible, ascenseur, boucle magnétique à l'accueil.",
    "Supports adaptables (gros caractères, sous-titres) ; temps majoré aux épreuves.",
];

pub(super) const FRAIS: &[&str] =
    &["Équipement de protection : environ 80 €.", "Droits d'inscription à l'examen.", "Repas et transport."];

pub(super) const RENSEIGNEMENTS: &[&str] = &[
    "Centre certifié Qualiopi pour ses actions de formation. Portes ouvertes le premier mercredi du mois, de 14 h à 17 h.",
    "Association née en 1987, présente dans trois départements ; équipe de vingt formatrices et formateurs.",
];

pub(super) const COMMENTAIRES: &[&str] = &[
    "Se munir d'une pièce d'identité et d'un CV à jour.",
    "Groupe de douze personnes au plus ; se présenter dix minutes à l'avance.",
];

pub(super) const FONCTIONS: &[&str] =
    &["Responsable pédagogique", "Assistante de formation", "Conseiller en formation", "Référente handicap"];

pub(super) const CIVILITES: &[&str] = &["Madame", "Monsieur"];

pub(super) const FEMMES: &[&str] =
    &["Anaïs", "Héloïse", "Maëlle", "Fatoumata", "Zoé", "Françoise", "Inès", "Gaëlle", "Léa", "Nolwenn"];

pub(super) const HOMMES: &[&str] =
    &["Loïc", "Jérôme", "Yann", "Mehdi", "François", "Gaël", "Théo", "Stéphane", "Noé", "Mathéo"];

pub(super) const NOMS: &[&str] = &[
    "Le Goff",
    "Guérin",
    "Bessonneau",
    "Chéreau",
    "Lefèvre",
    "Ménard",
    "Brûlé",
    "Gautier-Hénaff",
    "Bénéteau",
    "D'Aubigny",
    "Traoré",
    "Nguyen",
    "Pasquier",
    "Rabouin",
    "Sicard",
    "Évrard",
    "Lecœur",
];

/// Formacodes of publics (V14).
pub(super) const PUBLICS_CODES: &[&str] =
    &["80006", "80009", "81024", "81030", "82044", "82045", "81050", "81020"];
