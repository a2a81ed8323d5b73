//! What surrounds the command: streams, environment, date.

use std::{
    fmt,
    io::{Read, Write},
};

use chrono::NaiveDate;
use sofi_core::{Lang, render::neutral};

/// What surrounds the command. Nothing else of the process is looked at, files aside.
pub struct Host<'a> {
    /// Where `-` is read.
    pub stdin: &'a mut (dyn Read + Send),
    /// Where results go.
    pub stdout: &'a mut dyn Write,
    /// Where complaints go.
    pub stderr: &'a mut dyn Write,
    /// Does a person read the standard output?
    pub stdout_is_terminal: bool,
    /// Does a person read the standard error?
    pub stderr_is_terminal: bool,
    /// Variables of the environment.
    pub variable: &'a dyn Fn(&str) -> Option<String>,
    /// The date of today.
    pub today: NaiveDate,
}

impl<'a> Host<'a> {
    /// These streams, no terminal, an empty environment, and a date that never changes: for tests.
    ///
    /// ```
    /// let (mut input, mut out, mut err) = (std::io::empty(), Vec::new(), Vec::new());
    /// let mut host = sofi_cli::Host::quiet(&mut input, &mut out, &mut err);
    /// assert_eq!(sofi_cli::run_with(["sofi", "--version"], &mut host), 0);
    /// ```
    pub fn quiet(
        stdin: &'a mut (dyn Read + Send),
        stdout: &'a mut dyn Write,
        stderr: &'a mut dyn Write,
    ) -> Self {
        Self {
            stdin,
            stdout,
            stderr,
            stdout_is_terminal: false,
            stderr_is_terminal: false,
            variable: &|_| None,
            today: NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default(),
        }
    }

    /// Writes one line of complaint. When even that cannot be written, nobody is there to be told.
    pub(crate) fn complain(&mut self, text: &str, lang: Lang) {
        let colon = if lang == Lang::Fr { "\u{a0}: " } else { ": " };
        let _ = writeln!(self.stderr, "sofi{colon}{}", neutral(text));
    }

    /// The language of complaints.
    pub(crate) fn complaint_lang(&self, asked: Option<Lang>) -> Lang {
        crate::locale::lang(asked, self.stderr_is_terminal, self.variable)
    }
}

impl fmt::Debug for Host<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Host").field("today", &self.today).finish_non_exhaustive()
    }
}
