//! The terminal: entered and always left as it was found, read on one thread, written in one piece a frame.

mod clipboard;
mod door;
mod events;
mod files;
mod guard;
mod kind;
mod run;
mod screen;

pub use files::account;
pub use guard::Guard;
pub use kind::Kind;
pub use run::{Console, Ended, run};
