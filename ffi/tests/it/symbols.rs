//! What the library exports is frozen: a change of `symbols.txt` is a change of the binary interface.

use std::{collections::BTreeSet, fs, process::Command};

use crate::c::{library_folder, root, succeed};

/// The tests' own export.
const TEST_ONLY: &str = "mp_test_panic";

#[test]
fn the_exported_symbols_are_those_of_the_list() {
    let library = library_folder().join("libmanagementpartner_ffi.so");
    let output =
        succeed("nm", Command::new("nm").args(["--dynamic", "--defined-only", "--format=just-symbols"]).arg(library));
    let symbols = String::from_utf8(output.stdout).unwrap();
    let exported: BTreeSet<&str> = symbols.lines().filter(|symbol| *symbol != TEST_ONLY).collect();
    let list = fs::read_to_string(root().join("symbols.txt")).unwrap();
    let frozen: BTreeSet<&str> = list.lines().collect();
    assert_eq!(exported, frozen);
    assert!(symbols.contains(TEST_ONLY), "the library under test is another than the one looked at");
}
