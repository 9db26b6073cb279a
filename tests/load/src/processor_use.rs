//! The use of the processors during a load by others than the measured server.

use crate::installation::Installation;
use crate::scenarios::Figure;
use crate::{Failure, machine};
use std::time::{Duration, Instant};

/// What has been used before the load.
pub(crate) struct ProcessorUse {
    begin: Instant,
    own: Duration,
    measured: Duration,
    busy: Duration,
}

impl ProcessorUse {
    pub(crate) fn start(installation: &Installation) -> Result<Self, Failure> {
        Ok(Self {
            begin: Instant::now(),
            own: machine::processor_time(machine::SELF)?,
            measured: installation.processor_time()? + installation.database_time()?,
            busy: machine::busy_time()?,
        })
    }

    /// The use by the load generator itself and by processes that have nothing to do with the load, which make a run unfair.
    pub(crate) fn figures(&self, installation: &Installation) -> Result<[Figure; 2], Failure> {
        let now = Self::start(installation)?;
        let share = |used: Duration| used.as_secs_f64() / now.begin.duration_since(self.begin).as_secs_f64();
        let own = now.own.saturating_sub(self.own);
        let measured = now.measured.saturating_sub(self.measured);
        let others = now.busy.saturating_sub(self.busy).saturating_sub(own).saturating_sub(measured);
        Ok([
            Figure { name: LOAD_GENERATOR, unit: "processors", value: share(own) },
            Figure { name: "others", unit: "processors", value: share(others) },
        ])
    }
}

/// The name of the figure.
pub(crate) const LOAD_GENERATOR: &str = "load generator";

/// The use of its only thread from which on the load generator is the limit of a load.
pub(crate) const SATURATED: f64 = 0.9;
