//! Who was on the telephone: those whom the meetings know by number alone, and guests who called beside their screen.

use super::{Base, amount};
use crate::demo::DemoFile;
use crate::demo::attendance::Attended;
use crate::demo::clock::Clock;
use crate::demo::rng::{Rng, key};
use crate::demo::table::{compact, row};
use crate::demo::write::{Stay, grouped, minutes};

/// A dial-in or call-out.
pub struct Call<'w, 'a> {
    of: &'w Attended<'a>,
    stay: &'w Stay<'a>,
    caller: String,
    route: &'static Route,
    /// In hundredths.
    pub charge: i64,
    pub currency: &'static str,
    pub at: i64,
}

/// A way into a meeting: country, its code and a number, type, hundredths a minute times ten, currency, number called.
struct Route {
    country: &'static str,
    prefix: &'static str,
    kind: &'static str,
    rate: i64,
    currency: &'static str,
    called: &'static str,
}

const ROUTES: &[Route] = &[
    route("Sweden", "+46 70 555", "toll", 0, "EUR", "+46 8 5250 1000"),
    route("Sweden", "+46 73 555", "toll-free", 21, "EUR", "+46 20 555 010"),
    route("Finland", "+358 40 555", "toll-free", 24, "EUR", "+358 800 555 20"),
    route("United Kingdom", "+44 7700 900", "call-out", 46, "EUR", ""),
    route("United States", "+1 646 555", "call-out", 30, "USD", ""),
    route("Norway", "+47 905 55", "premium", 95, "EUR", "+47 820 55 500"),
];

const fn route(
    country: &'static str,
    prefix: &'static str,
    kind: &'static str,
    rate: i64,
    currency: &'static str,
    called: &'static str,
) -> Route {
    Route { country, prefix, kind, rate, currency, called }
}

/// All calls, in order of the meetings.
pub fn calls<'w, 'a>(base: Base<'w, 'a>) -> Vec<Call<'w, 'a>> {
    let stays = base.held.iter().flat_map(|of| of.stays.iter().map(move |stay| (of, stay)));
    stays
        .filter(|(_, stay)| !stay.waiting && !stay.host)
        .filter_map(|(of, stay)| {
            let keys = [key("telephone"), key(&stay.name), of.meeting.start.unsigned_abs()];
            let mut rng = Rng::keyed(base.world.seed, &keys);
            let by_number = stay.name.contains("***");
            let also = stay.guest && rng.chance(35);
            if !by_number && !also {
                return None;
            }
            let prefix = stay.name.get(..2).unwrap_or_default();
            let digits =
                |route: &Route| -> String { route.prefix.chars().filter(char::is_ascii_digit).collect() };
            let same = |route: &&Route| by_number && digits(route).starts_with(prefix);
            let own = ROUTES.iter().find(same);
            let by_way = Rng::keyed(base.world.seed, &[key("way"), key(&stay.name)]).pick(ROUTES);
            let route = own.or(by_way)?;
            let end = stay.name.rsplit('*').next().filter(|_| by_number);
            let digits = end.map_or_else(|| format!("{:04}", rng.below(9999)), str::to_owned);
            let (first, last) = digits.split_at_checked(2).unwrap_or((&digits, ""));
            let charge = (minutes(stay.seconds()) * route.rate + 5) / 10;
            let caller = format!("{} {first} {last}", route.prefix);
            Some(Call { of, stay, caller, route, charge, currency: route.currency, at: stay.join })
        })
        .collect()
}

/// An export a month, of the last four.
pub fn files(base: Base<'_, '_>, calls: &[Call<'_, '_>]) -> Vec<DemoFile> {
    let months = base.months(4).into_iter();
    months
        .map(|(from, to)| {
            let of_month = calls.iter().filter(|call| (from..=to).contains(&base.day(call.at)));
            let name = format!("telephone_{}_{}.csv", compact(from), compact(to));
            base.file(name, list(base, of_month))
        })
        .collect()
}

fn list<'c>(base: Base<'_, '_>, calls: impl Iterator<Item = &'c Call<'c, 'c>>) -> Vec<u8> {
    let mut out =
        b"Start Time,End Time,Duration (minutes),Meeting ID,Participant,Participant Email,Host,Host Email,\
        Department,Phone Number,Call-in Number,Country,Type,Rate,Charge,Currency\n"
            .to_vec();
    let clock = &mut Clock::new(base.world.zone);
    for call in calls {
        let (stay, meeting, route) = (call.stay, &call.of.meeting, call.route);
        // Whom a number alone names, the portal does not name.
        let name = if stay.name.contains("***") { "" } else { stay.name.as_ref() };
        let rate = format!("0.{:03}", route.rate);
        let written = [
            &clock.text(stay.join),
            &clock.text(stay.leave),
            &minutes(stay.seconds()).to_string(),
            &grouped(meeting.number),
            name,
            stay.email,
            meeting.host_name,
            meeting.host_email,
            meeting.department,
            &call.caller,
            route.called,
            route.country,
            route.kind,
            &rate,
            &amount(call.charge),
            call.currency,
        ];
        row(&mut out, &written);
    }
    out
}
