//! The dictionary of the fuzzer knows every element and namespace.

use xtask::codegen;

#[test]
fn every_element_is_in_the_dictionary() {
    let root = xtask::workspace();
    let dictionary = std::fs::read_to_string(root.join("fuzz/lheo.dict")).unwrap();
    for schema in codegen::load(&root).unwrap() {
        let names = schema.elements.iter().map(|element| &element.name).chain([&schema.namespace]);
        for name in names {
            assert!(
                dictionary.lines().any(|line| line == format!("\"{name}\"")),
                "fuzz/lheo.dict lacks {name}"
            );
        }
    }
}
