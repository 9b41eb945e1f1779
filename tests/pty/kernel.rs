//! What the kernel says of a process, summed over its threads.

use std::fs;

fn tasks(process: u32, file: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir(format!("/proc/{process}/task")) else { return Vec::new() };
    entries.filter_map(|entry| fs::read_to_string(entry.ok()?.path().join(file)).ok()).collect()
}

fn field(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    line.split_whitespace().next()?.parse().ok()
}

/// How often its threads went to sleep of themselves: wake-ups.
pub fn wake_ups(process: u32) -> u64 {
    tasks(process, "status").iter().filter_map(|status| field(status, "voluntary_ctxt_switches")).sum()
}

/// Time that its threads had the processor, in nanoseconds.
pub fn worked_nanos(process: u32) -> u64 {
    let first = |stat: &String| stat.split_whitespace().next()?.parse::<u64>().ok();
    tasks(process, "schedstat").iter().filter_map(first).sum()
}

/// Anonymous memory, in KiB.
pub fn anonymous_kib(process: u32) -> Option<u64> {
    field(&fs::read_to_string(format!("/proc/{process}/status")).ok()?, "RssAnon")
}

/// One letter: `S` sleeps, `T` stopped, `R` runs.
pub fn state(process: u32) -> Option<char> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    stat.rsplit(')').next()?.trim().chars().next()
}
