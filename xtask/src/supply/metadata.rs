//! What `cargo metadata` says, as far as it is used here.

use std::{collections::BTreeMap, path::Path, process::Command};

use serde::Deserialize;

/// The packages of the workspace and all that they depend on, on any system.
#[derive(Debug, Deserialize)]
pub(super) struct Metadata {
    pub(super) packages: Vec<Package>,
    pub(super) resolve: Resolve,
}

#[derive(Debug, Deserialize)]
pub(super) struct Package {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) version: String,
    /// An SPDX expression; `/` is an old way to write `OR`.
    pub(super) license: Option<String>,
    /// `None` for the packages of the workspace.
    pub(super) source: Option<String>,
    pub(super) description: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Resolve {
    pub(super) nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Node {
    pub(super) id: String,
    deps: Vec<Dep>,
}

#[derive(Debug, Deserialize)]
struct Dep {
    pkg: String,
    dep_kinds: Vec<DepKind>,
}

#[derive(Debug, Deserialize)]
struct DepKind {
    /// `None`, `build` or `dev`.
    kind: Option<String>,
}

impl Metadata {
    /// Asks cargo, which must find everything in the lock file and on this machine.
    pub(super) fn load(workspace: &Path) -> Result<Self, String> {
        let output = Command::new(super::cargo())
            .args(["metadata", "--format-version", "1", "--locked", "--offline", "--all-features"])
            .current_dir(workspace)
            .output()
            .map_err(|error| format!("cargo metadata: {error}"))?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        serde_json::from_slice(&output.stdout).map_err(|error| format!("cargo metadata: {error}"))
    }

    /// The package of this name in the workspace, and all that it is built from: dependencies of tests are left out.
    /// Each comes with the identifiers of those it uses, sorted.
    pub(super) fn closure(&self, root: &str) -> BTreeMap<&str, Vec<&str>> {
        let uses: BTreeMap<&str, Vec<&str>> =
            self.resolve.nodes.iter().map(|node| (node.id.as_str(), node.built_from())).collect();
        let root = self.packages.iter().find(|package| package.name == root && package.source.is_none());
        let mut todo: Vec<&str> = root.into_iter().map(|package| package.id.as_str()).collect();
        let mut found = BTreeMap::new();
        while let Some(id) = todo.pop() {
            if !found.contains_key(id) {
                let next = uses.get(id).cloned().unwrap_or_default();
                todo.extend(&next);
                found.insert(id, next);
            }
        }
        found
    }

    pub(super) fn package(&self, id: &str) -> Option<&Package> {
        self.packages.iter().find(|package| package.id == id)
    }
}

impl Node {
    fn built_from(&self) -> Vec<&str> {
        let built = |dep: &&Dep| dep.dep_kinds.iter().any(|kind| kind.kind.as_deref() != Some("dev"));
        let mut ids: Vec<&str> = self.deps.iter().filter(built).map(|dep| dep.pkg.as_str()).collect();
        ids.sort_unstable();
        ids
    }
}
