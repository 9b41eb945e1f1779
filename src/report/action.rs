//! What can be done with a row, beside opening it: declared here, asked about by `app`, carried out by `work`.

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deed {
    /// Everything becomes as if the import had never been.
    UndoImport,
    /// A setting of the account's policy, or its preset, becomes another.
    ChangePolicy,
}

/// One thing that can be done with a row. It is never done unasked: the console shows the row and the effect first, or
/// takes the value that it needs.
#[derive(Clone, Copy, Debug)]
pub struct RowAction {
    pub id: &'static str,
    pub title: &'static str,
    /// What it does, in one line.
    pub about: &'static str,
    /// The key column that says with which row.
    pub key: &'static str,
    /// Columns that tell a person which row that is.
    pub tells: &'static [&'static str],
    /// The key column with the row's account, where one is needed.
    pub account: Option<&'static str>,
    /// Whether that account's owner alone may do it: what others are told.
    pub owners: Option<&'static str>,
    pub how: How,
    pub deed: Deed,
}

/// What comes before it is done.
#[derive(Clone, Copy, Debug)]
pub enum How {
    /// A yes.
    Asked {
        /// What will happen, in whole sentences.
        effect: &'static str,
        /// A column that holds something once it has been done, and what is then to be said; `{}` is the key.
        done: (&'static str, &'static str),
    },
    /// A value, chosen or typed; of one row at a time.
    Valued {
        /// The column that names what is changed.
        of: &'static str,
        /// The column with what stands there now.
        now: &'static str,
        value: &'static dyn Valued,
    },
}

/// What an action takes for a value, by the name of what is changed.
pub trait Valued: std::fmt::Debug + Sync {
    /// All that it takes, where that is a few words.
    fn words(&self, of: &str) -> &'static [&'static str];

    /// What it takes, in words.
    fn takes(&self, of: &str) -> String;

    /// The value as it is kept.
    ///
    /// # Errors
    /// What it takes instead.
    fn read(&self, of: &str, typed: &str) -> Result<String, String>;

    /// What that value does, in a sentence without an end.
    fn effect(&self, of: &str, value: &str) -> String;
}
