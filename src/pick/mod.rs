//! Search as you type: what a person sees and does while choosing talks, without any terminal.
//!
//! Keys change a [`State`] ([`State::press`]), a [`Finder`] answers it, [`draw()`] shows it on a frame of any backend. The
//! terminal itself is the business of the command line.

pub mod finder;
mod help;
mod keys;
pub mod line;
pub mod narrowing;
mod pieces;
mod preview;
pub mod state;
pub mod theme;
pub mod view;

pub use finder::{Answer, Finder};
pub use narrowing::Narrowing;
pub use state::{Seen, State, Step};
pub use theme::Theme;
pub use view::draw;
