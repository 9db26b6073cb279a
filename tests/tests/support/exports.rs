//! Exports, unpacked.

use reqwest::RequestBuilder;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// The files of an export by name.
pub(crate) struct Unpacked(pub(crate) BTreeMap<String, String>);

impl Unpacked {
    /// The export that a request gets.
    pub(crate) async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.expect("the server answers");
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "application/zip");
        Self::unpack(&response.bytes().await.expect("the export arrives"))
    }

    pub(crate) fn unpack(bytes: &[u8]) -> Self {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        let mut files = BTreeMap::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).expect("a file");
            let name = file.name().expect("a name in UTF-8").into_owned();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("a whole file");
            // Texts are in UTF-8; of other files, the tests compare parts.
            files.insert(name, String::from_utf8_lossy(&bytes).into_owned());
        }
        Self(files)
    }

    pub(crate) fn data(&self) -> Value {
        serde_json::from_str(&self.0["data.json"]).expect("JSON")
    }
}
