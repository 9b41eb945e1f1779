//! What is looked at: a list of so many sessions and the database made of it, kept from run to run.

use std::path::{Path, PathBuf};
use std::process::Command;

pub struct Held {
    /// The list, for programs that read CSV.
    pub list: Option<PathBuf>,
    pub database: PathBuf,
}

impl Held {
    pub fn of(sessions: u64) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = root.join("target/bench-data").join(sessions.to_string());
        let (list, database) = (folder.join("meetinglistdetails.csv"), folder.join("console.db"));
        if !list.exists() {
            std::fs::create_dir_all(&folder).unwrap();
            let synth = ["run", "--release", "--quiet", "--example", "synth", "--"];
            let mut command = Command::new(env!("CARGO"));
            command.current_dir(root).args(synth).args(["--no-database", "--sessions"]);
            run(command.arg(sessions.to_string()).arg("--out").arg(&folder));
        }
        if !database.exists() {
            let mut import = Command::new(env!("CARGO_BIN_EXE_headcount"));
            run(import.arg("import").arg(&list).arg("--db").arg(&database));
        }
        Self { list: Some(list), database }
    }
}

/// An import that rejected a few rows is one too.
fn run(command: &mut Command) {
    let code = command.status().unwrap().code();
    assert!(matches!(code, Some(0 | 3)), "{command:?}: {code:?}");
}
