//! The configuration as commands see it: which file, what is wrong in it, what outranks it.

use crate::common::{Ran, Sandbox};

/// Where the program looks unless told otherwise.
const USUAL: &str = "home/.config/headcount/config.toml";

fn with(sandbox: &Sandbox, line: &str, environment: &[(&str, &str)]) -> Ran {
    let mut command = sandbox.command();
    command.args(line.split_whitespace()).envs(environment.iter().copied());
    Ran::from(command.output().unwrap())
}

/// The value of a setting and who said so.
fn holds(ran: &Ran, setting: &str) -> (String, String) {
    let line = ran.out.lines().find(|line| line.split(' ').next() == Some(setting)).unwrap();
    let words: Vec<&str> = line.split_whitespace().collect();
    (words[1].to_owned(), words[words.len() - 1].to_owned())
}

#[test]
fn the_commented_default_is_well_and_changes_nothing() {
    let sandbox = Sandbox::new();
    let before = sandbox.ok(["config"]);
    assert!(
        before.starts_with("no configuration is read: there is no ") && before.contains(USUAL),
        "{before}"
    );
    sandbox.file(USUAL, sandbox.ok(["config", "--print"]));
    let after = sandbox.ok(["config"]);
    assert!(after.lines().next().unwrap().ends_with("config.toml is well"), "{after}");
    let table = |text: &str| text.split_once("\n\n").unwrap().1.to_owned();
    assert_eq!(table(&before), table(&after));
}

#[test]
fn what_the_file_says_is_the_files_also_where_it_would_hold_anyway() {
    let sandbox = Sandbox::new();
    let text =
        "theme = \"terminal\"\nascii = \"auto\"\nmouse = true\nremember = true\n[keys]\nquit = [\"q\"]\n";
    sandbox.file(USUAL, text);
    let ran = sandbox.line("config");
    ran.is(0, &["config.toml is well"]);
    for setting in ["theme", "ascii", "mouse", "remember", "keys"] {
        assert_eq!(holds(&ran, setting).1, "configuration", "{setting}: {ran:?}");
    }
    for setting in ["range", "exports", "viewer", "columns"] {
        assert_eq!(holds(&ran, setting).1, "default", "{setting}: {ran:?}");
    }
}

#[test]
fn a_broken_configuration_stops_what_would_heed_it() {
    let sandbox = Sandbox::with_samples();
    sandbox.file(USUAL, "theme = \"drak\"\n\n[keys]\nsort = [\"d\"]\n");
    for line in ["config", "", "demo", "report daily"] {
        let ran = sandbox.line(line);
        ran.is(2, &["config.toml:1: no theme is called drak; did you mean dark?"]);
        ran.is(2, &["config.toml:4: d would be both dates and sort in table"]);
        assert_eq!(ran.out, "", "{line}");
    }
    // What does not heed it goes on, and a way to a good one stays.
    for line in ["check", "reports", "config --print"] {
        assert_eq!(sandbox.line(line).code, 0, "{line}");
    }
    assert_eq!(sandbox.line("report daily --config /dev/null").code, 0);
}

/// Who looks where nobody is named; the command line names somebody else.
#[test]
fn a_viewer_can_be_configured() {
    let sandbox = Sandbox::with_samples();
    sandbox.line("roles grant nora.quist@lumen.example usage").is(0, &["granted usage"]);
    sandbox.line("roles grant ada@lumen.example administrator").is(0, &["granted administrator"]);
    sandbox.file(USUAL, "viewer = \"nora.quist@lumen.example\"\n");
    sandbox.line("report daily").is(0, &["Date"]);
    sandbox.line("report imports").is(1, &["not allowed: Imports is for the owner and administrators"]);
    sandbox.line("roles grant nora.quist@lumen.example owner").is(1, &["not allowed"]);
    sandbox.line("report imports --as ada@lumen.example").is(0, &["Time"]);
    assert_eq!(holds(&sandbox.line("config"), "viewer").1, "configuration");
    // What changes data asks the owner of the file alone.
    sandbox.line("check").is(0, &["is sound"]);
}

#[test]
fn the_command_line_outranks_the_environment_and_that_the_file() {
    let sandbox = Sandbox::new();
    let file = sandbox
        .file("mine.toml", "theme = \"dark\"\nzone = \"Asia/Tokyo\"\nexports = \"~/out\"\nascii = true\n");
    let named = [("HEADCOUNT_CONFIG", file.to_str().unwrap())];
    let ran = with(&sandbox, "config", &named);
    assert_eq!(holds(&ran, "theme"), ("dark".into(), "configuration".into()));
    assert_eq!(holds(&ran, "zone"), ("Europe/Stockholm".into(), "TZ".into()));
    assert_eq!(holds(&ran, "ascii"), ("on".into(), "configuration".into()));
    assert_eq!(holds(&ran, "exports").0, sandbox.path("home/out").display().to_string());

    let many = [named[0], ("NO_COLOR", "1"), ("TZ", ""), ("HEADCOUNT_EXPORTS", "/srv/out")];
    let ran = with(&sandbox, "config", &many);
    assert_eq!(holds(&ran, "theme"), ("mono".into(), "NO_COLOR".into()));
    assert_eq!(holds(&ran, "zone"), ("Asia/Tokyo".into(), "configuration".into()));
    assert_eq!(holds(&ran, "exports"), ("/srv/out".into(), "HEADCOUNT_EXPORTS".into()));

    let ran = with(&sandbox, "config --theme light --tz UTC --ascii=off", &many);
    assert_eq!(holds(&ran, "theme"), ("light".into(), "--theme".into()));
    assert_eq!(holds(&ran, "zone"), ("UTC".into(), "--tz".into()));
    assert_eq!(holds(&ran, "ascii"), ("off".into(), "--ascii".into()));

    with(&sandbox, "config --config other.toml", &named).is(2, &["other.toml cannot be read"]);
    with(&sandbox, "config --no-color --theme dark", &[]).is(2, &["cannot be used with"]);
}

#[test]
fn terminals_and_locales_without_our_signs_are_known() {
    let sandbox = Sandbox::new();
    let ascii = |environment: &[(&str, &str)]| holds(&with(&sandbox, "config", environment), "ascii");
    assert_eq!(ascii(&[]).0, "off");
    assert_eq!(ascii(&[("LANG", "sv_SE.UTF-8")]).0, "off");
    assert_eq!(ascii(&[("TERM", "linux")]), ("on".into(), "TERM".into()));
    assert_eq!(ascii(&[("LANG", "sv_SE.UTF-8"), ("LC_ALL", "C")]), ("on".into(), "locale".into()));
    let ran = with(&sandbox, "config --ascii=off", &[("TERM", "linux")]);
    assert_eq!(holds(&ran, "ascii").0, "off");
}

#[test]
fn reports_heed_range_zone_and_ascii() {
    let sandbox = Sandbox::with_samples();
    let table = |line: &str| with(&sandbox, line, &[("TZ", "")]).out;
    let usual = table("report daily");
    assert!(usual.contains('─'));
    let plain = table("report daily --ascii");
    assert!(plain.contains("-----") && plain.is_ascii(), "{plain}");
    assert_eq!(plain.lines().count(), usual.lines().count());

    sandbox.file(USUAL, "range = \"last-month\"\nzone = \"Asia/Tokyo\"\n");
    let ranged = table("report daily --format json");
    assert!(ranged.contains("2026-10-01") && ranged.contains("2026-10-31"), "{ranged}");
    assert!(ranged.contains("Asia/Tokyo"), "{ranged}");
    let asked = table("report daily --format json --month 2026-09");
    assert!(asked.contains("2026-09-30"), "{asked}");
}
