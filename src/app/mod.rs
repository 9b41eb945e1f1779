//! The console's core: what it knows ([`State`]), what happens to it ([`Msg`]) and what it asks for
//! ([`Effect`]). Pure: no clock, no thread, no terminal, no store, and no report by name.
//!
//! The runtime makes a [`State`], performs the effects, feeds every event to [`update`] with the moment it came
//! and draws `ui::view` when its queue is empty.

pub mod accounts;
pub mod action;
pub mod board;
pub mod columns;
pub mod curve;
pub mod exporting;
pub mod facts;
pub mod fit;
pub mod form;
pub mod frame;
pub mod further;
pub mod keymap;
pub mod locked;
pub mod marks;
pub mod msg;
pub mod others;
pub mod palette;
pub mod panel;
pub mod places;
pub mod presets;
pub mod screen;
mod seek;
pub mod settings;
pub mod sheet;
pub mod state;
pub mod target;
pub mod text;
pub mod timebar;
pub mod trail;
mod typed;
mod update;
pub mod values;
pub mod widths;

pub use action::Action;
pub use keymap::Keymap;
pub use msg::{Change, Data, Effect, Event, Exported, Generation, Msg, Undone};
pub use panel::Panel;
pub use screen::{Load, Screen};
pub use settings::Settings;
pub use start::{Account, Clipboard, Start, Terminal};
pub use state::{State, ZoneChoice};
pub use target::{Hits, Mouse, Target};
pub use update::{WINDOW_ROWS, update};

mod start;
