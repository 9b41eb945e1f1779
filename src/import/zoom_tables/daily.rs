//! Kind `zoom-daily`: the portal's own figures, a row for each day.

use super::super::kinds::About;
use super::super::meeting::{Problem, cell};
use super::super::titles::{DATE, EMAIL, JOINS, MEETING_MINUTES, MEETINGS, NEW_USERS, TOPIC, USER_NAME};
use super::Table;
use super::look::Look;
use super::reader::Reader;
use crate::model::day::DayRange;
use crate::model::{Covered, Fact, Measure, Scope, TotalRecord};
use csv::ByteRecord;

pub static DAILY: Table = Table {
    kind: "zoom-daily",
    about: &About {
        title: "Daily usage",
        source: "New users, meetings, participants and minutes of each day of a month. Portal: Reports > Usage reports > \
                 Daily, Export. The names of the API do as well.",
        headers: &[
            "Date,New Users,Meetings,Participants,Meeting Minutes",
            "date,new_users,meetings,participants,meeting_minutes",
        ],
        oddities: &[
            "Date, Meetings and one of Participants, Meeting Minutes and New Users are needed.",
            "Participants are what the portal calls so: joins, not people.",
            "The figures stand beside those counted from the meetings, marked as the portal's.",
        ],
        sample: "daily.csv",
    },
    look: Look {
        kind: "zoom-daily",
        title: "daily figures",
        needed: &[&[&[&DATE], &[&MEETINGS], &[&JOINS, &MEETING_MINUTES, &NEW_USERS]]],
        without: &[&EMAIL, &TOPIC, &USER_NAME],
        named: "daily",
        called: &["daily"],
        not_called: &[],
        tells: |_, _| false,
    },
    dates: &[&DATE],
    row: day,
    covers: Some(Covered::Daily),
    needs_days: None,
};

fn day<'r>(reader: &mut Reader<'_>, row: &'r ByteRecord) -> Result<Vec<Fact<'r>>, Problem> {
    let place = reader.place(&[&DATE]);
    let (day, _) = reader
        .clock
        .day_of(cell(row, place))
        .map_err(|reason| Problem::at(place, reason))?
        .ok_or_else(|| Problem::at(place, "the date is missing"))?;
    let mut facts = Vec::new();
    for (column, measure) in [
        (&NEW_USERS, Measure::NewUsers),
        (&MEETINGS, Measure::Meetings),
        (&JOINS, Measure::Joins),
        (&MEETING_MINUTES, Measure::Minutes),
    ] {
        if let Some(value) = reader.count(row, &[column])? {
            let days = DayRange::day(day);
            facts.push(Fact::Total(TotalRecord { scope: Scope::Account, days, measure, value }));
        }
    }
    if facts.is_empty() {
        return Err(Problem::at(None, "the row has no figures"));
    }
    reader.met.day(day);
    Ok(facts)
}
