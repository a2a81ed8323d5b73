//! Two feeds compared: exactly what was changed is told, whatever the memory, the encoding and the blanks.

use std::{collections::BTreeSet, fs, io::Write as _};

use regex::Regex;
use sofi_cli::{CLEAN, FAILURE, FINDINGS};
use sofi_core::diff::{DiffKind, DiffSummary, Difference, RecordDiff};
use sofi_lheo::{Dialect, Reader, diff::Comparison, generate::Generator};
use sofi_tests::{Random, base, sofi, sofi_with};

fn compare(old: &[u8], new: &[u8]) -> (Vec<Difference>, DiffSummary) {
    compared(&Comparison::new(), old, new)
}

fn compared(comparison: &Comparison, old: &[u8], new: &[u8]) -> (Vec<Difference>, DiffSummary) {
    let old = Reader::from_slice("old.xml", old).unwrap();
    let new = Reader::from_slice("new.xml", new).unwrap();
    comparison.collect(old, new).unwrap()
}

/// A feed in pieces, to be changed and put together again.
#[derive(Debug, Clone)]
struct Feed {
    head: String,
    formations: Vec<Formation>,
    tail: String,
}

#[derive(Debug, Clone)]
struct Formation {
    numero: String,
    siret: String,
    head: String,
    actions: Vec<Action>,
    tail: String,
}

#[derive(Debug, Clone)]
struct Action {
    numero: String,
    head: String,
    sessions: Vec<Session>,
    tail: String,
}

#[derive(Debug, Clone)]
struct Session {
    numero: String,
    text: String,
}

/// What stands before, between and after the elements of that name.
fn split(text: &str, name: &str) -> (String, Vec<String>, String) {
    let pattern = Regex::new(&format!(r"(?s)<{name}[ >].*?</{name}>")).unwrap();
    let found: Vec<_> = pattern.find_iter(text).collect();
    let (Some(first), Some(last)) = (found.first(), found.last()) else {
        return (text.to_owned(), Vec::new(), String::new());
    };
    let pieces = found.iter().map(|piece| piece.as_str().to_owned()).collect();
    (text[..first.start()].to_owned(), pieces, text[last.end()..].to_owned())
}

fn capture(text: &str, pattern: &str) -> String {
    Regex::new(pattern).unwrap().captures(text).map(|found| found[1].to_owned()).unwrap_or_default()
}

impl Feed {
    fn read(text: &str) -> Self {
        let (head, formations, tail) = split(text, "formation");
        Self { head, formations: formations.iter().map(|text| Formation::read(text)).collect(), tail }
    }

    fn write(&self) -> String {
        let formations = self.formations.iter().map(|formation| {
            let actions = formation.actions.iter().map(|action| {
                let sessions: String = action.sessions.iter().map(|session| session.text.clone()).collect();
                format!("{}{sessions}{}", action.head, action.tail)
            });
            format!("{}{}{}", formation.head, actions.collect::<String>(), formation.tail)
        });
        format!("{}{}{}", self.head, formations.collect::<String>(), self.tail)
    }
}

impl Formation {
    fn read(text: &str) -> Self {
        let (head, actions, tail) = split(text, "action");
        let actions = actions.iter().map(|text| {
            let (head, sessions, tail) = split(text, "session");
            let sessions = sessions
                .into_iter()
                .map(|text| Session { numero: capture(&text, "<session [^>]*numero=\"([^\"]*)\""), text });
            let numero = capture(&head, "<action [^>]*numero=\"([^\"]*)\"");
            Action { numero, head, sessions: sessions.collect(), tail }
        });
        Self {
            numero: capture(text, "<formation [^>]*numero=\"([^\"]*)\""),
            siret: capture(&tail, "<organisme-formation-responsable(?s:.*?)<SIRET>([^<]*)<"),
            actions: actions.collect(),
            head,
            tail,
        }
    }
}

/// One line for each thing that differs.
fn told(differences: &[Difference]) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    let mut add = |line: String| assert!(lines.insert(line.clone()), "told twice: {line}");
    for difference in differences {
        let Difference::Record(record) = difference else { panic!("{difference:?}") };
        let RecordDiff { change, numero, fields, parts, .. } = &**record;
        let numero = numero.as_deref().unwrap_or("?");
        if *change != DiffKind::Changed {
            add(format!("{change} formation {numero}"));
        }
        for field in fields {
            add(format!("{} {numero} {}", field.change, field.path));
        }
        for part in parts {
            let name = part.name.numero.as_deref().unwrap_or("?");
            if part.change != DiffKind::Changed {
                let from =
                    part.from.as_ref().map(|from| format!(" from {}", from.formation.as_deref().unwrap()));
                add(format!("{} {} {name}{}", part.change, part.level, from.unwrap_or_default()));
            }
            for field in &part.fields {
                add(format!("{} {} {name} {}", field.change, part.level, field.path));
            }
        }
    }
    lines
}

/// Makes one change, and says what is to be told of it; none when the formation does not lend itself to it.
fn mutate(feed: &mut Feed, at: usize, random: &mut Random, expected: &mut BTreeSet<String>) {
    let other = (0..feed.formations.len())
        .find(|&other| other != at && feed.formations[other].siret == feed.formations[at].siret);
    let parts = |formation: &Formation, change: &str| {
        let mut lines = vec![format!("{change} formation {}", formation.numero)];
        for action in &formation.actions {
            lines.push(format!("{change} action {}", action.numero));
            lines
                .extend(action.sessions.iter().map(|session| format!("{change} session {}", session.numero)));
        }
        lines
    };
    let numero = feed.formations[at].numero.clone();
    match random.below(9) {
        0 => expected.extend(parts(&feed.formations.remove(at), "removed")),
        1 => {
            // Another formation altogether.
            let mut copy = feed.formations[at].clone();
            let rename = |text: &mut String| *text = text.replace("numero=\"", "numero=\"N");
            rename(&mut copy.head);
            copy.numero.insert(0, 'N');
            for action in &mut copy.actions {
                rename(&mut action.head);
                action.numero.insert(0, 'N');
                for session in &mut action.sessions {
                    rename(&mut session.text);
                    session.numero.insert(0, 'N');
                }
            }
            expected.extend(parts(&copy, "added"));
            feed.formations.push(copy);
        }
        2 => {
            let head = &mut feed.formations[at].head;
            *head = head.replacen("<intitule-formation>", "<intitule-formation>Z", 1);
            expected.insert(format!("changed {numero} intitule-formation"));
        }
        3 => {
            let sessions = feed.formations[at].actions.iter_mut().flat_map(|action| &mut action.sessions);
            for session in sessions.take(1) {
                let text = session.text.replacen("<debut>2", "<debut>3", 1);
                assert_ne!(text, session.text);
                session.text = text;
                expected.insert(format!("changed session {} periode/debut", session.numero));
            }
        }
        4 => {
            let action = &mut feed.formations[at].actions[0];
            if let Some(session) = action.sessions.pop() {
                expected.insert(format!("removed session {}", session.numero));
            }
        }
        5 => {
            let action = feed.formations[at].actions.remove(0);
            expected.insert(format!("removed action {}", action.numero));
            expected
                .extend(action.sessions.iter().map(|session| format!("removed session {}", session.numero)));
        }
        6 => {
            // A session goes to another formation, and changes on the way.
            let Some(other) = other else { return };
            let Some(mut session) = feed.formations[at].actions[0].sessions.pop() else { return };
            session.text = session.text.replacen("<debut>2", "<debut>3", 1);
            expected.insert(format!("moved session {} from {numero}", session.numero));
            expected.insert(format!("changed session {} periode/debut", session.numero));
            feed.formations[other].actions[0].sessions.insert(0, session);
        }
        7 => {
            // An action goes to another formation, its sessions with it.
            let Some(other) = other else { return };
            let action = feed.formations[at].actions.remove(0);
            expected.insert(format!("moved action {} from {numero}", action.numero));
            feed.formations[other].actions.push(action);
        }
        _ => {
            // Another number for the formation: what is in it has moved.
            let formation = &mut feed.formations[at];
            formation.head = formation.head.replacen(&numero, &format!("{numero}_X"), 1);
            expected.insert(format!("removed formation {numero}"));
            expected.insert(format!("added formation {numero}_X"));
            for action in &formation.actions {
                expected.insert(format!("moved action {} from {numero}", action.numero));
            }
        }
    }
}

#[test]
fn exactly_what_was_changed_is_told() {
    for (dialect, seeds) in [(Dialect::Lheo23, 40), (Dialect::Lheo22, 15), (Dialect::Edof, 15)] {
        for seed in 0..seeds {
            let bytes = Generator::new(dialect, seed).formations(12).to_vec();
            // EDOF is written in ISO-8859-1.
            let text = String::from_utf8(bytes)
                .unwrap_or_else(|error| error.as_bytes().iter().map(|byte| char::from(*byte)).collect());
            check_mutants(&text.replacen("ISO-8859-1", "UTF-8", 1), seed);
        }
    }
}

fn check_mutants(text: &str, seed: u64) {
    let feed = Feed::read(text);
    assert_eq!(feed.formations.len(), 12);
    assert_eq!(compare(text.as_bytes(), feed.write().as_bytes()).0, []);
    let mut random = Random::new(seed);
    let (mut changed, mut expected) = (feed.clone(), BTreeSet::new());
    // From the last to the first, so that what goes does not shift what waits; not two in a row, so that no two meddle.
    for at in [10, 7, 4, 1] {
        mutate(&mut changed, at, &mut random, &mut expected);
    }
    // The order of formations does not count.
    let by = random.below(changed.formations.len());
    changed.formations.rotate_left(by);
    let new = changed.write();
    let (differences, summary) = compare(text.as_bytes(), new.as_bytes());
    assert_eq!(told(&differences), expected, "seed {seed}");
    assert_eq!(summary.is_same(), expected.is_empty());
    // Every part is counted once on each side.
    for (text, side) in [(text, 0), (new.as_str(), 1)] {
        for (name, counts) in
            [("formation", &summary.formations), ("action", &summary.actions), ("session", &summary.sessions)]
        {
            let all = text.matches(&format!("<{name} ")).count() as u64;
            let lone = if side == 0 { counts.removed } else { counts.added };
            assert_eq!(lone + counts.changed + counts.moved + counts.unchanged, all, "{name} seed {seed}");
        }
    }
    for memory in [500, 20_000] {
        let spilled = compared(&Comparison::new().memory(memory), text.as_bytes(), new.as_bytes());
        assert_eq!(spilled, (differences.clone(), summary.clone()), "seed {seed}");
    }
}

#[test]
fn encoding_and_blanks_are_no_difference() {
    let text = String::from_utf8(Generator::new(Dialect::Lheo23, 5).formations(6).to_vec()).unwrap();
    let latin: Vec<u8> = text
        .replacen("UTF-8", "ISO-8859-1", 1)
        .chars()
        .flat_map(|c| match u8::try_from(u32::from(c)) {
            Ok(byte) => vec![byte],
            Err(_) => format!("&#{};", u32::from(c)).into_bytes(),
        })
        .collect();
    let wide: Vec<u8> = "\u{feff}"
        .chars()
        .chain(text.replacen("UTF-8", "UTF-16", 1).chars())
        .collect::<String>()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let airy = text.replace('<', "\n  <").trim_start().replace("<session", "<!-- s --><session");
    let tight = Regex::new(r">\s+<").unwrap().replace_all(&text, "><").into_owned();
    for other in [latin, wide, airy.into_bytes(), tight.into_bytes()] {
        let (differences, summary) = compare(text.as_bytes(), &other);
        assert_eq!(differences, []);
        assert_eq!(summary.formations.unchanged, 6);
    }
}

#[test]
fn dialects_are_compared_by_local_names() {
    let new = base("lheo-2.3.xml");
    let old = new.replace("http://lheo.gouv.fr/2.3", "http://lheo.gouv.fr/2.2");
    assert!(compare(old.as_bytes(), new.as_bytes()).1.is_same());
    let prefixed = new.replace("</", "</l:").replace("xmlns=", "xmlns:l=");
    let prefixed =
        Regex::new("<([a-z])").unwrap().replace_all(&prefixed, "<l:$1").replace("<SIRET", "<l:SIRET");
    let prefixed = Regex::new("<([A-Z])").unwrap().replace_all(&prefixed, "<l:$1").into_owned();
    assert_eq!(compare(prefixed.as_bytes(), new.as_bytes()).0, []);
}

fn small(records: &str) -> Vec<u8> {
    format!("<lheo xmlns=\"http://lheo.gouv.fr/2.3\"><offres>{records}</offres></lheo>").into_bytes()
}

#[test]
fn duplicates_are_multisets() {
    let one = "<formation numero=\"1\"><rythme/></formation>";
    let two = "<formation numero=\"1\"/>";
    let (differences, summary) = compare(&small(&[one, two, one].concat()), &small(&[two, one].concat()));
    assert_eq!(told(&differences), BTreeSet::from(["removed formation 1".to_owned()]));
    assert_eq!((summary.formations.unchanged, summary.formations.removed), (2, 1));
}

#[test]
fn records_without_a_number() {
    let formation = |titre: &str, hours: &str| {
        format!(
            "<formation><intitule-formation>{titre}</intitule-formation><action><rythme-formation>{hours}</rythme-formation><session><periode><debut>20260901</debut><fin>{hours}</fin></periode></session></action></formation>"
        )
    };
    let old = small(&(formation("a", "1") + &formation("b", "2") + "<formation/>"));
    let new = small(&(formation("b", "2") + &formation("a", "3") + "<formation/>"));
    let expected = ["changed action ? rythme-formation", "changed session ? periode/fin"].map(str::to_owned);
    assert_eq!(told(&compare(&old, &new).0), BTreeSet::from(expected));
    // Another title is another formation.
    let (differences, summary) = compare(&small(&formation("a", "1")), &small(&formation("b", "1")));
    assert_eq!(differences.len(), 2);
    assert_eq!((summary.sessions.added, summary.sessions.removed), (1, 1));
}

#[test]
fn other_records_are_compared_too() {
    let plus = |nom: &str| {
        format!(
            "<lheo-plus xmlns=\"http://lheo.gouv.fr/2.3\"><organisme-formation-responsable numero=\"O1\"><nom-organisme>{nom}</nom-organisme></organisme-formation-responsable></lheo-plus>"
        )
    };
    let (differences, summary) = compare(plus("a").as_bytes(), plus("b").as_bytes());
    assert_eq!(told(&differences), BTreeSet::from(["changed O1 nom-organisme".to_owned()]));
    assert_eq!((summary.others.changed, summary.formations.changed), (1, 0));
}

#[test]
fn what_cannot_be_read_is_told_with_its_place() {
    let old = small("<formation numero=\"1\"/>\n<formation numero=\"2\"/>");
    let new = small("<formation numero=\"1\"/>\n<formation numero=\"2\"><a></b></formation>");
    let (differences, summary) = compare(&old, &new);
    assert_eq!(summary.unreadable, [0, 1]);
    let [Difference::Unreadable(lost), Difference::Record(gone)] = &differences[..] else {
        panic!("{differences:?}")
    };
    assert_eq!((lost.place.file.as_str(), lost.place.line), ("new.xml", 2));
    assert!(gone.doubtful && gone.change == DiffKind::Removed);
    assert!(!summary.is_same());
}

/// A folder with two feeds, `old.xml` and `new.xml`.
fn folder(old: &str, new: &str) -> (tempfile::TempDir, [String; 2]) {
    let folder = tempfile::tempdir().unwrap();
    let paths = [("old.xml", old), ("new.xml", new)].map(|(name, text)| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    });
    (folder, paths)
}

/// The base with a second session and a second formation.
fn two() -> String {
    let base = base("lheo-2.3.xml");
    let (_, formations, _) = split(&base, "formation");
    let second = formations[0].replace("21_1001", "21_1002").replace("21_2001", "21_2002");
    let second = second.replace("21_123456", "21_123457");
    let (head, _, tail) = split(&base, "formation");
    format!("{head}{}\n{second}{tail}", formations[0])
}

#[test]
fn people_read_what_differs() {
    let old = two();
    let mut feed = Feed::read(&old);
    let session = feed.formations[1].actions[0].sessions.pop().unwrap();
    feed.formations[1].head = feed.formations[1].head.replace("Maçonnerie", "Taille");
    feed.formations[0].actions[0].sessions[0].text =
        session.text.replace("21_123457", "21_5").replace("20270625", "20270731");
    let new = feed.write();
    let (_folder, [old, new]) = folder(&old, &new);
    let strip = |text: String| text.replace(&old, "old.xml").replace(&new, "new.xml");
    let answer = sofi(&["diff", &old, &new]);
    assert_eq!((answer.code, answer.err.as_str()), (FINDINGS, ""));
    assert_eq!(
        strip(answer.out),
        "~ formation 21_1001, Maçonnerie du bâti ancien (Chaux et Pierre, SIRET 81462226200032)
  --> old.xml:4 -> new.xml:4
  + session 21_5 (04/01/2027 - 31/07/2027)
  - session 21_123456 (04/01/2027 - 25/06/2027)

~ formation 21_1002, Taille du bâti ancien (Chaux et Pierre, SIRET 81462226200032)
  --> old.xml:42 -> new.xml:41
  ~ intitule-formation : Maçonnerie du bâti ancien -> Taille du bâti ancien
  - session 21_123457 (04/01/2027 - 25/06/2027)

Formations : 0 ajoutée, 0 retirée, 1 modifiée, 1 inchangée
Actions : 0 ajoutée, 0 retirée, 0 modifiée, 0 déplacée, 2 inchangées
Sessions : 1 ajoutée, 2 retirées, 0 modifiée, 0 déplacée, 0 inchangée
1 organisme a perdu 50 % de ses sessions :
  ! Chaux et Pierre, SIRET 81462226200032 : 2 -> 1 session, 50 % de moins
"
    );
    let answer = sofi(&["diff", &old, &new, "--lang", "en"]);
    assert!(strip(answer.out).ends_with(
        "Formations: 0 added, 0 removed, 1 changed, 1 unchanged
Actions: 0 added, 0 removed, 0 changed, 0 moved, 2 unchanged
Sessions: 1 added, 2 removed, 0 changed, 0 moved, 0 unchanged
1 organisation lost 50% of its sessions:
  ! Chaux et Pierre, SIRET 81462226200032: 2 -> 1 session, 50% less
"
    ));
    let answer = sofi(&["diff", &old, &old]);
    assert_eq!(answer.code, CLEAN);
    assert!(answer.out.starts_with("Aucune différence.\n"), "{}", answer.out);
}

#[test]
fn moved_sessions_and_sirets_are_told() {
    let old = two();
    let mut feed = Feed::read(&old);
    let session = feed.formations[1].actions[0].sessions.pop().unwrap();
    feed.formations[0].actions[0].sessions.push(session);
    let (_folder, [old, new]) = folder(&old, &feed.write());
    let answer = sofi(&["diff", &old, &new]);
    let line = format!(
        "  > session 21_123457 (04/01/2027 - 25/06/2027), venue de l'action 21_2002, formation 21_1002 ({old}:42)\n"
    );
    assert!(answer.out.contains(&line), "{}", answer.out);
    let text = fs::read_to_string(&old).unwrap();
    fs::write(&new, text.replace("81462226200032", "19511296600799")).unwrap();
    let answer = sofi(&["diff", &old, &new]);
    assert!(answer.out.contains("2 sessions ont changé de SIRET"), "{}", answer.out);
    assert!(answer.out.contains("1 organisme a perdu 100 % de ses sessions"), "{}", answer.out);
}

#[test]
fn long_answers_are_cut_for_people_only() {
    let feed = |n: usize, title: &str| {
        let one = |i| {
            format!("<formation numero=\"{i}\"><intitule-formation>{title}</intitule-formation></formation>")
        };
        let all = (0..n).map(one).collect::<Vec<_>>().concat();
        String::from_utf8(small(&all)).unwrap()
    };
    let (_folder, [old, new]) = folder(&feed(25, "a"), &feed(25, "b"));
    let answer = sofi(&["diff", &old, &new]);
    assert!(
        answer.out.contains("… et 5 autres enregistrements qui diffèrent (--all les donne tous)"),
        "{}",
        answer.out
    );
    assert_eq!(sofi(&["diff", &old, &new, "--all"]).out.matches("\n~ formation").count(), 24);
    let lines = sofi(&["diff", &old, &new, "--format", "jsonl"]).out;
    assert_eq!(lines.lines().count(), 26);
    assert!(lines.lines().last().unwrap().starts_with("{\"type\":\"summary\",\"formations\":{\"added\":0"));
}

#[test]
fn machines_read_everything() {
    let old = two();
    let new = old.replacen("20270625", "20270701", 1).replace("21_123457", "21_9");
    let (folder, [old, new]) = folder(&old, &new);
    let out = folder.path().join("diff.json");
    let answer = sofi(&["diff", &old, &new, "--format", "json", "-o", out.to_str().unwrap()]);
    assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (FINDINGS, "", ""));
    let json: serde_json::Value = serde_json::from_str(&fs::read_to_string(out).unwrap()).unwrap();
    let first = &json["differences"][0];
    assert_eq!(first["type"], "record");
    assert_eq!((&first["numero"], &first["old"]["line"]), (&"21_1001".into(), &4.into()));
    let part = &first["parts"][0];
    for (key, value) in
        [("level", "session"), ("change", "changed"), ("numero", "21_123456"), ("fin", "20270701")]
    {
        assert_eq!(part[key], value);
    }
    assert_eq!(part["action"]["numero"], "21_2001");
    assert_eq!(
        part["fields"][0],
        serde_json::json!({"path": "periode/fin", "change": "changed", "old": "20270625", "new": "20270701"})
    );
    assert_eq!(json["summary"]["sessions"]["added"], 1);
    // It is what the library says.
    let (differences, summary) = Comparison::new()
        .collect(Reader::from_path(&old).unwrap(), Reader::from_path(&new).unwrap())
        .unwrap();
    assert_eq!(serde_json::to_value(differences).unwrap(), json["differences"]);
    assert_eq!(serde_json::to_value(summary).unwrap(), json["summary"]);
}

#[test]
fn archives_and_the_standard_input() {
    let text = two();
    let (folder, [old, _]) = folder(&text, "");
    let zipped = folder.path().join("new.zip");
    let (head, formations, tail) = split(&text, "formation");
    let mut archive = zip::ZipWriter::new(fs::File::create(&zipped).unwrap());
    for (rank, formation) in formations.iter().enumerate() {
        archive.start_file(format!("{rank}.xml"), zip::write::SimpleFileOptions::default()).unwrap();
        write!(archive, "{head}{formation}{tail}").unwrap();
    }
    archive.finish().unwrap();
    let answer = sofi(&["diff", &old, zipped.to_str().unwrap()]);
    assert_eq!((answer.code, answer.err.as_str()), (CLEAN, ""), "{}", answer.out);
    for args in [["diff", &old, "-"], ["diff", "-", &old]] {
        assert_eq!(sofi_with(&args, text.as_bytes(), |_| ()).code, CLEAN);
    }
}

#[test]
fn misuse_and_what_is_no_feed() {
    let (folder, [old, new]) = folder(&two(), "<html/>");
    let answer = sofi(&["diff", &old]);
    assert_eq!(answer.code, FAILURE);
    assert!(answer.err.contains("indiquez le flux d'avant, puis celui d'après"), "{}", answer.err);
    assert!(sofi(&["diff", "-", "-"]).err.contains("ne peut être lue qu'une fois"));
    let answer = sofi(&["diff", &old, &new]);
    assert_eq!(answer.code, FAILURE);
    assert!(answer.err.contains("aucun enregistrement LHEO n'y a été trouvé"), "{}", answer.err);
    let answer = sofi(&["diff", &old, "absent.xml"]);
    assert_eq!(answer.code, FAILURE);
    assert_eq!(answer.err, "sofi : impossible de lire absent.xml : fichier ou dossier introuvable\n");
    // What was there is left as it was.
    let kept = folder.path().join("kept.json");
    fs::write(&kept, "kept").unwrap();
    sofi(&["diff", &old, "absent.xml", "--format", "json", "-o", kept.to_str().unwrap()]);
    assert_eq!(fs::read_to_string(kept).unwrap(), "kept");
}
