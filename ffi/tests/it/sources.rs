//! Rules of the sources that no lint knows.

use std::{fs, path::Path};

fn sources() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|file| (file.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&file).unwrap()))
        .collect()
}

#[test]
fn unsafe_code_is_in_two_files() {
    for (name, text) in sources() {
        let is_unsafe =
            ["unsafe {", "unsafe impl", "unsafe fn", "unsafe extern"].iter().any(|word| text.contains(word));
        assert_eq!(is_unsafe, name == "memory" || name == "callback", "{name}.rs");
    }
}

#[test]
fn every_export_has_its_words_and_its_guard() {
    let guards = ["guard(", "caught(", "answer(", "_free(", "Text::new(", "MP_ABI_VERSION"];
    for (name, text) in sources() {
        let mut before = "";
        for (index, line) in text.lines().enumerate() {
            if line == "#[unsafe(no_mangle)]" {
                assert!(before.starts_with("/// "), "{name}.rs:{}: an export without words", index + 1);
                let body: String = text.lines().skip(index + 1).take_while(|line| *line != "}").collect();
                assert!(guards.iter().any(|guard| body.contains(guard)), "{name}.rs:{}: no guard", index + 1);
            }
            before = line;
        }
    }
}
