//! The OpenAPI document, as it is served and printed. Every response that these tests get is held to it
//! (`simple_chats_tests::openapi`).

use serde_json::Value;
use simple_chats_domain::ErrorCode;
use simple_chats_tests::openapi::document;
use simple_chats_tests::{Nobody, TestApp, on_both_databases};
use std::collections::BTreeSet;

/// Calls a function with each object in a value.
fn each_object(value: &Value, visit: &mut impl FnMut(&Value)) {
    match value {
        Value::Object(fields) => {
            visit(value);
            fields.values().for_each(|field| each_object(field, visit));
        }
        Value::Array(items) => items.iter().for_each(|item| each_object(item, visit)),
        _ => {}
    }
}

#[test]
fn every_error_code_of_the_api_is_documented() {
    let document = document();
    let mut documented = BTreeSet::new();
    for response in document["components"]["responses"].as_object().unwrap().values() {
        let name = response["content"]["application/json"]["schema"]["$ref"].as_str().unwrap();
        let schema = document.pointer(name.trim_start_matches('#')).unwrap();
        let codes = &schema["properties"]["code"]["enum"];
        documented.extend(codes.as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()));
    }
    let page = include_str!("../../../docs/api.md");
    let table = page.split_once("| Code | Status |").unwrap().1.split_once("\n\n").unwrap().0;
    let of_row = |row: &str| {
        let codes = row.split('|').nth(1).unwrap_or_default();
        codes.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()
    };
    let listed: BTreeSet<String> = table.lines().flat_map(of_row).collect();
    // A path without a handler and a method that it doesn't have are no operations, and so not in the document.
    documented.insert("method_not_allowed".to_owned());
    assert_eq!(documented, listed);
    for code in listed {
        assert!(serde_json::from_value::<ErrorCode>(code.clone().into()).is_ok(), "{code}");
    }
}

#[test]
fn every_reference_of_the_document_leads_somewhere() {
    let document = document();
    let mut count = 0;
    each_object(&document, &mut |object| {
        let Some(reference) = object["$ref"].as_str() else { return };
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
        count += 1;
    });
    assert!(count > 100, "{count}");
}

#[test]
fn every_operation_says_what_it_does() {
    let document = document();
    let mut ids = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let summary = operation["summary"].as_str().unwrap_or_default();
            assert!(summary.ends_with('.') && summary.len() > 10, "{method} {path}: {summary:?}");
            assert!(ids.insert(operation["operationId"].as_str().unwrap().to_owned()), "{method} {path}");
            let statuses = operation["responses"].as_object().unwrap().keys();
            // A part of a file is the same success as the whole.
            let success = statuses.filter(|status| status.starts_with('2') && *status != "206");
            assert_eq!(success.count(), 1, "{method} {path}");
        }
    }
}

on_both_databases! {
    async fn the_document_is_served_to_everybody(app: TestApp) {
        let answer = app.get("/api/openapi.json", &Nobody).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.json(), document());
        assert_eq!(answer.json()["openapi"], "3.1.0");
    }

    async fn a_page_shows_it_with_files_of_this_server_alone(app: TestApp) {
        let page = app.get("/api/docs", &Nobody).await;
        assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
        let mut files = 0;
        for address in page.body.split('"').filter(|part| part.starts_with('/') || part.contains("://")) {
            let file = app.get(address, &Nobody).await;
            assert_eq!(file.status, 200, "{address}");
            files += 1;
        }
        assert!(page.body.contains("/vendored/swagger-ui-bundle.js\"") && files > 5, "{}", page.body);
    }
}
