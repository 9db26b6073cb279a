//! What Linux says of processes and the machine.

use crate::Failure;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// The unit of the times in `/proc/stat` and `/proc/<pid>/stat`.
const TICK: Duration = Duration::from_millis(10);

/// The process of this program.
pub(crate) const SELF: &str = "self";

/// The processor time that a process has used so far, user and system.
pub(crate) fn processor_time(pid: &str) -> Result<Duration, Failure> {
    // Of the fields after the name, which are counted from the third on.
    ticks(stat(pid)?.iter().skip(11).take(2))
}

/// The processor time that a process and its children have used so far, with that of children which have ended.
pub(crate) fn processor_time_with_children(pid: &str) -> Result<Duration, Failure> {
    let own = ticks(stat(pid)?.iter().skip(11).take(4))?;
    // Without those that have just ended.
    let of_children = children(pid)?.into_iter().filter_map(|child| processor_time(&child).ok());
    Ok(own + of_children.sum::<Duration>())
}

/// The processor time that everything on the machine has used so far, and that other virtual machines took from it.
pub(crate) fn busy_time() -> Result<Duration, Failure> {
    let stat = fs::read_to_string("/proc/stat")?;
    let fields: Vec<&str> = stat.lines().next().into_iter().flat_map(str::split_whitespace).skip(1).collect();
    // The fourth and the fifth are idle times; after the eighth, times are counted again.
    let busy = fields.iter().enumerate().filter(|(index, _)| ![3, 4].contains(index) && *index < 8);
    ticks(busy.map(|(_, field)| field))
}

fn ticks<T: AsRef<str>>(fields: impl Iterator<Item = T>) -> Result<Duration, Failure> {
    let ticks = fields.map(|field| field.as_ref().parse::<u64>()).sum::<Result<u64, _>>()?;
    Ok(TICK * u32::try_from(ticks)?)
}

/// The fields of `/proc/<pid>/stat` after the name, which may contain anything and ends with the last parenthesis.
fn stat(pid: &str) -> Result<Vec<String>, Failure> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let fields = stat.rsplit(')').next().into_iter().flat_map(str::split_whitespace);
    Ok(fields.map(str::to_owned).collect())
}

fn processes() -> Result<impl Iterator<Item = String>, Failure> {
    let entries = fs::read_dir("/proc")?.filter_map(Result::ok);
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    Ok(names.filter(|name| name.parse::<u32>().is_ok()))
}

fn children(pid: &str) -> Result<Vec<String>, Failure> {
    let is_child = |process: &String| stat(process).is_ok_and(|stat| stat.get(1).is_some_and(|it| it == pid));
    Ok(processes()?.filter(is_child).collect())
}

/// The process whose command line has these arguments side by side.
pub(crate) fn process_with_arguments(arguments: [&str; 2]) -> Result<String, Failure> {
    let pattern = format!("\0{}\0{}\0", arguments[0], arguments[1]);
    let command_line = |pid: &str| fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    let found = processes()?.find(|pid| String::from_utf8_lossy(&command_line(pid)).contains(&pattern));
    Ok(found.ok_or_else(|| format!("no process has the arguments {arguments:?}"))?)
}

/// The bytes that a process has caused to be written to disks so far.
pub(crate) fn written_bytes(pid: &str) -> Result<u64, Failure> {
    number_after(&fs::read_to_string(format!("/proc/{pid}/io"))?, "write_bytes:")
}

/// The bytes that a process and its children have caused to be written to disks so far.
pub(crate) fn written_bytes_with_children(pid: &str) -> Result<u64, Failure> {
    let of_children = children(pid)?.into_iter().filter_map(|child| written_bytes(&child).ok());
    Ok(written_bytes(pid)? + of_children.sum::<u64>())
}

/// The resident memory of a process, in bytes.
pub(crate) fn resident_memory(pid: &str) -> Result<u64, Failure> {
    Ok(number_after(&fs::read_to_string(format!("/proc/{pid}/status"))?, "VmRSS:")? * 1024)
}

/// The kernel's own memory for objects such as sockets, in bytes.
pub(crate) fn kernel_memory() -> Result<u64, Failure> {
    Ok(number_after(&fs::read_to_string("/proc/meminfo")?, "Slab:")? * 1024)
}

/// The average number of tasks that wanted to run during the last minute.
pub(crate) fn load_average() -> f64 {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split_whitespace().next().and_then(|load| load.parse().ok()).unwrap_or(f64::NAN)
}

/// The number of processors and the kernel's version.
pub(crate) fn description() -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let processors = std::thread::available_parallelism().map_or(0, usize::from);
    let model = read("/proc/cpuinfo")
        .lines()
        .find_map(|line| Some(line.strip_prefix("model name")?.split_once(':')?.1.trim().to_owned()));
    format!(
        "{processors} processors ({}), {} GB of memory, Linux {}",
        model.as_deref().unwrap_or("unknown model"),
        number_after(&read("/proc/meminfo"), "MemTotal:").map_or(0, |kb| kb / 1_000_000),
        read("/proc/sys/kernel/osrelease").trim(),
    )
}

/// The type of the file system that a folder is on.
pub(crate) fn file_system(folder: &Path) -> String {
    let mounts = fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    let mounts = mounts.lines().filter_map(|line| {
        let mut fields = line.split(' ').skip(1);
        Some((fields.next()?, fields.next()?))
    });
    let innermost =
        mounts.filter(|(place, _)| folder.starts_with(place)).max_by_key(|(place, _)| place.len());
    innermost.map_or("unknown", |(_, kind)| kind).to_owned()
}

fn number_after(text: &str, name: &str) -> Result<u64, Failure> {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| line.split_whitespace().next());
    Ok(number.ok_or_else(|| format!("Linux says nothing about {name}"))?.parse()?)
}
