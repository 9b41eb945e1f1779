//! Where a row leads by itself, as a text in a key column: `report[/view][@days][&param=value…][?filter]`.

use super::ask::Ask;
use super::catalog;
use super::def::{ReportDef, View};
use crate::model::DayRange;

/// A report, one of its views, the last days of a range, parameters, a filter.
#[derive(Clone, Debug)]
pub struct Address<'a> {
    pub def: &'static ReportDef,
    pub view: &'static View,
    /// So many days up to the end of the range, in place of the range.
    pub days: Option<u64>,
    /// Parameters as they are typed; a value has neither `&` nor `?`.
    pub params: Vec<(&'static str, &'a str)>,
    pub filter: &'a str,
}

impl<'a> Address<'a> {
    /// `None` where no such report, view or parameter is there.
    pub fn parse(text: &'a str) -> Option<Self> {
        let (place, filter) = text.split_once('?').unwrap_or((text, ""));
        let mut parts = place.split('&');
        let place = parts.next().unwrap_or_default();
        let given: Vec<(&str, &str)> = parts.map(|part| part.split_once('=')).collect::<Option<_>>()?;
        let (place, days) = match place.split_once('@') {
            Some((place, days)) => (place, Some(days.parse().ok()?)),
            None => (place, None),
        };
        let (id, view) = match place.split_once('/') {
            Some((id, view)) => (id, Some(view)),
            None => (place, None),
        };
        let def = catalog::find(id)?;
        let view = match view {
            Some(view) => def.view(view)?,
            None => def.first_view()?,
        };
        let known = |(name, value): (&str, &'a str)| Some((def.param(name)?.name, value));
        let params = given.into_iter().map(known).collect::<Option<_>>()?;
        Some(Self { def, view, days, params, filter })
    }

    /// The question that it stands for, asked from where `from` was.
    pub fn ask(&self, from: &Ask) -> Ask {
        let range = self.days.map_or(from.range, |days| DayRange::ending(from.range.to, days));
        let mut ask = Ask::new(self.def, range, from.zone);
        self.view.id.clone_into(&mut ask.view);
        self.filter.clone_into(&mut ask.filter);
        ask.accounts.clone_from(&from.accounts);
        ask.params =
            self.params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        ask
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_in_all_their_parts() {
        let address = Address::parse("inactive-hosts/users@90?licence:\"a?b@c\"").unwrap();
        assert_eq!((address.def.id.0, address.view.id, address.days), ("inactive-hosts", "users", Some(90)));
        assert_eq!(address.filter, "licence:\"a?b@c\"");
        let plain = Address::parse("daily").unwrap();
        assert_eq!((plain.view.id, plain.days, plain.filter), ("days", None, ""));
        let given = Address::parse("participants/connections&occurrence=#12&guests=external?name:a").unwrap();
        assert_eq!(given.params, [("occurrence", "#12"), ("guests", "external")]);
        assert_eq!((given.view.id, given.filter), ("connections", "name:a"));
        for wrong in [
            "participants&colour=red",
            "participants&occurrence",
            "",
            "nothing",
            "daily/nothing",
            "daily@",
            "daily@x",
            "daily/",
        ] {
            assert!(Address::parse(wrong).is_none(), "{wrong}");
        }
    }
}
