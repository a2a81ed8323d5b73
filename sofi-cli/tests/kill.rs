//! A command that is killed leaves the old file or the new one, whole.

use std::{
    fs,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

#[test]
fn a_killed_fix_leaves_the_old_file_or_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("flux.xml");
    let sofi = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sofi"));
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let made = sofi().args(["generate", "--formations", "400", "-o"]).arg(&path).status().unwrap();
    assert!(made.success());
    // Faults on many lines, so that much is written.
    let right = fs::read_to_string(&path).unwrap();
    let wrong = right
        .replace("<rythme-formation>", "<Rythme-formation>")
        .replace("</rythme-formation>", "</Rythme-formation>");
    assert_ne!(wrong, right);
    let fix = || {
        let mut command = sofi();
        command.args(["fix", "--write", "--level", "xsd"]).arg(&path);
        command
    };

    fs::write(&path, &wrong).unwrap();
    let start = Instant::now();
    fix().status().unwrap();
    let whole = start.elapsed();
    let mended = fs::read_to_string(&path).unwrap();
    assert_eq!(mended, right);

    let mut olds = 0;
    const ROUNDS: u32 = 24;
    for round in 0..ROUNDS {
        fs::write(&path, &wrong).unwrap();
        let mut child = fix().spawn().unwrap();
        // Most of the rounds look at the end, where the file is written and put in place.
        let share =
            if round % 3 == 0 { f64::from(round) / f64::from(ROUNDS) } else { 0.7 + f64::from(round) / 60.0 };
        thread::sleep(Duration::from_secs_f64(whole.as_secs_f64() * share));
        let _ = child.kill();
        child.wait().unwrap();
        let left = fs::read_to_string(&path).unwrap();
        assert!(left == wrong || left == mended, "round {round}: {} bytes", left.len());
        olds += u32::from(left == wrong);
    }
    assert!(olds > 0, "no round was stopped in time");
}
