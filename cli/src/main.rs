//! The program `managementpartner`.

fn main() {}
