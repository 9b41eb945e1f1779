//! Reports of the Usage tab, one file each.

pub mod active_hosts;
pub mod attendance_curve;
pub mod daily;
pub mod inactive_hosts;
pub mod participants;
pub mod sessions;
pub mod stay;
pub mod upcoming;
