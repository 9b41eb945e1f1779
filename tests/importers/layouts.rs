//! One sample for each layout that is read.

use crate::recorder::{options, sample};
use headcount::import::kinds;

#[test]
fn every_sample_gives_its_records() {
    for name in [
        "active-hosts.csv",
        "activehosts_20251001_20251031.csv",
        "daily.csv",
        "inactivehosts.csv",
        "upcoming.csv",
        "zoomus_users_20251031.csv",
        "attendee_93310442209_2026_05_19.csv",
        "active-hosts-2023.csv",
        "meetings-2025.csv",
        "meetings-features.csv",
        "meeting-list.csv",
        "meeting-list-2025.csv",
        "participants.csv",
        "participants-2020.csv",
        "participants-2026.csv",
        "participants-class.csv",
        "participants-resaved.csv",
        "participants-unique.csv",
        "participants_81234567890.csv",
        "participants_95512345678_2022_06_14.csv",
        "webhooks.ndjson",
        "webhooks-webinar.json",
        "webinar-attendees.csv",
        "webinar-attendees-pt.csv",
        "zoomus_meeting_report_412345678.csv",
    ] {
        insta::assert_snapshot!(name.split('.').next().unwrap(), sample(name, &options()));
    }
}

#[test]
fn every_sample_is_listed_and_every_kind_has_one() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/samples");
    for importer in kinds::ALL {
        let about = importer.about();
        assert!(std::path::Path::new(folder).join(about.sample).exists(), "{}", about.sample);
        assert!(!about.headers.is_empty() && !about.oddities.is_empty());
        let bytes = std::fs::read(format!("{folder}/{}", about.sample)).unwrap();
        assert_eq!(kinds::find_named(&bytes, about.sample).unwrap().kind(), importer.kind());
    }
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let bytes = std::fs::read(entry.path()).unwrap();
        assert!(kinds::find_named(&bytes, entry.file_name().to_str().unwrap()).is_ok());
    }
}
