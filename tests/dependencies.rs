//! sofi-core stays light: whoever wants an identifier compiles no reader of files.

use std::process::Command;

#[test]
fn the_domain_knows_neither_xml_nor_csv_nor_archives() {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["tree", "--offline", "--package", "sofi-core", "--edges", "normal", "--prefix", "none"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let tree = String::from_utf8(output.stdout).expect("text");
    let names: Vec<_> = tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.contains(&"serde"), "{tree}{}", String::from_utf8_lossy(&output.stderr));
    for heavy in ["quick-xml", "csv", "zip", "flate2", "encoding_rs", "sha2", "toml", "clap"] {
        assert!(!names.contains(&heavy), "{heavy} is in the tree of sofi-core");
    }
}
