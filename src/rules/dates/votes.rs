//! Day or month first, per file: RULES, *Time zones*, last paragraph.

use super::{DateOrder, Day, Written};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

/// What the rows of a file say about its order of day and month.
#[derive(Clone, Debug, Default)]
pub struct Votes {
    /// Values that are dates with the month first alone, and with the day first alone.
    month: u64,
    day: u64,
    /// Values that are two different days in the two orders.
    either: u64,
    /// Of these, ones with points: the day first by custom.
    points: u64,
    /// Values that fall on the days of the file's name in one order alone.
    named_month: u64,
    named_day: u64,
    /// Rows whose times contradict each other in an order.
    against_month: u64,
    against_day: u64,
    resaved: bool,
}

/// The order of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Order(DateOrder),
    /// No value reads differently in the two orders.
    NoMatter,
    /// Nothing settles it, or values contradict each other.
    Open,
}

/// The moments of one row, as far as it has them.
#[derive(Clone, Copy, Debug, Default)]
pub struct RowDates {
    pub start: Option<Written>,
    pub end: Option<Written>,
    pub join: Option<Written>,
    pub leave: Option<Written>,
    /// Minutes of the stay, rounded up.
    pub minutes: Option<i64>,
}

impl Votes {
    /// A value of any date column. One that is no date in either order has no vote: it does not parse.
    pub fn value(&mut self, written: &Written) {
        let Day::Numbers { separator, .. } = written.day else { return };
        self.resaved |= written.is_resaved();
        match (written.day.on(DateOrder::MonthFirst), written.day.on(DateOrder::DayFirst)) {
            (Some(one), Some(other)) if one != other => {
                self.either += 1;
                self.points += u64::from(separator == b'.');
            }
            (Some(_), None) => self.month += 1,
            (None, Some(_)) => self.day += 1,
            _ => {}
        }
    }

    /// Marks the file as re-saved by a spreadsheet (`;` or tabs between its cells).
    pub fn resaved(&mut self) {
        self.resaved = true;
    }

    /// Whether a spreadsheet re-saved the file, by its dates or by [`Votes::resaved`].
    pub fn is_resaved(&self) -> bool {
        self.resaved
    }

    /// A start or a join, against the days that the file's name gives.
    pub fn named(&mut self, written: &Written, from: NaiveDate, to: NaiveDate) {
        // A day more at both ends: the name's days may be of another zone.
        let near = |order| {
            written
                .day
                .on(order)
                .is_some_and(|day| day >= from - TimeDelta::days(1) && day <= to + TimeDelta::days(1))
        };
        match (near(DateOrder::MonthFirst), near(DateOrder::DayFirst)) {
            (true, false) => self.named_month += 1,
            (false, true) => self.named_day += 1,
            _ => {}
        }
    }

    /// The moments of one row, against each other.
    pub fn row(&mut self, row: &RowDates) {
        self.against_month += u64::from(contradicts(row, DateOrder::MonthFirst));
        self.against_day += u64::from(contradicts(row, DateOrder::DayFirst));
    }

    /// The verdict: a file with English headers that no spreadsheet re-saved is month-first unless its values say
    /// otherwise; in others any component over 12 settles it, then the file's name, then the times of the rows.
    pub fn verdict(&self) -> Verdict {
        let Self { month, day, either, .. } = *self;
        if month + day + either == 0 {
            return Verdict::NoMatter;
        }
        if !self.resaved {
            return Verdict::Order(if day > month { DateOrder::DayFirst } else { DateOrder::MonthFirst });
        }
        if month + day > 0 {
            return more(month, day).map_or(Verdict::Open, Verdict::Order);
        }
        only(self.named_month, self.named_day)
            .or_else(|| only(self.against_day, self.against_month))
            .or_else(|| (self.points == either).then_some(DateOrder::DayFirst))
            .map_or(Verdict::Open, Verdict::Order)
    }
}

fn more(month: u64, day: u64) -> Option<DateOrder> {
    match month.cmp(&day) {
        std::cmp::Ordering::Greater => Some(DateOrder::MonthFirst),
        std::cmp::Ordering::Less => Some(DateOrder::DayFirst),
        std::cmp::Ordering::Equal => None,
    }
}

/// The order that has all the marks; `None` when both have some or neither.
fn only(month: u64, day: u64) -> Option<DateOrder> {
    match (month, day) {
        (1.., 0) => Some(DateOrder::MonthFirst),
        (0, 1..) => Some(DateOrder::DayFirst),
        _ => None,
    }
}

/// Whether the moments cannot be of one stay in that order: it begins long before the meeting or after its end,
/// ends before it begins, or is of another length than its minutes.
fn contradicts(row: &RowDates, order: DateOrder) -> bool {
    let at = |written: Option<Written>| written.and_then(|written| local(&written, order));
    // A waiting room opens before the meeting starts, seldom half a day.
    let slack = TimeDelta::hours(12);
    let (start, end, join, leave) = (at(row.start), at(row.end), at(row.join), at(row.leave));
    let before = matches!((start, join), (Some(start), Some(join)) if join + slack < start);
    let after = matches!((end, join), (Some(end), Some(join)) if join > end + slack);
    let backwards = matches!((start, end), (Some(start), Some(end)) if end < start);
    let stay = match (join, leave) {
        (Some(join), Some(leave)) => {
            let length = leave - join;
            let wrong = |minutes: i64| (length.num_seconds() - minutes * 60).abs() > 120;
            length < TimeDelta::zero() || row.minutes.is_some_and(wrong)
        }
        _ => false,
    };
    before || after || backwards || stay
}

fn local(written: &Written, order: DateOrder) -> Option<NaiveDateTime> {
    let day = written.day.on(order)?;
    Some(day.and_time(chrono::NaiveTime::MIN) + TimeDelta::seconds(i64::from(written.time.seconds)))
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn votes(values: &[&str]) -> Votes {
        let mut votes = Votes::default();
        for value in values {
            if let Some(written) = parse(value.as_bytes()) {
                votes.value(&written);
            }
        }
        votes
    }

    #[test]
    fn a_file_as_the_portal_wrote_it_is_month_first() {
        let file = votes(&["09/10/2021 08:00:21", "09/10/2021 08:54:27"]);
        assert_eq!(file.verdict(), Verdict::Order(DateOrder::MonthFirst));
        let says_otherwise = votes(&["09/10/2021 08:00:21", "15/10/2021 08:54:27"]);
        assert_eq!(says_otherwise.verdict(), Verdict::Order(DateOrder::DayFirst));
    }

    #[test]
    fn a_component_over_twelve_settles_a_resaved_file() {
        assert_eq!(
            votes(&["9/10/2021 8:00", "9/14/2021 8:00"]).verdict(),
            Verdict::Order(DateOrder::MonthFirst)
        );
        assert_eq!(
            votes(&["9/10/2021 8:00", "14/9/2021 8:00"]).verdict(),
            Verdict::Order(DateOrder::DayFirst)
        );
        assert_eq!(votes(&["9/14/2021 8:00", "14/9/2021 8:00"]).verdict(), Verdict::Open);
    }

    /// RULES: "a value that is no date in either order has no vote".
    #[test]
    fn no_date_has_no_vote() {
        assert_eq!(votes(&["9/10/2021 8:00", "31/31/2021 8:00", "30/02/2021 8:00"]).verdict(), Verdict::Open);
    }

    #[test]
    fn days_that_read_alike_need_no_order() {
        assert_eq!(votes(&["5/5/2021 8:00", "2021-03-04 08:00"]).verdict(), Verdict::NoMatter);
        assert_eq!(votes(&[]).verdict(), Verdict::NoMatter);
    }

    #[test]
    fn points_put_the_day_first() {
        assert_eq!(votes(&["04.10.2020 08:48:54"]).verdict(), Verdict::Order(DateOrder::DayFirst));
        assert_eq!(votes(&["04.15.2020 08:48:54"]).verdict(), Verdict::Order(DateOrder::MonthFirst));
    }

    #[test]
    fn the_files_name_settles_it() {
        let mut file = votes(&["9/10/2021 8:00"]);
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        file.named(&parse(b"9/10/2021 8:00").unwrap(), day("2021-10-09"), day("2021-10-09"));
        assert_eq!(file.verdict(), Verdict::Order(DateOrder::DayFirst));
    }

    /// A stay over midnight: 4 January 23:50 to 5 January 00:10 is 20 minutes, 1 April to 1 May is a month.
    #[test]
    fn the_length_of_a_stay_settles_it() {
        let (join, leave) = (parse(b"1/4/2022 23:50"), parse(b"1/5/2022 0:10"));
        let mut file = votes(&["1/4/2022 23:50", "1/5/2022 0:10"]);
        file.row(&RowDates { join, leave, minutes: Some(20), ..RowDates::default() });
        assert_eq!(file.verdict(), Verdict::Order(DateOrder::MonthFirst));
    }

    /// Started 1/12, joined 12/1: with the day first the join were eleven months before the start.
    #[test]
    fn a_join_before_its_meeting_settles_it() {
        let (start, join) = (parse(b"1/12/2022 23:50"), parse(b"12/1/2022 0:10"));
        let mut file = votes(&["1/12/2022 23:50", "12/1/2022 0:10"]);
        file.row(&RowDates { start, join, ..RowDates::default() });
        assert_eq!(file.verdict(), Verdict::Order(DateOrder::MonthFirst));
    }
}
