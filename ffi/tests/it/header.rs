//! The checked-in header is what cbindgen makes of the sources.

use std::{env, fs, path::Path};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn generated() -> String {
    let config = cbindgen::Config::from_file(root().join("cbindgen.toml")).unwrap();
    let bindings = cbindgen::generate_with_config(root(), config).unwrap();
    let mut header = Vec::new();
    bindings.write(&mut header);
    // cbindgen takes the two renamed pointers for names, and puts a blank behind them.
    String::from_utf8(header).unwrap().replace("char * ", "char *").replace("char *const * ", "char *const *")
}

#[test]
fn the_header_is_what_the_sources_say() {
    let path = root().join("include/managementpartner.h");
    let header = generated();
    if env::var_os("MANAGEMENTPARTNER_WRITE_HEADER").is_some() {
        fs::write(&path, &header).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap() == header, "the header is out of date: run `cargo xtask header`");
}
