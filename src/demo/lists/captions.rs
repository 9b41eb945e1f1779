//! Captions: where many listen, in the language spoken and in those of the listeners.

use super::Base;
use crate::demo::DemoFile;
use crate::demo::rng::{Rng, key};
use crate::demo::style::Style;
use crate::demo::table::{compact, row};
use crate::demo::write::{grouped, minutes};

/// An export a month, of the last four.
pub fn files(base: Base<'_, '_>) -> Vec<DemoFile> {
    let months = base.months(4).into_iter();
    months
        .map(|(from, to)| {
            let name = format!("captions_{}_{}.csv", compact(from), compact(to));
            base.file(name, list(base, |at| (from..=to).contains(&base.day(at))))
        })
        .collect()
}

fn list(base: Base<'_, '_>, is_wanted: impl Fn(i64) -> bool) -> Vec<u8> {
    let mut out = b"Date,Meeting ID,Topic,Host,Host Email,Department,Feature,From,To,Minutes\n".to_vec();
    for attended in base.held.iter().filter(|attended| is_wanted(attended.meeting.start)) {
        let meeting = &attended.meeting;
        let mut rng = Rng::keyed(base.world.seed, &[key("captions"), meeting.start.unsigned_abs()]);
        let day = base.day(meeting.start).format("%m/%d/%Y").to_string();
        let length = minutes(meeting.end - meeting.start);
        for (feature, from, to) in pairs(attended.style, &mut rng) {
            let used = (length - rng.between(0, 6)).max(1).to_string();
            let number = grouped(meeting.number);
            let cells = [
                &day,
                &number,
                meeting.topic.as_ref(),
                meeting.host_name,
                meeting.host_email,
                meeting.department,
                feature,
                from,
                to,
                &used,
            ];
            row(&mut out, &cells);
        }
    }
    out
}

type Use = (&'static str, &'static str, &'static str);

/// Feature and languages of one meeting.
fn pairs(style: Style, rng: &mut Rng) -> Vec<Use> {
    const TRANSLATED: &str = "Translated captions";
    match style {
        Style::Lecture => vec![("Captions", "English", ""), (TRANSLATED, "English", "Swedish")],
        Style::AllHands => vec![("Captions", "Swedish", ""), (TRANSLATED, "Swedish", "English")],
        Style::Families => vec![(TRANSLATED, "Swedish", "English"), (TRANSLATED, "Swedish", "Arabic")],
        Style::Lesson if rng.chance(60) => vec![("Captions", "English", "")],
        _ => Vec::new(),
    }
}
