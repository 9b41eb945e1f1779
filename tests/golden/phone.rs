//! The phone system: calls by every source, one of them told three times.

use super::answer;
use crate::common::Sandbox;

pub const QUESTIONS: &[(&str, &str)] = &[
    ("phone-calls", "phone --month 2026-10"),
    ("phone-calls-of-ola", "phone --month 2026-10 --user ola@lumen.example"),
    ("phone-calls-missed", "phone --month 2026-10 --result missed --site lund --direction inbound"),
    ("phone-calls-of-a-queue", "phone --month 2026-10 --queue 800"),
    ("phone-days", "phone --view days --from 2026-10-05 --to 2026-10-16"),
    ("phone-by-user", "phone --view users --month 2026-10"),
    ("phone-currencies", "phone --view currencies --month 2026-10"),
    ("phone-charges", "phone --view charges --month 2026-10"),
    ("phone-users", "phone-users --month 2026-10"),
    ("phone-users-of-a-site", "phone-users --month 2026-10 --site lund --name 102"),
    ("phone-users-of-days-without-calls", "phone-users --month 2026-09"),
    ("phone-queues", "phone-queues --month 2026-10"),
    ("phone-queues-of-the-portal", "phone-queues --from 2026-10-12 --to 2026-10-18"),
    ("phone-call", "phone-call --call QUEUED"),
    ("phone-call-charges", "phone-call --view charges --call CHARGED"),
];

#[test]
fn what_reports_say_of_the_phone_system() {
    let sandbox = Sandbox::new();
    let samples = sandbox.all_samples();
    for name in [
        "phone-calls.csv",
        "phone-charges.csv",
        "phone-users.csv",
        "phone-queues.csv",
        "phone-queue-figures.csv",
        "api-phone-calls.json",
        "api-phone-charges.json",
        "api-phone-system.json",
    ] {
        sandbox.ok(["import".as_ref(), samples.join(name).as_os_str()]);
    }
    let call = |filter: &str| {
        let line = format!("report phone --month 2026-10 --filter {filter} --format ndjson");
        let row: serde_json::Value = serde_json::from_str(&sandbox.ok(line.split(' '))).unwrap();
        row["call"].as_str().unwrap().to_owned()
    };
    let (queued, charged) = (call("parts=2"), call("currency:EUR"));
    for (name, question) in QUESTIONS {
        let question = question.replace("QUEUED", &queued).replace("CHARGED", &charged);
        insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("golden__{name}"), answer(&sandbox, &question));
        });
    }
}

/// The calls held, as `caller > callee: result (charge)`.
fn calls(sandbox: &Sandbox) -> Vec<String> {
    let columns = "caller,caller_number,callee,callee_number,user_email,result,charge";
    let line = format!("report phone --month 2026-10 --columns {columns} --format csv --header none");
    sandbox.ok(line.split(' ')).lines().map(str::to_owned).collect()
}

/// Of one call four sources speak: an export without ids, the older log, the history and the charges.
#[test]
fn a_call_that_many_tell_of_is_one_whichever_came_first() {
    let id = "48c1dfd4-91ce-4df5-8495-7c9e33d10869";
    let history = format!(
        r#"{{"from":"2026-10-05","to":"2026-10-05","call_history":[{{"call_history_uuid":"20261005-{id}","call_id":"77","direction":"outbound","start_time":"2026-10-05T08:00:00Z","answer_time":"2026-10-05T08:00:10Z","end_time":"2026-10-05T08:02:00Z","call_result":"answered","caller_name":"Nora Quist","caller_email":"nora.quist@lumen.example","caller_ext_number":"101","caller_ext_type":"user","callee_did_number":"+4930555987"}}]}}"#
    );
    let log = format!(
        r#"{{"call_logs":[{{"id":"{id}","call_id":"77","direction":"outbound","date_time":"2026-10-05T08:00:00Z","call_end_time":"2026-10-05T08:02:00Z","duration":110,"caller_number":"101","callee_number":"+4930555987","owner":{{"id":"u1","name":"Nora Quist","extension_number":101,"type":"user"}},"result":"Call connected","charge":"$0.0410","rate":"0.0205"}}]}}"#
    );
    let charges = format!(
        r#"{{"call_charges":[{{"call_log_id":"{id}","caller_number":"101","callee_number":"+4930555987","end_time":"2026-10-05T08:02:00Z","rate":"0.0205","currency":"USD","total_charge":"0.0410"}}]}}"#
    );
    let export = "Start Time,End Time,Direction,Caller Name,Caller Extension,Callee Number,Result\n\
                  2026-10-05 10:00:00,2026-10-05 10:02:00,outbound,Nora Quist,101,+49 30 555 987,Call connected\n";
    let files = [("h.json", history.as_str()), ("l.json", &log), ("c.json", &charges), ("calls.csv", export)];
    for first in 0..files.len() {
        let sandbox = Sandbox::new();
        let mut turned = files.to_vec();
        turned.rotate_left(first);
        if first % 2 == 1 {
            turned.reverse();
        }
        for (name, text) in &turned {
            let file = sandbox.file(name, text);
            sandbox.ok(["import".as_ref(), file.as_os_str()]);
        }
        let one = "Nora Quist,,a number outside,'+4930555987,nora.quist@lumen.example,answered,0.04";
        assert_eq!(calls(&sandbox), [one], "{turned:?}");
        let users = sandbox
            .ok("report phone-users --month 2026-10 --columns name,calls,talk --format csv --header none"
                .split(' '));
        assert_eq!(users.trim_end(), "Nora Quist,1,110");
        let sums = sandbox.ok("report phone --view currencies --month 2026-10 --columns currency,charges,amount --format csv --header none".split(' '));
        assert_eq!(sums.trim_end(), "USD,1,0.04");
        // What is taken back leaves what the others say.
        let number = turned.iter().position(|(name, _)| *name == "h.json").unwrap() + 1;
        sandbox.ok(["import", "--undo", &number.to_string()]);
        assert_eq!(calls(&sandbox).len(), 1, "{turned:?}");
    }
}

/// The Power Pack of a list of phone users is a licence, and ends with the list that has it no more.
#[test]
fn who_has_the_power_pack_sees_their_own_calls() {
    let sandbox = Sandbox::new();
    let samples = sandbox.all_samples();
    for name in ["phone-calls.csv", "phone-users.csv", "phone-charges.csv"] {
        sandbox.ok(["import".as_ref(), samples.join(name).as_os_str()]);
    }
    let users = "Email,First Name,Last Name,Department,User Type\nnora@lumen.example,Nora,Lindqvist,Science,Licensed\n\
                 ola@lumen.example,Ola,Berg,Arts,Licensed\n";
    let file = sandbox.file("zoomus_users_20261101.csv", users);
    sandbox.ok(["import".as_ref(), file.as_os_str()]);
    let asked = |email: &str, report: &str| {
        let line = format!("report {report} --month 2026-10 --as {email} --format csv --header none");
        sandbox.run(line.split(' '))
    };
    let own = asked("nora@lumen.example", "phone --columns caller,caller_number,callee,callee_number");
    assert_eq!(own.code, 0, "{own:?}");
    let lines: Vec<&str> = own.out.lines().collect();
    assert_eq!(
        lines,
        [
            "Nora Lindqvist,,Ola Berg,",
            "Nora Lindqvist,,a number outside,'+49 •• ••• •87",
            "a number outside,'+46 • ••• •• 10,Nora Lindqvist,"
        ]
    );
    let row = asked("nora@lumen.example", "phone-users --columns name,calls");
    assert_eq!(row.out.lines().collect::<Vec<_>>(), ["Nora Lindqvist,3"]);
    let refused = asked("ola@lumen.example", "phone");
    assert!(refused.code != 0 && refused.err.contains("needs a power pack licence"), "{refused:?}");
    let without = std::fs::read_to_string(samples.join("phone-users.csv"))
        .unwrap()
        .replace("; Zoom Phone Power Pack", "");
    let file = sandbox.file("later.csv", without);
    sandbox.ok(["import".as_ref(), file.as_os_str()]);
    assert!(asked("nora@lumen.example", "phone").code != 0);
    sandbox.ok(["import", "--undo", "5"]);
    assert_eq!(asked("nora@lumen.example", "phone").code, 0);
}
