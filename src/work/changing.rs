//! Setting a value on a thread of its own: the console stays quick while another writer is waited for.

use super::clock;
use super::vantage::Vantage;
use crate::report::Deed;
use crate::rules::policy::{Preset, Setting};
use crate::store::{By, Store};
use std::thread::JoinHandle;

/// What is to be set.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub deed: Deed,
    pub account: i64,
    /// A setting's name, or the preset's.
    pub of: String,
    pub value: String,
}

/// A value that is being set.
#[derive(Debug)]
pub struct Changing(JoinHandle<()>);

impl Changing {
    /// Starts it; what became of it goes to `deliver`.
    ///
    /// # Errors
    /// When there can be no thread.
    pub fn start(
        vantage: Vantage,
        wanted: Wanted,
        deliver: impl FnOnce(Result<(), String>) + Send + 'static,
    ) -> std::io::Result<Self> {
        let thread = std::thread::Builder::new()
            .name("change".to_owned())
            .spawn(move || deliver(set(&vantage, &wanted).map_err(|error| error.to_string())))?;
        Ok(Self(thread))
    }

    /// Waits until nothing is written any more.
    pub fn end(self) {
        if self.0.join().is_err() {
            tracing::error!("the thread that set a value ended early");
        }
    }
}

/// Sets it, for whoever owns the account by now.
fn set(vantage: &Vantage, wanted: &Wanted) -> anyhow::Result<()> {
    if !vantage.reader()?.viewer()?.owns(wanted.account) {
        anyhow::bail!("not allowed: it is the owner's to change");
    }
    let operator = vantage.operator();
    let by =
        By { account: wanted.account, at: clock::now(), by: &operator, viewer: vantage.viewer.as_deref() };
    let mut store = Store::open(&vantage.database)?;
    match wanted.deed {
        Deed::ChangePolicy => match Setting::of(&wanted.of) {
            Some(setting) => {
                let value = setting.parse(&wanted.value).map_err(anyhow::Error::msg)?;
                store.set_policy(by, setting, &value)?;
            }
            None => match Preset::of_word(&wanted.value) {
                Some(preset) => store.choose_preset(by, preset)?,
                None => anyhow::bail!("there is no preset of that name"),
            },
        },
        Deed::UndoImport => anyhow::bail!("an import is undone by a yes"),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Right;
    use crate::store::{Reader, RoleChange};
    use std::path::PathBuf;
    use std::sync::mpsc::channel;

    fn database() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let bytes = include_bytes!("../../data/samples/participants_81234567890.csv").to_vec();
        let source = crate::work::source::Source::memory("participants_81234567890.csv", bytes, None);
        let job = crate::work::importing::Job {
            account: None,
            file_zone: None,
            account_zone: chrono_tz::Tz::UTC,
            options: crate::import::Options {
                zone: chrono_tz::Tz::UTC,
                dates: None,
                meeting: None,
                start: None,
            },
            now: 2_000_000_000,
            by: String::new(),
            dry_run: false,
        };
        let mut store = Store::open(&path).unwrap();
        crate::work::importing::import(&mut store, &source, &job, &mut |_| true, &mut |_| {}).unwrap();
        let change = RoleChange {
            account: 1,
            email: "ada@lumen.example",
            right: Some(Right::Administrator),
            at: 0,
            by: "test",
            viewer: None,
        };
        store.grant(&change).unwrap();
        (folder, path)
    }

    fn outcome(path: &std::path::Path, viewer: Option<&str>, of: &str, value: &str) -> Result<(), String> {
        let (give, result) = channel();
        let wanted =
            Wanted { deed: Deed::ChangePolicy, account: 1, of: of.to_owned(), value: value.to_owned() };
        let changing =
            Changing::start(Vantage::new(path, viewer), wanted, move |said| give.send(said).unwrap())
                .unwrap();
        changing.end();
        result.recv().unwrap()
    }

    #[test]
    fn a_setting_and_the_preset_are_set_by_the_owner_alone() {
        let (_folder, path) = database();
        let policy = || Reader::open(&path).unwrap().policies().unwrap().remove(0).1;
        outcome(&path, None, "range", "2").unwrap();
        assert_eq!(policy().range(), Some(2));
        assert!(
            outcome(&path, Some("ada@lumen.example"), "range", "off").unwrap_err().contains("not allowed")
        );
        assert!(outcome(&path, None, "range", "soon").unwrap_err().contains("or off"));
        assert!(outcome(&path, None, "preset", "soon").is_err());
        assert_eq!(policy().range(), Some(2));
        outcome(&path, None, "preset", "provider").unwrap();
        assert_eq!((policy().preset, policy().range()), (Preset::Provider, Some(1)));
    }
}
