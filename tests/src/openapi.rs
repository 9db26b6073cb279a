//! Holds each response of the API to the OpenAPI document: its status is listed, and its body has exactly what is documented.

use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The document of the server.
#[must_use]
pub fn document() -> Value {
    serde_json::from_str(simple_chats_server::openapi_document()).expect("the document is JSON")
}

static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    let mut document = document();
    let parts = parts_of_objects(&document);
    close(&mut document, &parts);
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().expect("there are paths") {
        for (method, operation) in item.as_object().expect("a path has methods") {
            operations.push(Operation::of(method, path, operation, &document["components"]));
        }
    }
    operations
});

/// What a method of a path answers.
struct Operation {
    method: String,
    path: String,
    responses: Vec<(u16, Option<Validator>)>,
}

impl Operation {
    fn of(method: &str, path: &str, operation: &Value, components: &Value) -> Self {
        let response = |(status, response): (&String, &Value)| {
            let name = response["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
            let response = name.map_or(response, |name| &components["responses"][name]);
            let schema = &response["content"]["application/json"]["schema"];
            let validator = schema.is_object().then(|| {
                let mut schema = schema.clone();
                schema["components"] = components.clone();
                jsonschema::validator_for(&schema).expect("the schema is valid")
            });
            (status.parse().expect("a status is a number"), validator)
        };
        let responses = operation["responses"].as_object().expect("there are responses");
        Self {
            method: method.to_uppercase(),
            path: path.to_owned(),
            responses: responses.iter().map(response).collect(),
        }
    }

    fn is_at(&self, method: &str, path: &str) -> bool {
        let (mut own, mut others) = (self.path.split('/'), path.split('/'));
        self.method == method
            && loop {
                match (own.next(), others.next()) {
                    (None, None) => break true,
                    (Some(own), Some(other)) if own.starts_with('{') && !other.is_empty() || own == other => {
                    }
                    _ => break false,
                }
            }
    }
}

/// Fails if a response isn't documented. Paths and methods that the API doesn't have are left out.
pub fn check_response(method: &str, path: &str, status: u16, body: &str) {
    let path = path.strip_suffix('/').unwrap_or(path);
    // A named path comes before one with a variable part.
    let found = OPERATIONS
        .iter()
        .filter(|operation| operation.is_at(if method == "HEAD" { "GET" } else { method }, path))
        .min_by_key(|operation| operation.path.contains('{'));
    let Some(operation) = found else { return };
    let Some((_, validator)) = operation.responses.iter().find(|(documented, _)| *documented == status)
    else {
        panic!("{method} {path} answers {status}, which isn't documented: {body}");
    };
    if let Some(validator) = validator
        && method != "HEAD"
    {
        let value: Value = serde_json::from_str(body).expect("the response is JSON");
        let faults: Vec<String> =
            validator.iter_errors(&value).map(|error| format!("{} {error}", error.instance_path())).collect();
        assert!(
            faults.is_empty(),
            "{method} {path} answers {status} {body}, against the document: {faults:?}"
        );
    }
}

/// The names of schemas that are a part of others (`allOf`).
fn parts_of_objects(value: &Value) -> BTreeSet<String> {
    match value {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, value)| {
                let mut parts = parts_of_objects(value);
                if name == "allOf" {
                    let references =
                        value.as_array().into_iter().flatten().filter_map(|part| part["$ref"].as_str());
                    parts.extend(
                        references.filter_map(|reference| Some(reference.rsplit('/').next()?.to_owned())),
                    );
                }
                parts
            })
            .collect(),
        Value::Array(items) => items.iter().flat_map(parts_of_objects).collect(),
        _ => BTreeSet::new(),
    }
}

/// Forbids fields that aren't documented. Clients may get them from later versions, so that the document itself allows them.
fn close(value: &mut Value, parts: &BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            if fields.contains_key("allOf") {
                fields.insert("unevaluatedProperties".to_owned(), json!(false));
                return;
            }
            if fields.contains_key("properties") && fields.get("type") == Some(&json!("object")) {
                fields.insert("additionalProperties".to_owned(), json!(false));
            }
            let inner = fields.iter_mut().filter(|(name, _)| !parts.contains(*name));
            inner.for_each(|(_, value)| close(value, parts));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| close(item, parts)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_documented(method: &str, path: &str, status: u16, body: &Value) -> bool {
        let body = body.to_string();
        std::panic::catch_unwind(|| check_response(method, path, status, &body)).is_ok()
    }

    #[test]
    fn what_isnt_documented_is_found() {
        let me = json!({ "user_id": 1, "data": {
            "user_id": 1, "username": "ann", "name": "Ann", "date_joined": "Thu, 20 May 2021 11:52:17 -0000"
        } });
        assert!(is_documented("GET", "/api/users/1", 200, &me));
        assert!(is_documented("GET", "/api/users/1/", 200, &me));
        assert!(!is_documented("GET", "/api/users/1", 201, &me));
        for (pointer, wrong) in [
            ("/data/name", json!(null)),
            ("/data/date_joined", json!("2021-05-20T11:52:17Z")),
            ("/user_id", json!("1")),
            ("/data", json!([])),
            ("/data", json!({ "user_id": 1, "username": "ann" })),
        ] {
            let mut other = me.clone();
            *other.pointer_mut(pointer).unwrap() = wrong;
            assert!(!is_documented("GET", "/api/users/1", 200, &other), "{other}");
        }
        let mut more = me.clone();
        more["data"]["secret"] = json!(1);
        assert!(!is_documented("GET", "/api/users/1", 200, &more));
        let code = |code: &str| json!({ "message": "no", "code": code });
        assert!(is_documented("GET", "/api/users/1", 404, &code("not_found")));
        assert!(!is_documented("GET", "/api/users/1", 404, &code("gone")));
        assert!(is_documented("GET", "/api/nothing", 404, &code("gone")));
    }

    #[test]
    fn a_named_path_comes_before_a_variable_one() {
        assert!(!is_documented(
            "DELETE",
            "/api/sessions",
            404,
            &json!({ "message": "no", "code": "not_found" })
        ));
        let unknown = json!({ "message": "no", "code": "not_found" });
        assert!(is_documented("DELETE", "/api/sessions/x", 404, &unknown));
    }
}
