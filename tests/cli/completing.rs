//! `headcount completions` and `man`, as shells and readers take them.

use crate::common::Sandbox;
use std::process::{Command, Stdio};

/// What bash offers behind `line`, asked of the script itself.
fn offered(sandbox: &Sandbox, line: &str) -> Vec<String> {
    // The function that `complete` names, called as readline calls it.
    const ASK: &str = r#"
        source "$1"
        COMP_WORDS=("${@:2}")
        COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
        spec=$(complete -p headcount) || exit 9
        [[ $spec =~ -F\ ([^ ]+) ]] || exit 8
        "${BASH_REMATCH[1]}" headcount "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
        printf '%s\n' "${COMPREPLY[@]}""#;
    let script = sandbox.file("headcount.bash", sandbox.ok(["completions", "bash"]));
    let out = Command::new("bash")
        .args(["--norc", "--noprofile", "-c", ASK, "ask"])
        .arg(script)
        .args(line.split(' '))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(out.status.success(), "{line}: {out:?}");
    String::from_utf8(out.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn bash_completes_commands_reports_choices_and_zones() {
    if Command::new("bash").arg("--version").stdout(Stdio::null()).status().is_err() {
        return; // Not every machine has a bash.
    }
    let sandbox = Sandbox::new();
    for (line, some) in [
        ("headcount re", &["reports", "report", "restore"][..]),
        ("headcount report act", &["active-hosts"]),
        ("headcount reports part", &["participants"]),
        ("headcount report daily --format ", &["table", "csv", "json", "ndjson"]),
        ("headcount report daily --header n", &["names", "none"]),
        ("headcount report daily --mo", &["--month"]),
        ("headcount report participants --guests ", &["all", "internal", "external"]),
        ("headcount report participants --unique o", &["on", "off"]),
        ("headcount report active-hosts --view mee", &["meetings"]),
        ("headcount report daily --tz Europe/Stock", &["Europe/Stockholm"]),
        ("headcount import --file-tz America/New", &["America/New_York"]),
        ("headcount import --dates ", &["mdy", "dmy"]),
        ("headcount completions z", &["zsh"]),
        ("headcount man rep", &["reports", "report"]),
    ] {
        let offered = offered(&sandbox, line);
        for word in some {
            assert!(offered.iter().any(|offer| offer == word), "{line}: no {word} in {offered:?}");
        }
    }
    assert_eq!(offered(&sandbox, "headcount report daily --tz Asia/Toky"), ["Asia/Tokyo"]);
}

#[test]
fn every_shell_gets_a_script_and_every_command_a_page() {
    let sandbox = Sandbox::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = sandbox.ok(["completions", shell]);
        assert!(script.contains("headcount") && script.contains("freshness") == knows_values(shell));
    }
    assert!(sandbox.ok(["man"]).contains(".SH \"EXIT STATUS\""));
    assert!(sandbox.ok(["man", "report"]).contains("headcount\\-report"));
    sandbox.line("man reprot").is(2, &["did you mean report?", "`headcount --help` lists them"]);
    assert!(!sandbox.path("data").exists(), "and no database is made");
}

/// Elvish and PowerShell are told of commands and options alone.
fn knows_values(shell: &str) -> bool {
    matches!(shell, "bash" | "zsh" | "fish")
}

#[test]
fn zones_are_listed_and_searched() {
    let sandbox = Sandbox::new();
    assert!(sandbox.ok(["zones"]).lines().count() > 400);
    assert_eq!(sandbox.ok(["zones", "new york"]), "America/New_York\n");
    sandbox.line("zones atlantis").is(2, &["no time zone has atlantis in its name", "`headcount zones`"]);
}
