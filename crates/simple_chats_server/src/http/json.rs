//! JSON responses, serialized from structs into one buffer.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// An object with these fields, which serializes without an intermediate form.
macro_rules! object {
    ($name:ident: $value:expr $(, $($rest:tt)*)?) => {
        $crate::http::json::Field(stringify!($name), $value, $crate::http::json::object!($($($rest)*)?))
    };
    () => { () };
}
pub(crate) use object;

/// A field of an object, and those after it.
pub(crate) struct Field<T, Rest>(pub(crate) &'static str, pub(crate) T, pub(crate) Rest);

pub(crate) trait Fields {
    fn add_to<M: SerializeMap>(&self, object: &mut M) -> Result<(), M::Error>;
}

impl Fields for () {
    fn add_to<M: SerializeMap>(&self, _: &mut M) -> Result<(), M::Error> {
        Ok(())
    }
}

impl<T: Serialize, Rest: Fields> Fields for Field<T, Rest> {
    fn add_to<M: SerializeMap>(&self, object: &mut M) -> Result<(), M::Error> {
        let Self(name, value, rest) = self;
        object.serialize_entry(name, value)?;
        rest.add_to(object)
    }
}

impl<T: Serialize, Rest: Fields> Serialize for Field<T, Rest> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        self.add_to(&mut object)?;
        object.end()
    }
}

/// The text of a value. `capacity` is its expected length.
pub(crate) fn to_json(value: &impl Serialize, capacity: usize) -> Vec<u8> {
    let mut text = Vec::with_capacity(capacity);
    #[expect(clippy::expect_used, reason = "responses have no map with other keys than strings")]
    serde_json::to_writer(&mut text, value).expect("a response can be serialized");
    text
}

/// A response with a JSON text.
pub(crate) fn json_text(status: StatusCode, text: Vec<u8>) -> HttpResponse {
    let mut response = HttpResponse::build(status).body(text);
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}

/// A short JSON response.
pub(crate) fn json(status: StatusCode, value: &impl Serialize) -> HttpResponse {
    json_text(status, to_json(value, 256))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_has_its_fields_in_order() {
        let inner = object! { text: "a\"b", none: None::<i64> };
        let text = to_json(&object! { user_id: 7, data: [inner], message: "é" }, 0);
        let expected = "{\"user_id\":7,\"data\":[{\"text\":\"a\\\"b\",\"none\":null}],\"message\":\"é\"}";
        assert_eq!(String::from_utf8(text).unwrap(), expected);
    }
}
