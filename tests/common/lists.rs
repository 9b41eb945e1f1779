//! Small meeting lists in the portal's form, with invented people.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::fmt::Write;

pub const HEADER: &str = "Topic,Type,ID,Host name,Host email,Start time,End time,Participants,\
Duration (minutes),Total participant minutes,Department,Group,Source,Unique viewers,Max concurrent views,\
Creation time,Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,\
Recording disclaimer response,In waiting room\n";

/// An occurrence of a list.
#[derive(Clone, Copy, Debug)]
pub struct Held<'a> {
    pub topic: &'a str,
    pub number: &'a str,
    pub host: &'a str,
    pub email: &'a str,
    /// Like `11/05/2026`.
    pub day: &'a str,
    /// From and to, like `08:00:00`.
    pub time: (&'a str, &'a str),
}

/// One connection: name, e-mail, join, leave, whether a guest, whether in the waiting room.
pub type Stay<'a> = (&'a str, &'a str, &'a str, &'a str, bool, bool);

/// Appends the rows of an occurrence.
pub fn put(out: &mut String, held: &Held<'_>, stays: &[Stay<'_>]) {
    let word = |yes| if yes { "Yes" } else { "No" };
    let Held { topic, number, host, email, day, time: (from, to) } = held;
    for (name, address, join, leave, guest, waiting) in stays {
        let length = minutes(join, leave);
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "{topic},Meeting,{number},{host},{email},{day} {from},{day} {to},{},{},0,Science,Core,Zoom,-,-,\
             10/01/2026 09:00:00,{name},{address},{day} {join},{day} {leave},{length},{},,{}",
            stays.len(),
            minutes(from, to),
            word(*guest),
            word(*waiting)
        );
    }
}

/// Whole minutes between two times of a day, rounded up.
fn minutes(from: &str, to: &str) -> u32 {
    let seconds =
        |text: &str| text.split(':').fold(0, |sum, part| sum * 60 + part.parse::<u32>().unwrap_or(0));
    seconds(to).saturating_sub(seconds(from)).div_ceil(60)
}

/// A school: forty hosts with a lesson each; Nora Quist teaches most, and once 王小明 came from two devices.
pub fn school() -> String {
    let mut out = HEADER.to_owned();
    for host in 1..=40 {
        let (name, email) = (format!("Host {host:02}"), format!("host{host:02}@lumen.example"));
        let number = format!("840000000{host:02}");
        let held = Held {
            topic: "Lesson",
            number: &number,
            host: &name,
            email: &email,
            day: "11/04/2026",
            time: ("10:00:00", "10:30:00"),
        };
        put(&mut out, &held, &[(&name, &email, "10:00:00", "10:30:00", false, false)]);
    }
    let nora = Held {
        topic: "Physics 10D",
        number: "84612340849",
        host: "Nora Quist",
        email: "nora.quist@lumen.example",
        day: "11/05/2026",
        time: ("08:00:00", "09:00:00"),
    };
    let mut stays: Vec<Stay<'_>> = vec![
        ("Nora Quist", "nora.quist@lumen.example", "08:00:00", "09:00:00", false, false),
        ("王小明", "wang@pupils.example", "08:02:00", "08:05:00", true, true),
        ("王小明", "wang@pupils.example", "08:05:00", "08:35:00", true, false),
        ("王小明", "wang@pupils.example", "08:25:00", "08:55:00", true, false),
    ];
    let pupils: Vec<(String, String)> =
        (1..=30).map(|n| (format!("Pupil {n:02}"), format!("p{n:02}@pupils.example"))).collect();
    for (name, email) in &pupils {
        stays.push((name, email, "08:10:00", "08:50:00", true, false));
    }
    put(&mut out, &nora, &stays);
    let later = Held { day: "11/12/2026", topic: "Physics 10D again", ..nora };
    put(&mut out, &later, &stays[..1]);
    out
}
