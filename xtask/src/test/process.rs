//! Runs programs and keeps what they print.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::Outcome;

/// The log of a step.
pub(super) struct Log {
    path: PathBuf,
    file: io::Result<File>,
}

impl Log {
    pub(super) fn create(path: &Path) -> Self {
        Self { path: path.to_owned(), file: File::create(path) }
    }

    /// Runs a command to its end, both its outputs going to the log; the error says what went wrong.
    pub(super) fn run(&mut self, command: &mut Command) -> Result<(), String> {
        let shown = show(command);
        let file = self.file.as_mut().map_err(|error| error.to_string())?;
        let status = writeln!(file, "$ {shown}")
            .and_then(|()| Ok((file.try_clone()?, file.try_clone()?)))
            .and_then(|(out, err)| command.stdin(Stdio::null()).stdout(out).stderr(err).status());
        match status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("{shown}: {status}")),
            Err(error) => Err(format!("{shown}: {error}")),
        }
    }

    /// All that was logged.
    pub(super) fn text(&self) -> String {
        fs::read(&self.path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
    }

    /// The last lines.
    pub(super) fn tail(&self, count: usize) -> String {
        let text = self.text();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(count)..].join("\n")
    }

    /// How many tests passed and were ignored, over all the runners that said so.
    pub(super) fn tests(&self) -> String {
        let text = self.text();
        let (passed, skipped) = (count_before(&text, "passed"), count_before(&text, "ignored"));
        match (passed, skipped) {
            (0, 0) => String::new(),
            (_, 0) => format!("{passed} tests"),
            _ => format!("{passed} tests, {skipped} ignored"),
        }
    }
}

/// Sums the numbers that stand before a word, on the lines that sum up a run.
fn count_before(text: &str, word: &str) -> u64 {
    let summaries =
        text.lines().filter(|line| line.starts_with("test result:") || line.contains(" passed in "));
    let words: Vec<&str> = summaries
        .flat_map(str::split_whitespace)
        .map(|w| w.trim_matches(|c: char| ",;=.".contains(c)))
        .collect();
    words.windows(2).filter(|pair| pair[1] == word).filter_map(|pair| pair[0].parse::<u64>().ok()).sum()
}

/// Passed when all is well, failed with the reason otherwise.
pub(super) fn outcome(result: Result<String, String>) -> Outcome {
    result.map_or_else(Outcome::Failed, Outcome::Passed)
}

/// Is there a program of this name?
pub(super) fn exists(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| {
            let file = folder.join(program);
            file.is_file() || file.with_extension("exe").is_file() || file.with_extension("cmd").is_file()
        })
    })
}

fn show(command: &Command) -> String {
    let name = |word: &OsStr| Path::new(word).file_name().unwrap_or(word).to_string_lossy().into_owned();
    let mut text = name(command.get_program());
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::count_before;

    #[test]
    fn tests_are_counted() {
        let text = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured\n\
                    fuss: 99 passed\n\
                    test result: ok. 3 passed; 0 failed; 0 ignored\n\
                    ===== 5 passed in 0.31s =====";
        assert_eq!(count_before(text, "passed"), 20);
        assert_eq!(count_before(text, "ignored"), 1);
    }
}
