//! Tells the tests whether the large public data set lies beside the project, so that those which need it are
//! reported as ignored where it does not.

use std::path::Path;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(has_online_retail)");
    println!("cargo::rerun-if-changed=build.rs");
    let root = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    if Path::new(&root).join("../shared/data/online_retail/online_retail.csv.gz").exists() {
        println!("cargo::rustc-cfg=has_online_retail");
    }
}
