//! What counts as an import, and which circles are found.

use super::*;

fn crate_of(files: &[(&str, &str)]) -> Imports {
    Imports::of_crate(&files.iter().map(|(path, text)| ((*path).into(), (*text).into())).collect())
}

fn imported(imports: &Imports, module: &str) -> Vec<String> {
    imports.0[module].iter().cloned().collect()
}

#[test]
fn imports_are_found_in_use_trees_in_code_and_behind_exports() {
    let imports = crate_of(&[
        ("lib", "pub mod api; mod store; mod hub;\nfn main() { api::run() }"),
        ("api", "use crate::{store::{self, Row}, hub::Hub};\nuse actix_web::web;"),
        ("store", "// use crate::api;\nconst TEXT: &str = \"crate::api::X\";\nstruct Row;"),
        ("hub", "mod task;\npub use task::{Hub};"),
        ("hub/task", "pub struct Hub(crate::store::Row); fn parse() { super::super::api::run() }"),
    ]);
    assert_eq!(imported(&imports, ""), ["api"]);
    assert_eq!(imported(&imports, "api"), ["extern:actix_web", "hub/task", "store"]);
    assert_eq!(imported(&imports, "store"), [""; 0]);
    assert_eq!(imported(&imports, "hub/task"), ["api", "store"]);
}

#[test]
fn tests_do_not_count() {
    let imports = crate_of(&[
        ("lib", "mod a; mod b; mod c;"),
        ("a", "use crate::b::B;\n#[cfg(test)]\nmod tests;"),
        ("a/tests", "use crate::b::B;"),
        ("b", "struct B;\n#[cfg(test)]\nmod tests {\n    use crate::a::A;\n}\nuse crate::c::C;"),
        ("c", "struct C;"),
    ]);
    assert_eq!(imported(&imports, "b"), ["c"]);
    assert_eq!(imports.circles(), [""; 0]);
    assert!(!imports.knows("a/tests"));
}

#[test]
fn a_circle_is_found_between_folders_and_within_one() {
    let imports = crate_of(&[
        ("lib", "mod a; mod b; mod c;"),
        ("a", "mod x;"),
        ("a/x", "use crate::b::B;"),
        ("b", "use crate::c::y::C;"),
        ("c", "mod y; mod z;"),
        ("c/y", "use super::z::Z;"),
        ("c/z", "use super::y::C; use crate::a::A;"),
    ]);
    assert_eq!(imports.circles(), ["/: a imports b imports c imports a", "c/: y imports z imports y"]);
}

#[test]
fn an_import_of_the_own_parent_is_upward() {
    let imports = crate_of(&[("lib", ""), ("a", "mod x; use self::x::X;"), ("a/x", "use super::A;")]);
    assert_eq!(imports.circles(), [""; 0]);
    assert_eq!(imports.upward(""), ["a/x imports a, in which it is"]);
    assert_eq!(imports.upward("a"), [""; 0]);
}

#[test]
fn a_submodule_imports_by_the_private_imports_of_its_parent() {
    let imports = crate_of(&[
        ("lib", "mod a; mod b; use b::B;"),
        ("a", "mod x; mod y; use self::y::Y; fn run() { crate::B::run() }"),
        ("a/x", "use super::Y;"),
        ("a/y", "use super::x::X;"),
        ("b", "struct B;"),
    ]);
    assert_eq!(imported(&imports, "a"), ["a/y", "b"]);
    assert_eq!(imports.circles(), ["a/: x imports y imports x"]);
}

#[test]
fn a_rule_forbids_modules_their_submodules_and_crates() {
    let imports = crate_of(&[
        ("lib", "mod api; mod live; mod cases;"),
        ("live", "mod frames;"),
        ("live/frames", "use crate::api::error::ApiError;"),
        ("api", "mod error; pub use error::ApiError;"),
        ("api/error", "use actix_web::http;"),
        ("cases", "fn run() { actix_web::rt::spawn() }"),
    ]);
    let rules = [
        Rule { of: "live", forbids: "api", because: "they are apart" },
        Rule { of: "cases", forbids: "extern:actix", because: "it knows no HTTP" },
    ];
    assert_eq!(
        imports.violations(&rules),
        [
            "live/frames imports api/error, but they are apart",
            "cases imports extern:actix_web, but it knows no HTTP"
        ]
    );
}

#[test]
fn scripts_import_by_relative_paths_and_in_the_comments_of_types() {
    let scripts = Imports::of_scripts(&Sources::from([
        ("chats".into(), "import { read } from './state/store.js';".into()),
        ("state/store".into(), "/** @typedef {import('../live/types.js').Frame} Frame */".into()),
        ("live/types".into(), "import './other.js';\nexport * from \"../state/store.js\";".into()),
    ]));
    assert_eq!(imported(&scripts, "chats"), ["state/store"]);
    assert_eq!(imported(&scripts, "live/types"), ["live/other", "state/store"]);
    assert_eq!(scripts.circles(), ["/: state imports live imports state"]);
}
