//! From a question back to what one would type: [`Ask`] → `report …`. The way there is in [`super::ask`].

use super::ask::KnownAccount;
use crate::report::{Ask, ParamKind, ReportDef};

/// The words after `headcount` that ask the same question, whatever the defaults are.
pub fn command_line(ask: &Ask, accounts: &[KnownAccount]) -> Vec<String> {
    let mut words = vec!["report".to_owned(), ask.report.0.to_owned()];
    let mut option = |name: &str, value: &str| {
        // `--sort -minutes` would do for some options, `--sort=-minutes` does for all.
        if value.starts_with('-') || value.is_empty() {
            words.push(format!("--{name}={value}"));
        } else {
            words.push(format!("--{name}"));
            words.push(value.to_owned());
        }
    };
    let def = ask.def();
    if let Some((name, value)) = def.and_then(|def| view(def, &ask.view)) {
        option(name, value);
    }
    if def.is_some_and(|def| def.ranged) {
        option("from", &ask.range.from.to_string());
        option("to", &ask.range.to.to_string());
    }
    for key in &ask.accounts {
        let id = accounts.iter().find(|account| account.key == *key).and_then(|account| account.id.clone());
        option("account", &id.unwrap_or_else(|| format!("#{key}")));
    }
    for (name, value) in &ask.params {
        option(name, value);
    }
    if !ask.filter.is_empty() {
        option("filter", &ask.filter);
    }
    if !ask.sort.is_empty() {
        let keys: Vec<String> = ask.sort.iter().map(ToString::to_string).collect();
        option("sort", &keys.join(","));
    }
    if let Some(columns) = &ask.columns {
        option("columns", &columns.join(","));
    }
    if let Some(limit) = ask.limit {
        option("limit", &limit.to_string());
    }
    option("tz", ask.zone.name());
    words
}

/// How the view is chosen: not at all for the first, by its switch where there is one, else by name.
fn view<'a>(def: &ReportDef, view: &'a str) -> Option<(&'static str, &'a str)> {
    if def.first_view().is_none_or(|first| first.id == view) {
        return None;
    }
    let switch = def.params.iter().find_map(|param| match param.kind {
        ParamKind::Switch { on, .. } if on == view => Some((param.name, "on")),
        ParamKind::Switch { off, .. } if off == view => Some((param.name, "off")),
        _ => None,
    });
    Some(switch.unwrap_or(("view", view)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::ask::tests::{accounts, parse};
    use crate::report::{Param, View, catalog};
    use proptest::prelude::*;
    use proptest::sample::{Index, subsequence};

    fn words(line: &str) -> Vec<String> {
        line.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn the_line_is_what_one_would_type() {
        let typed = "report participants --unique off --account lumen-id --guests external --occurrence \
                     84612340849@2026-10-05T08:00 --sort=-duration,name --tz Europe/Stockholm";
        let ask = parse(&words(typed)).unwrap();
        assert_eq!(command_line(&ask, &accounts()), words(typed));
    }

    /// A value that a parameter takes.
    fn value(param: &Param) -> BoxedStrategy<String> {
        let text = |form: &'static str| form.prop_map(|text| text.clone()).boxed();
        match param.kind {
            ParamKind::Choice(choices) => prop::sample::select(choices).prop_map(str::to_owned).boxed(),
            ParamKind::Text | ParamKind::Search | ParamKind::Person => text("[-a-zA-Zéж=,'\" ]{0,6}[-a-z#=]"),
            ParamKind::Number { least, most } => (least..=most).prop_map(|n| n.to_string()).boxed(),
            ParamKind::Occurrence => prop_oneof![
                text("#[0-9]{1,15}"),
                text("[0-9]{9,11}@2026-1[0-2]-[01][1-9]T0[0-9]:[0-5][0-9]"),
                text("[0-9]{3} [0-9]{4} [0-9]{4}@2026-10-05T08:00:0[0-9]"),
                text("[A-Za-z/+]{10,20}=="),
            ]
            .boxed(),
            ParamKind::Instant => {
                prop_oneof![text("#[0-9]{1,10}"), text("2026-1[0-2]-[01][1-9]T0[0-9]:[0-5][0-9]:[0-5][0-9]")]
                    .boxed()
            }
            ParamKind::Participant | ParamKind::Call => text("#?[0-9]{1,15}"),
            ParamKind::Host => prop_oneof![text("#[0-9]{1,6}"), text("[a-z.]{1,8}@lumen\\.example")].boxed(),
            ParamKind::Import => text("#?[0-9]{1,6}"),
            ParamKind::Switch { .. } => {
                prop::sample::select(&["on", "off"][..]).prop_map(str::to_owned).boxed()
            }
        }
    }

    /// `--name=value` of a report's parameters: those needed, and some of the others.
    fn params(def: &'static ReportDef) -> impl Strategy<Value = Vec<String>> {
        let each: Vec<_> = def
            .params
            .iter()
            .map(|param| {
                (value(param), any::<bool>()).prop_map(move |(value, given)| {
                    (given || param.required).then(|| format!("--{}={value}", param.name))
                })
            })
            .collect();
        each.prop_map(|given| given.into_iter().flatten().collect())
    }

    fn chosen(view: &'static View) -> impl Strategy<Value = Vec<String>> {
        let names: Vec<String> = view.visible().map(|column| column.name.to_string()).collect();
        let sorted = (subsequence(names.clone(), 0..=2.min(names.len())), any::<bool>()).prop_map(
            |(names, descending)| {
                let sign = if descending { "-" } else { "" };
                let keys: Vec<String> = names.iter().map(|name| format!("{sign}{name}")).collect();
                (!keys.is_empty()).then(|| format!("--sort={}", keys.join(",")))
            },
        );
        let columns = prop::option::of(subsequence(names, 1..=3).prop_shuffle())
            .prop_map(|names| names.map(|names| format!("--columns={}", names.join(","))));
        let filter = prop::option::of(prop::sample::select(
            &["anna", "!guest", "-x", "\"two words\" 12:30", "=1", " padded "][..],
        ))
        .prop_map(|filter| filter.map(|filter| format!("--filter={filter}")));
        let limit = prop::option::of(1usize..9999).prop_map(|n| n.map(|n| format!("--limit={n}")));
        (sorted, columns, filter, limit).prop_map(|(a, b, c, d)| [a, b, c, d].into_iter().flatten().collect())
    }

    fn dates(def: &'static ReportDef) -> BoxedStrategy<Vec<String>> {
        if !def.ranged {
            return Just(Vec::new()).boxed();
        }
        prop_oneof![
            Just(Vec::new()),
            (1u32..13).prop_map(|month| vec![format!("--month=2026-{month:02}")]),
            (1u32..15, 15u32..29).prop_map(|(from, to)| {
                vec![format!("--from=2026-02-{from:02}"), format!("--to=2026-02-{to:02}")]
            }),
        ]
        .boxed()
    }

    /// A right command line of any report of the catalog.
    fn lines() -> impl Strategy<Value = Vec<String>> {
        let report = any::<Index>().prop_map(|at| *at.get(catalog::ALL));
        let pair = (report, any::<Index>()).prop_map(|(def, at)| (def, at.get(def.views)));
        pair.prop_flat_map(|(def, view)| {
            let accounts = subsequence(vec!["--account=lumen-id", "--account=#2", "--account=#3"], 0..=3);
            let zone = prop::sample::select(chrono_tz::TZ_VARIANTS.as_slice());
            (params(def), chosen(view), dates(def), accounts, zone).prop_map(
                move |(params, chosen, dates, accounts, zone)| {
                    let mut words = vec!["report".to_owned(), def.id.0.to_owned()];
                    if !params.iter().any(|word| word.starts_with("--unique")) {
                        words.push(format!("--view={}", view.id));
                    }
                    words.extend(params.into_iter().chain(chosen).chain(dates));
                    words.extend(accounts.into_iter().map(str::to_owned));
                    words.push(format!("--tz={}", zone.name()));
                    words
                },
            )
        })
    }

    proptest! {
        #[test]
        fn a_question_survives_the_way_to_the_command_line_and_back(typed in lines()) {
            match parse(&typed) {
                Ok(ask) => {
                    let line = command_line(&ask, &accounts());
                    let back = parse(&line).map_err(TestCaseError::fail)?;
                    prop_assert_eq!(&back, &ask, "{:?}", &line);
                    prop_assert_eq!(command_line(&back, &accounts()), line);
                }
                // A switch may choose another view than the one whose columns were taken.
                Err(error) => prop_assert!(error.contains("no column is called"), "{typed:?}: {error}"),
            }
        }

        #[test]
        fn no_command_line_panics(words in prop::collection::vec("(--)?[a-z#=@-]{0,9}", 0..6)) {
            let _ = parse(&[vec!["report".to_owned()], words].concat());
        }
    }
}
