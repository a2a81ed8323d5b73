//! `cargo xtask sbom`: what is shipped is made of, as [CycloneDX] 1.5 writes it.
//!
//! The same lock file gives the same bytes: no serial number and no date, which the format leaves out as well as in.
//!
//! [CycloneDX]: https://cyclonedx.org

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::{Value, json};
use toml::de::{DeTable, DeValue};

use super::{
    at, licence,
    metadata::{Metadata, Package},
};

/// What is shipped, and what CycloneDX calls it.
const SHIPPED: [(&str, &str); 2] = [("sofi-cli", "application"), ("sofi-py", "library")];

/// Writes `target/sbom/NAME.cdx.json` for each thing that is shipped.
pub(crate) fn run(workspace: &Path) -> Result<(), String> {
    let folder = workspace.join("target/sbom");
    fs::create_dir_all(&folder).map_err(at(&folder))?;
    for (name, bom) in all(workspace)? {
        let path = folder.join(format!("{name}.cdx.json"));
        fs::write(&path, format!("{bom:#}\n")).map_err(at(&path))?;
        println!("{}: {} components", path.display(), bom["components"].as_array().map_or(0, Vec::len));
    }
    Ok(())
}

fn all(workspace: &Path) -> Result<Vec<(&'static str, Value)>, String> {
    let metadata = Metadata::load(workspace)?;
    let path = workspace.join("Cargo.lock");
    let checksums = checksums(&fs::read_to_string(&path).map_err(at(&path))?)?;
    SHIPPED.into_iter().map(|(name, kind)| Ok((name, bom(&metadata, &checksums, name, kind)?))).collect()
}

fn bom(
    metadata: &Metadata,
    checksums: &BTreeMap<String, String>,
    name: &str,
    kind: &str,
) -> Result<Value, String> {
    let closure = metadata.closure(name);
    let packages = closure.keys().map(|id| metadata.package(id).ok_or(*id)).collect::<Result<Vec<_>, _>>();
    let mut packages = packages.map_err(|id| format!("{id}: not in cargo metadata"))?;
    packages.sort_unstable_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    let component = |package: &&Package, kind| component(package, kind, checksums.get(&purl(package)));
    let root = packages.iter().find(|package| package.name == name).ok_or("the package is missing")?;
    let others = packages.iter().filter(|package| package.name != name);
    let uses = |package: &&Package| {
        let uses: Vec<_> =
            closure[package.id.as_str()].iter().filter_map(|id| metadata.package(id)).collect();
        json!({ "ref": purl(package), "dependsOn": uses.into_iter().map(purl).collect::<Vec<_>>() })
    };
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": component(root, kind) },
        "components": others.map(|package| component(package, "library")).collect::<Vec<_>>(),
        "dependencies": packages.iter().map(uses).collect::<Vec<_>>(),
    }))
}

fn component(package: &Package, kind: &str, checksum: Option<&String>) -> Value {
    let purl = purl(package);
    let mut component = json!({
        "type": kind,
        "bom-ref": purl,
        "name": package.name,
        "version": package.version,
        "purl": purl,
    });
    if let Some(description) = &package.description {
        component["description"] = description.trim().into();
    }
    if let Some(expression) = &package.license {
        component["licenses"] = json!([{ "expression": licence::normal(expression) }]);
    }
    if let Some(checksum) = checksum {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    component
}

/// What names a package everywhere.
fn purl(package: &Package) -> String {
    purl_of(&package.name, &package.version)
}

fn purl_of(name: &str, version: &str) -> String {
    format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"))
}

/// The digests of the packages, from the lock file, by what names them.
fn checksums(lock: &str) -> Result<BTreeMap<String, String>, String> {
    let table = DeTable::parse(lock).map_err(|error| format!("Cargo.lock: {error}"))?;
    let packages = table.get_ref().get("package").and_then(|packages| packages.get_ref().as_array());
    let read = |package: &DeValue<'_>| {
        let field = |key| package.get(key).and_then(|value| value.get_ref().as_str());
        Some((purl_of(field("name")?, field("version")?), field("checksum")?.to_owned()))
    };
    Ok(packages
        .into_iter()
        .flat_map(|all| all.iter().filter_map(|package| read(package.get_ref())))
        .collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn every_reference_is_a_component_and_none_is_of_tests_alone() {
        for (name, bom) in super::all(&crate::workspace()).unwrap() {
            let texts = |list: &serde_json::Value, key: &str| -> BTreeSet<String> {
                list.as_array().unwrap().iter().map(|item| item[key].as_str().unwrap().to_owned()).collect()
            };
            let mut known = texts(&bom["components"], "bom-ref");
            assert!(known.contains("pkg:cargo/sofi-core@0.1.0"), "{known:?}");
            assert!(!known.iter().any(|purl| purl.starts_with("pkg:cargo/proptest@")), "{known:?}");
            let count = known.len();
            assert_eq!(count, bom["components"].as_array().unwrap().len(), "two components of one name");
            known.insert(bom["metadata"]["component"]["bom-ref"].as_str().unwrap().to_owned());
            assert_eq!(texts(&bom["dependencies"], "ref"), known, "{name}");
            for dependency in bom["dependencies"].as_array().unwrap() {
                for used in dependency["dependsOn"].as_array().unwrap() {
                    assert!(known.contains(used.as_str().unwrap()), "{used}");
                }
            }
            for component in bom["components"].as_array().unwrap() {
                let ours = component["name"].as_str().unwrap().starts_with("sofi-");
                assert_eq!(component["hashes"].is_null(), ours, "{component}");
                assert!(component["licenses"].is_array(), "{component}");
            }
        }
    }
}
