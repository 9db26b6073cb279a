//! What Linux says of processes and the machine.

use crate::Failure;
use std::fs;
use std::time::Duration;

/// The unit of the times in `/proc/<pid>/stat`.
const TICK: Duration = Duration::from_millis(10);

/// The process of this program.
pub(crate) const SELF: &str = "self";

/// The processor time that a process has used so far, user and system.
pub(crate) fn processor_time(pid: &str) -> Result<Duration, Failure> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The name, which may contain anything, ends with the last parenthesis. User and system time are fields 14 and 15.
    let fields = stat.rsplit(')').next().into_iter().flat_map(str::split_whitespace).skip(11).take(2);
    let ticks = fields.map(str::parse::<u32>).sum::<Result<u32, _>>()?;
    Ok(TICK * ticks)
}

/// The bytes that a process has caused to be written to disks so far.
pub(crate) fn written_bytes(pid: &str) -> Result<u64, Failure> {
    number_after(&fs::read_to_string(format!("/proc/{pid}/io"))?, "write_bytes:")
}

/// The resident memory of a process, in bytes.
pub(crate) fn resident_memory(pid: &str) -> Result<u64, Failure> {
    Ok(number_after(&fs::read_to_string(format!("/proc/{pid}/status"))?, "VmRSS:")? * 1024)
}

/// The kernel's own memory for objects such as sockets, in bytes.
pub(crate) fn kernel_memory() -> Result<u64, Failure> {
    Ok(number_after(&fs::read_to_string("/proc/meminfo")?, "Slab:")? * 1024)
}

/// The load average of the last minute, the number of processors, and the kernel's version.
pub(crate) fn description() -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let load = read("/proc/loadavg");
    let processors = std::thread::available_parallelism().map_or(0, usize::from);
    let model = read("/proc/cpuinfo")
        .lines()
        .find_map(|line| Some(line.strip_prefix("model name")?.split_once(':')?.1.trim().to_owned()));
    format!(
        "{processors} processors ({}), Linux {}, load average {}",
        model.as_deref().unwrap_or("unknown model"),
        read("/proc/sys/kernel/osrelease").trim(),
        load.split_whitespace().next().unwrap_or("unknown")
    )
}

fn number_after(text: &str, name: &str) -> Result<u64, Failure> {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| line.split_whitespace().next());
    Ok(number.ok_or_else(|| format!("Linux says nothing about {name}"))?.parse()?)
}
