//! `cargo xtask deny`: the dependencies, held to `deny.toml`.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use toml::de::{DeTable, DeValue};

use super::{at, licence, metadata::Metadata};

/// The part of `deny.toml` that can be judged from the lock file alone.
#[derive(Debug, Default)]
struct Policy {
    licences: Vec<String>,
    /// Names, with the first version that is not refused.
    refused: Vec<(String, Vec<u64>)>,
    /// Names with the start of a version, of which there may be several at once.
    skipped: Vec<(String, Vec<u64>)>,
}

/// Judges by the policy here, then by cargo-deny where it is installed; `advisories` asks it for the known
/// vulnerabilities too, for which it fetches its database.
pub(crate) fn run(workspace: &Path, advisories: bool) -> Result<(), String> {
    let path = workspace.join("deny.toml");
    let policy = Policy::read(&fs::read_to_string(&path).map_err(at(&path))?)?;
    let metadata = Metadata::load(workspace)?;
    let faults = policy.faults(&metadata);
    if !faults.is_empty() {
        return Err(faults.join("\n"));
    }
    println!("{} packages are as deny.toml wants them", metadata.packages.len());
    let installed = Command::new(super::cargo()).args(["deny", "--version"]).output();
    if !installed.is_ok_and(|output| output.status.success()) {
        let told = "cargo-deny is not installed (cargo install cargo-deny --locked, a quarter of an hour)";
        return if advisories {
            Err(format!("{told}: no advisory was looked at"))
        } else {
            println!("{told}: the texts of licences were not read");
            Ok(())
        };
    }
    let mut deny = Command::new(super::cargo());
    deny.current_dir(workspace).arg("deny");
    if advisories {
        deny.args(["check"]);
    } else {
        deny.args(["--offline", "check", "bans", "licenses", "sources"]);
    }
    super::run(&mut deny)
}

impl Policy {
    fn read(text: &str) -> Result<Self, String> {
        let table = DeTable::parse(text).map_err(|error| format!("deny.toml: {error}"))?;
        let table = table.get_ref();
        let licences = list(table, "licenses", "allow").filter_map(DeValue::as_str).map(str::to_owned);
        let named = |key: &'static str| {
            list(table, "bans", key)
                .filter_map(|entry| entry.get("crate").map_or(entry, |name| name.get_ref()).as_str())
        };
        Ok(Self {
            licences: licences.collect(),
            refused: named("deny").map(|spec| split(spec, ":<")).collect::<Result<_, _>>()?,
            skipped: named("skip").map(|spec| split(spec, "@")).collect::<Result<_, _>>()?,
        })
    }

    /// What is not as the policy wants it, one line for each.
    fn faults(&self, metadata: &Metadata) -> Vec<String> {
        let mut faults = Vec::new();
        let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for package in &metadata.packages {
            let shown = format!("{} {}", package.name, package.version);
            let licence = package.license.as_deref().unwrap_or_default();
            if !licence::is_allowed(licence, &self.licences) {
                faults.push(format!("{shown}: the licence `{licence}` is not allowed"));
            }
            if package.source.as_deref().is_some_and(|source| source != DEFAULT_REGISTRY) {
                faults.push(format!("{shown}: not from the default registry"));
            }
            let version = numbers(&package.version);
            let is_older = |(name, first): &&(String, Vec<u64>)| *name == package.name && version < *first;
            if self.refused.iter().any(|refused| is_older(&refused)) {
                faults.push(format!("{shown}: this version is refused"));
            }
            let is_skipped =
                self.skipped.iter().any(|(name, start)| *name == package.name && version.starts_with(start));
            if !is_skipped {
                versions.entry(&package.name).or_default().push(&package.version);
            }
        }
        versions.retain(|_, all| all.len() > 1);
        faults.extend(
            versions.iter().map(|(name, all)| format!("{name}: several versions, {}", all.join(", "))),
        );
        faults
    }
}

/// As lock files write it.
const DEFAULT_REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

fn list<'v, 't>(table: &'v DeTable<'t>, section: &str, key: &str) -> impl Iterator<Item = &'v DeValue<'t>> {
    let values = table.get(section).and_then(|section| section.get_ref().get(key)?.get_ref().as_array());
    values.into_iter().flat_map(|values| values.iter().map(toml::Spanned::get_ref))
}

/// A name and a version; nothing else that cargo-deny takes can be judged here.
fn split(spec: &str, separator: &str) -> Result<(String, Vec<u64>), String> {
    let (name, version) =
        spec.split_once(separator).ok_or_else(|| format!("deny.toml: `{spec}` has no `{separator}`"))?;
    Ok((name.to_owned(), numbers(version)))
}

/// The numbers of a version, without what marks a pre-release or a build.
fn numbers(version: &str) -> Vec<u64> {
    let core = version.split(['-', '+']).next().unwrap_or_default();
    core.split('.').filter_map(|number| number.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::{DEFAULT_REGISTRY, Metadata, Policy};

    #[test]
    fn the_lock_file_is_as_deny_toml_wants_it() {
        let workspace = crate::workspace();
        let policy = Policy::read(&std::fs::read_to_string(workspace.join("deny.toml")).unwrap()).unwrap();
        assert!(policy.licences.len() > 3 && !policy.refused.is_empty(), "{policy:?}");
        let metadata = Metadata::load(&workspace).unwrap();
        assert!(metadata.packages.len() > 100);
        assert_eq!(policy.faults(&metadata), [""; 0]);
    }

    #[test]
    fn what_is_wrong_is_told() {
        let policy = Policy::read(
            r#"
            [licenses]
            allow = ["MIT"]
            [bans]
            deny = [{ crate = "old:<0.41" }]
            skip = ["twice@2"]
            "#,
        )
        .unwrap();
        let package = |name: &str, version: &str, licence: &str, source: &str| serde_json::json!({ "id": "", "name": name, "version": version, "license": licence, "source": source });
        let metadata: Metadata = serde_json::from_value(serde_json::json!({
            "resolve": { "nodes": [] },
            "packages": [
                package("old", "0.40.9", "MIT", DEFAULT_REGISTRY),
                package("old", "0.41.0", "MIT", DEFAULT_REGISTRY),
                package("twice", "2.1.0", "MIT", DEFAULT_REGISTRY),
                package("twice", "3.0.0", "MIT", DEFAULT_REGISTRY),
                package("closed", "1.0.0", "Proprietary", DEFAULT_REGISTRY),
                package("forked", "1.0.0", "MIT", "git+https://example.org/forked"),
            ],
        }))
        .unwrap();
        assert_eq!(
            policy.faults(&metadata),
            [
                "old 0.40.9: this version is refused",
                "closed 1.0.0: the licence `Proprietary` is not allowed",
                "forked 1.0.0: not from the default registry",
                "old: several versions, 0.40.9, 0.41.0",
            ]
        );
        assert!(
            Policy::read("[bans]\ndeny = [{ crate = \"old:>1\" }]").is_err(),
            "what is not understood is said"
        );
    }
}
