//! Reports of the Usage tab, one file each.

pub mod active_hosts;
pub mod attendance_curve;
pub mod billing;
pub mod captions;
pub mod daily;
pub mod inactive_hosts;
pub mod participants;
pub mod phone;
pub mod phone_call;
mod phone_charges;
pub mod phone_queues;
mod phone_sql;
mod phone_sums;
pub mod phone_users;
pub(in crate::report) mod place;
pub mod recordings;
pub mod remote_support;
pub mod sessions;
pub mod stay;
pub mod telephone;
pub mod upcoming;
pub mod zoom_events;
