//! Runs the suite in `tests/c`: plain, under valgrind, and with `AddressSanitizer` in the C side.

use std::{fs, path::PathBuf, process::Command};

use crate::c::{Service, compile, root};

fn sources() -> Vec<PathBuf> {
    let files = fs::read_dir(root().join("tests/c")).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|file| file.extension().is_some_and(|extension| extension == "c")).collect()
}

#[test]
fn the_suite_passes_and_the_library_prints_nothing() {
    let suite = compile("c-suite", &sources(), &[]);
    let output = Service::start().run("the C suite", &mut Command::new(suite));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn valgrind_finds_no_error_and_no_leak() {
    let suite = compile("c-suite-valgrind", &sources(), &[]);
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--quiet", "--error-exitcode=9", "--leak-check=full", "--child-silent-after-fork=yes"]);
    valgrind.args(["--show-leak-kinds=definite,indirect", "--errors-for-leak-kinds=definite,indirect"]);
    // glibc's own clean-up at exit loses what the resolver of a thread that still runs had.
    valgrind.arg("--run-libc-freeres=no");
    valgrind.arg(format!("--suppressions={}", root().join("tests/c/valgrind.supp").display()));
    Service::start().run("valgrind", valgrind.arg(suite));
}

#[test]
fn address_sanitizer_finds_nothing() {
    let suite = compile("c-suite-asan", &sources(), &["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]);
    Service::start().run("the C suite with AddressSanitizer", &mut Command::new(suite));
}

#[test]
fn the_example_links_and_says_so() {
    let example = compile("link", &[root().join("examples/link.c")], &[]);
    let service = Service::start();
    let first = service.run("the example", Command::new(&example).arg("12345"));
    assert!(String::from_utf8_lossy(&first.stdout).starts_with("The account is now linked to 12345 (Contoso"));
    let again = service.run("the example", Command::new(&example).arg("12345"));
    assert!(String::from_utf8_lossy(&again.stdout).starts_with("The account was already linked to 12345"));
}

#[test]
fn the_header_is_one_for_cpp_too() {
    let source = root().join("include/managementpartner.h");
    let mut cpp = Command::new("c++");
    cpp.args(["-x", "c++", "-std=c++17", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only"]).arg(source);
    crate::c::succeed("the C++ compiler", &mut cpp);
}
