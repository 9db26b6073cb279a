//! The certificate that clients are shown. Programs that renew it replace two files one after the other; until both fit
//! together again, the one before stays.

use super::key_pair::read_key_pair;
use crate::settings::TlsFiles;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, SystemTime};
use tokio::sync::Notify;

/// How often the files are looked at.
const INTERVAL: Duration = Duration::from_secs(2);

/// The certificate of the moment, and the files that the next one comes from.
#[derive(Debug)]
pub(crate) struct Certificates {
    files: TlsFiles,
    current: RwLock<Arc<CertifiedKey>>,
    seen: Mutex<Seen>,
    wanted: Notify,
}

/// What was found in the files last.
#[derive(Debug)]
struct Seen {
    stamps: [Option<Stamp>; 2],
    /// Why they can't be used. Then they are read each time, since a file may be written within a moment of its clock.
    failure: Option<String>,
}

/// Differs once a file was written or replaced: its time of change, length, and number in the file system.
type Stamp = (SystemTime, u64, u64);

impl Certificates {
    /// Reads the files, which have to hold a certificate and its key.
    pub(crate) fn read(files: &TlsFiles) -> Result<Arc<Self>, String> {
        let seen = Seen { stamps: stamps(files), failure: None };
        let current = RwLock::new(Arc::new(read_key_pair(files)?));
        let (files, seen) = (files.clone(), Mutex::new(seen));
        Ok(Arc::new(Self { files, current, seen, wanted: Notify::new() }))
    }

    /// Takes up changed files for as long as the program runs. They are read in a thread of their own.
    pub(crate) async fn watch(self: Arc<Self>) {
        loop {
            // Whichever comes first: a request to look is no reason to fail.
            tokio::time::timeout(INTERVAL, self.wanted.notified()).await.ok();
            let certificates = Arc::clone(&self);
            if let Err(error) = tokio::task::spawn_blocking(move || certificates.renew()).await {
                tracing::error!(%error, "failed to look at the files of the certificate");
            }
        }
    }

    /// Looks at the files now.
    pub(crate) fn look(&self) {
        self.wanted.notify_one();
    }

    fn current(&self) -> Arc<CertifiedKey> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes up the files if they have changed and can be used. Says once why they can't.
    fn renew(&self) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        // Taken first, so that what is written while they are read counts as changed.
        let found = stamps(&self.files);
        if seen.failure.is_none() && seen.stamps == found {
            return;
        }
        seen.stamps = found;
        match read_key_pair(&self.files) {
            Ok(pair) => {
                let has_changed = seen.failure.take().is_some() || pair.cert != self.current().cert;
                *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(pair);
                if has_changed {
                    tracing::info!("the certificate was read again and is in use");
                }
            }
            Err(reason) => {
                if seen.failure.as_ref() != Some(&reason) {
                    tracing::warn!(reason, "the changed certificate can't be used: the one before stays");
                }
                seen.failure = Some(reason);
            }
        }
    }
}

impl ResolvesServerCert for Certificates {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.current())
    }
}

fn stamps(files: &TlsFiles) -> [Option<Stamp>; 2] {
    [&files.certificate, &files.key].map(|file| stamp(file))
}

fn stamp(file: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(file).ok()?;
    Some((metadata.modified().ok()?, metadata.len(), metadata.ino()))
}
