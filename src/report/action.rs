//! What can be done with a row, beside opening it: declared here, asked about by `app`, carried out by `work`.

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deed {
    /// Everything becomes as if the import had never been.
    UndoImport,
}

/// One thing that can be done with a row. It is never done unasked: the console shows the row and the effect first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowAction {
    pub id: &'static str,
    pub title: &'static str,
    /// What it does, in one line.
    pub about: &'static str,
    /// The key column that says with which row.
    pub key: &'static str,
    /// Columns that tell a person which row that is.
    pub tells: &'static [&'static str],
    /// What will happen, in whole sentences.
    pub effect: &'static str,
    /// A column that holds something once it has been done, and what is then to be said; `{}` is the key.
    pub done: (&'static str, &'static str),
    pub deed: Deed,
}
