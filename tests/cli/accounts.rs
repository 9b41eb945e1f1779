//! `headcount accounts`, reports of several accounts, and what the policy says on the command line.

use crate::common::Sandbox;

/// Lumen, and a school beside it that lives on another clock.
fn two() -> Sandbox {
    let sandbox = Sandbox::new();
    let samples = sandbox.samples();
    let sample = |name: &str| samples.join(name).display().to_string();
    sandbox.ok(["import", "--account", "Lumen", &sample("meetings-2025.csv"), &sample("participants.csv")]);
    let school = ["import", "--account", "Orbit School", "--tz", "America/New_York"];
    sandbox.ok(school.into_iter().chain([sample("active-hosts.csv").as_str()]));
    sandbox
}

#[test]
fn accounts_are_listed_with_sub_accounts_under_their_master() {
    let sandbox = two();
    let alone = "#1   Lumen         Europe/Stockholm\n#2   Orbit School  America/New_York\n";
    assert_eq!(sandbox.ok(["accounts"]), alone);
    assert_eq!(sandbox.ok(["accounts", "list"]), alone);
    sandbox.run(["accounts", "master", "Orbit School"]).is(0, &["no sub-account", "--under MASTER"]);
    let put = ["accounts", "master", "orbit school", "--under", "lumen"];
    sandbox.run(put).is(0, &["Orbit School is now a sub-account of Lumen"]);
    sandbox.run(put).is(0, &["a sub-account of Lumen already"]);
    sandbox.run(["accounts", "master", "#2"]).is(0, &["Orbit School is a sub-account of Lumen"]);
    assert!(sandbox.ok(["accounts"]).contains("#2     Orbit School  America"));
    // A circle is refused, and so is what is not there.
    sandbox.run(["accounts", "master", "Lumen", "--under", "#2"]).is(1, &["cannot stand under"]);
    sandbox.run(["accounts", "master", "Lumen", "--under", "Lumen"]).is(1, &["the account itself"]);
    sandbox.run(["accounts", "master", "Lumen", "--under", "Moon"]).is(2, &["no account is called Moon"]);
    sandbox.run(["accounts", "master", "#2", "--none", "--under", "#1"]).is(2, &["cannot be used with"]);
    sandbox.run(["accounts", "master", "#2", "--none"]).is(0, &["Orbit School is now no sub-account"]);
    assert_eq!(sandbox.ok(["accounts"]), alone);
    let log =
        sandbox.ok(["report", "log", "--what", "account", "--format", "csv", "--columns", "subject,detail"]);
    assert!(log.contains("Orbit School,under Lumen") && log.contains("Orbit School,by itself"), "{log}");
}

#[test]
fn an_account_is_renamed_to_what_no_other_is_called() {
    let sandbox = two();
    sandbox.run(["accounts", "name", "#2", "Orbit"]).is(0, &["Orbit School is now called Orbit"]);
    sandbox.run(["accounts", "name", "orbit", "Orbit"]).is(0, &["called Orbit already"]);
    sandbox.run(["accounts", "name", "orbit", "LUMEN"]).is(1, &["account 1 is called Lumen already"]);
    sandbox.run(["accounts", "name", "orbit", "#12"]).is(1, &["taken for an account's number"]);
    sandbox.run(["accounts", "name", "orbit", " "]).is(1, &["needs a name"]);
    sandbox.run(["accounts", "name", "orbit", &"x".repeat(61)]).is(1, &["at most 60 letters"]);
    sandbox.run(["accounts", "name", "orbit", "Or\u{1b}[31mbit"]).is(0, &[]);
    assert!(!sandbox.ok(["accounts"]).contains('\u{1b}'));
    let said = sandbox.ok(["report", "daily", "--account", "lumen", "--month", "2025-10"]);
    assert!(said.contains("Lumen · 2025-10-01"), "{said}");
}

#[test]
fn accounts_are_the_owners_to_change() {
    let sandbox = two();
    sandbox.ok(["roles", "grant", "ada@lumen.example", "administrator", "--account", "Lumen"]);
    sandbox.ok(["roles", "grant", "olga@orbit.example", "owner", "--account", "#2"]);
    let refused = ["accounts", "name", "Lumen", "Moon", "--as", "ada@lumen.example"];
    sandbox.run(refused).is(1, &["not allowed: accounts are the owner's to change"]);
    // Who owns the one alone does not put it under another's.
    let under = ["accounts", "master", "#2", "--under", "#1", "--as", "olga@orbit.example"];
    sandbox.run(under).is(2, &["no account is called #1"]);
    assert_eq!(
        sandbox.ok(["accounts", "--as", "olga@orbit.example"]),
        "#2   Orbit School  America/New_York\n"
    );
    sandbox.ok(["accounts", "master", "#2", "--under", "#1"]);
    assert!(sandbox.ok(["accounts", "--as", "ada@lumen.example"]).contains("Orbit School"));
}

#[test]
fn a_report_of_several_accounts_names_them() {
    let sandbox = two();
    let report = |words: &str| sandbox.ok(words.split(' '));
    let both = report("report meetings --from 2019-01-01 --format csv --columns account,topic --header none");
    assert!(both.contains("Lumen,Open evening") && both.contains("Orbit School,Physics 2B"), "{both}");
    let one =
        report("report meetings --from 2019-01-01 --format csv --columns account,topic --account lumen");
    assert!(one.contains("\n,Open evening") && !one.contains("Physics"), "{one}");
    let daily = report("report daily --month 2025-10");
    assert!(daily.contains("2 accounts together; days cut in each account's zone"), "{daily}");
    assert!(daily.contains("all 2 accounts · 2025-10-01"), "{daily}");
    assert!(!report("report daily --month 2025-10 --account #2").contains("together"));
    let json = report("report daily --month 2025-10 --format json --account #1 --account #2");
    assert!(
        json.contains(r#""account": null"#) && json.contains(r#""accounts": ["Lumen","Orbit School"]"#),
        "{json}"
    );
}

#[test]
fn an_import_tells_what_the_retention_hides() {
    let sandbox = two();
    sandbox.ok(["policy", "retention", "12", "--account", "Lumen"]);
    let class = sandbox.path("samples/participants-class.csv").display().to_string();
    let told = "1 occurrence before 2025-11-23 lies outside the policy's retention: `headcount policy archive` shows it";
    sandbox.run(["import", "--account", "Lumen", &class]).is(0, &[told]);
    // It is of today, and no remark on the file.
    assert!(!sandbox.ok(["report", "imports", "--format", "csv"]).contains("retention"));
    let other = sandbox.run(["import", "--account", "#2", &class]);
    assert!(!other.out.contains("retention"), "{other:?}");
}

#[test]
fn the_range_that_nobody_asked_for_is_one_that_the_policy_allows() {
    let sandbox = two();
    sandbox.ok(["policy", "range", "1", "--account", "Lumen"]);
    // 30 days that end on 2 March begin before 3 February: longer than a month.
    let day = |words: &[&str]| {
        let ran =
            sandbox.command().env("HEADCOUNT_NOW", "2027-03-02T09:00:00Z").args(words).output().unwrap();
        String::from_utf8(ran.stdout).unwrap()
    };
    let late =
        sandbox.file("late.csv", crate::lists::school().replace("/2026", "/2027").replace("11/", "02/"));
    sandbox.ok(["import", "--account", "Lumen", late.to_str().unwrap()]);
    let said = day(&["report", "daily"]);
    assert!(said.contains("2027-02-03 … 2027-03-02"), "{said}");
    // A report that no portal has is bound by none.
    assert!(day(&["report", "overview"]).contains("2027-02-01 … 2027-03-02"));
    let said = sandbox.ok(["policy", "range", "off", "--account", "Lumen"]);
    assert_eq!(said, "range off: one report may span any dates\n");
    assert!(day(&["report", "daily"]).contains("2027-02-01 … 2027-03-02"));
}
