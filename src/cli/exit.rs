//! How a command ended, as the shell sees it.

use std::io;
use std::process::ExitCode;

/// Exit codes, the mildest first: of several outcomes the last of this order is the command's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: done.
    #[default]
    Done,
    /// 3: done, but some rows were rejected, each named on standard error.
    Rejected,
    /// 1: failed; outranks rejected rows when one of several files fails.
    Failed,
    /// 2: wrong usage; nothing was done.
    Usage,
    /// 128 and the number of the signal that ended it.
    Signal(i32),
}

impl Exit {
    pub fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Failed => 1,
            Exit::Usage => 2,
            Exit::Rejected => 3,
            Exit::Signal(signal) => u8::try_from(signal).map_or(1, |signal| signal.saturating_add(128)),
        }
    }

    /// The outcome of both together.
    pub fn and(self, other: Self) -> Self {
        self.max(other)
    }

    /// What an error means to the shell. A reader that closed the pipe (`| head`) has what it wanted.
    pub fn of(error: &anyhow::Error) -> Self {
        let closed = |cause: &(dyn std::error::Error + 'static)| {
            cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
        };
        if error.chain().any(closed) {
            Exit::Done
        } else if error.chain().any(<dyn std::error::Error>::is::<UsageError>) {
            Exit::Usage
        } else {
            Exit::Failed
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.code())
    }
}

/// The command was typed wrongly; one plain sentence says what would do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct UsageError(pub String);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::ExportError;

    #[test]
    fn a_failed_file_outranks_rejected_rows() {
        assert_eq!(Exit::Done.and(Exit::Rejected).and(Exit::Failed).and(Exit::Rejected).code(), 1);
        assert_eq!(Exit::Rejected.and(Exit::Done).code(), 3);
    }

    #[test]
    fn a_closed_pipe_is_done_and_wrong_usage_is_told_from_failure() {
        let pipe = ExportError::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!(Exit::of(&anyhow::Error::from(pipe).context("exporting")), Exit::Done);
        assert_eq!(Exit::of(&UsageError("no".into()).into()), Exit::Usage);
        assert_eq!(Exit::of(&anyhow::anyhow!("the disk is full")), Exit::Failed);
    }
}
