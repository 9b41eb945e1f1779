//! Whatever the bytes are: no panic, and every row is taken, rejected or a repetition.

use crate::recorder::{import, options};
use headcount::import::{DateOrder, ImportError, Options};
use proptest::prelude::*;

fn samples() -> Vec<Vec<u8>> {
    let folders = ["data/samples", "tests/importers/languages"];
    let files =
        folders.map(|folder| std::fs::read_dir(format!("{}/{folder}", env!("CARGO_MANIFEST_DIR"))).unwrap());
    let mut paths: Vec<_> = files.into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// Reads it; `import` itself checks that the rows are accounted for.
fn survives(bytes: &[u8]) {
    for dates in [None, Some(DateOrder::DayFirst)] {
        let start = "2022-05-18T08:00:00".parse().ok();
        let said = Options { dates, start, zone: chrono_tz::America::New_York, ..options() };
        match import("participants_81234567890.csv", bytes, &said) {
            Ok(_) | Err(ImportError::Refused(_)) => {}
            Err(other) => panic!("{other}"),
        }
    }
}

/// What may happen to a file on its way.
#[derive(Clone, Debug)]
enum Harm {
    Cut(usize),
    Put(usize, Vec<u8>),
    Drop(usize, usize),
    Twice(usize, usize),
}

fn harm() -> impl Strategy<Value = Harm> {
    let signs = prop::collection::vec(prop::sample::select(b"\",;\n\r\t\0 =()9/:AP\xFF\xEF".to_vec()), 1..4);
    prop_oneof![
        (0..2000usize).prop_map(Harm::Cut),
        (0..2000usize, signs).prop_map(|(at, bytes)| Harm::Put(at, bytes)),
        (0..2000usize, 1..60usize).prop_map(|(at, length)| Harm::Drop(at, length)),
        (0..2000usize, 1..300usize).prop_map(|(at, length)| Harm::Twice(at, length)),
    ]
}

fn harmed(mut bytes: Vec<u8>, harms: &[Harm]) -> Vec<u8> {
    for harm in harms {
        let length = bytes.len().max(1);
        let range = |at: usize, size: usize| at % length..(at % length + size).min(bytes.len());
        match harm {
            Harm::Cut(at) => bytes.truncate(at % length),
            Harm::Put(at, signs) => {
                let at = (at % length).min(bytes.len());
                bytes.splice(at..at, signs.iter().copied());
            }
            Harm::Drop(at, size) if !bytes.is_empty() => {
                bytes.drain(range(*at, *size));
            }
            Harm::Twice(at, size) if !bytes.is_empty() => {
                let part = bytes[range(*at, *size)].to_vec();
                bytes.extend(part);
            }
            Harm::Drop(..) | Harm::Twice(..) => {}
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn harmed_files_are_read_or_refused(which in 0..100usize, harms in prop::collection::vec(harm(), 1..6)) {
        let samples = samples();
        survives(&harmed(samples[which % samples.len()].clone(), &harms));
    }

    #[test]
    fn any_bytes_below_a_header_are_rows_or_rejected(
        which in 0..13usize,
        rest in prop::collection::vec(prop::sample::select(b"a,,,\"\n\n\r912/: ;\t\0\xFF".to_vec()), 0..400),
    ) {
        let header: &[u8] = [
            b"Topic,Meeting ID,Start Time,End Time,Name (Original Name),User Email,Join Time,Leave Time\n".as_slice(),
            b"Topic,Meeting ID,Start Time,End Time\n",
            b"Name (Original Name),Join Time,Leave Time\nAnn,05/18/2022 08:00:00 AM,05/18/2022 08:30:00 AM\n",
            b"Name (Original Name),Email,Total duration (minutes)\n",
            b"Email,User Type,Creation Date\n",
            b"Date,Meetings,Participants\n",
            b"Email,Meetings,Participants\na,1,2\n",
            b"Topic,ID,Start Time,Host,Recurring\n",
            b"#,User Name,User Email,Submitted Date/Time,\n1,Ann,,\"May 18, 2022 08:00:00\",Tea?,Yes\n",
            b"Survey Report\nTopic,Webinar ID,Actual Start Time\nTides,912,05/18/2022 08:00:00 AM\n#,User Name,User Email,Tea?\n",
            b"Topic,ID,Start Time\nTides,912,05/18/2022 08:00:00 AM\n#,Question,Asker Name,Answer(s)\n",
            b"First Name,Last Name,Email,Registration Time,Approval Status,City\n",
            b"Performance Report\nTopic,Webinar ID,Actual Start Time\nTides,912,05/18/2022 08:00:00 AM\nPolls,3\n",
        ][which];
        survives(&[header, &rest].concat());
    }

    #[test]
    fn any_bytes_are_refused_or_read(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        survives(&bytes);
    }
}
