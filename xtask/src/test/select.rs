//! Which steps to run.

use super::STEPS;

/// Which steps to run.
///
/// ```
/// use xtask::test::Selection;
///
/// let selection = Selection::parse(&["--only", "pytest"]).unwrap();
/// assert!(selection.holds("pytest") && selection.holds("wheel"), "a step brings what it needs");
/// assert!(!selection.holds("clippy"));
/// assert!(!Selection::parse(&["--skip", "fuzz,w3c"]).unwrap().holds("w3c"));
/// assert!(Selection::parse(&["--only", "lunch"]).is_err());
/// ```
#[derive(Debug)]
pub struct Selection {
    names: Vec<&'static str>,
}

/// What the arguments ask for does not exist.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct UnknownStep(String);

impl Selection {
    /// Reads `--only STEP,...` and `--skip STEP,...`.
    pub fn parse(arguments: &[&str]) -> Result<Self, UnknownStep> {
        let (mut only, mut skip) = (Vec::new(), Vec::new());
        let mut rest = arguments.iter();
        while let Some(flag) = rest.next() {
            let list = match *flag {
                "--only" => &mut only,
                "--skip" => &mut skip,
                other => return Err(UnknownStep(format!("unknown flag {other}: --only, --skip or --list"))),
            };
            let steps = rest.next().ok_or_else(|| UnknownStep(format!("{flag} wants steps")))?;
            for name in steps.split(',') {
                let step = STEPS.iter().find(|step| step.name == name);
                list.push(step.ok_or_else(|| UnknownStep(format!("unknown step {name}: see --list")))?.name);
            }
        }
        if only.is_empty() {
            only.extend(STEPS.iter().map(|step| step.name));
        }
        // A step comes after what it needs, so that one pass from the end finds all needs.
        for step in STEPS.iter().rev() {
            if only.contains(&step.name) {
                only.extend(step.needs);
            }
        }
        only.retain(|name| !skip.contains(name));
        Ok(Self { names: only })
    }

    /// Is this step to run?
    pub fn holds(&self, step: &str) -> bool {
        self.names.contains(&step)
    }
}
