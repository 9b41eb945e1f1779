//! From what was typed to the question: `headcount report …` → [`Ask`]. The way back is in [`super::line`].

use super::args::ReportArgs;
use super::exit::UsageError;
use super::params;
use super::words;
use crate::model::{DayRange, text};
use crate::report::{Ask, ReportDef, SortKey, View, catalog, filter};
use chrono::Datelike;
use chrono_tz::Tz;

/// An account of the database, as the command line may name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownAccount {
    pub key: i64,
    /// The provider's ID.
    pub id: Option<String>,
    pub name: String,
}

/// What holds where the command line says nothing.
#[derive(Clone, Copy, Debug)]
pub struct Defaults<'a> {
    /// The range of dates; its last day is the last there is.
    pub range: DayRange,
    pub zone: Tz,
    pub accounts: &'a [KnownAccount],
}

/// The question that was typed.
///
/// # Errors
/// On anything the report does not have or take; the message names the nearest that it does.
pub fn ask(args: &ReportArgs, defaults: &Defaults<'_>) -> Result<Ask, UsageError> {
    let def = find_report(&args.id)?;
    let said = params::check(def, &args.params)?;
    let view = view(def, args.view.as_deref(), said.view)?;
    let filter = args.filter.as_deref().unwrap_or_default().trim();
    // What a form asked is known only with the answer.
    if view.further.is_none() {
        filter::parse(filter, view).map_err(|why| UsageError(format!("--filter: {why}")))?;
    }
    Ok(Ask {
        report: def.id,
        view: view.id.to_owned(),
        accounts: accounts(&args.account, defaults.accounts)?,
        range: range(def, args, defaults.range)?,
        zone: defaults.zone,
        params: said.params,
        sort: sort(&args.sort, def, view)?,
        filter: filter.to_owned(),
        columns: args.columns.as_deref().map(|names| columns(names, def, view)).transpose()?,
        limit: args.limit.map(Into::into),
        rows: Vec::new(),
    })
}

/// The report of that id.
///
/// # Errors
/// Names the nearest when there is none.
pub fn find_report(id: &str) -> Result<&'static ReportDef, UsageError> {
    catalog::find(id).ok_or_else(|| {
        let near = near(id, catalog::ALL.iter().map(|def| def.id.0));
        UsageError(format!(
            "no report is called {}:{near} `headcount reports` lists them",
            text::excerpt(id, 40)
        ))
    })
}

/// ` did you mean X?`, or nothing.
fn near<'a>(word: &str, words: impl IntoIterator<Item = &'a str>) -> String {
    catalog::nearest_of(&text::fold(word), words)
        .map_or_else(String::new, |near| format!(" did you mean {near}?"))
}

/// The view asked for by name or through a switch, else the first.
fn view(
    def: &'static ReportDef,
    asked: Option<&str>,
    switched: Option<(&'static str, &'static str)>,
) -> Result<&'static View, UsageError> {
    if let (Some(asked), Some((view, switch))) = (asked, switched)
        && asked != view
    {
        return Err(UsageError(format!(
            "--view {} and --{switch} say different things: --{switch} chooses the view {view}",
            text::excerpt(asked, 40)
        )));
    }
    let Some(id) = asked.or(switched.map(|(view, _)| view)) else {
        return def.first_view().ok_or_else(|| UsageError(format!("{} has no view", def.id)));
    };
    def.view(id).ok_or_else(|| {
        let ids: Vec<&str> = def.views.iter().map(|view| view.id).collect();
        let near = near(id, ids.iter().copied());
        let has = words::list(&ids, "and");
        UsageError(format!("{} has no view {}:{near} it has {has}", def.id, text::excerpt(id, 40)))
    })
}

fn range(def: &ReportDef, args: &ReportArgs, default: DayRange) -> Result<DayRange, UsageError> {
    if !def.ranged {
        return match (args.from, args.to, args.month) {
            (None, None, None) => Ok(default),
            _ => Err(UsageError(format!(
                "{} takes no dates: it says how things stand; leave --from, --to and --month away",
                def.id
            ))),
        };
    }
    if let Some(month) = args.month {
        return Ok(DayRange::month(month));
    }
    let (from, to) = match (args.from, args.to) {
        (None, None) => return Ok(default),
        (Some(from), to) => (from, to.unwrap_or(default.to)),
        (None, Some(to)) => (to.with_day(1).unwrap_or(to), to),
    };
    if from > to {
        return Err(UsageError(format!("--from {from} is after --to {to}: the first day comes first")));
    }
    Ok(DayRange { from, to })
}

fn accounts(asked: &[String], known: &[KnownAccount]) -> Result<Vec<i64>, UsageError> {
    let mut keys: Vec<i64> = Vec::with_capacity(asked.len());
    for typed in asked {
        let key = account(typed, known)?;
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    Ok(keys)
}

/// An account's key by the provider's ID, its number with or without `#`, or its name where only one is called so.
pub fn account(typed: &str, known: &[KnownAccount]) -> Result<i64, UsageError> {
    let name = text::fold(typed);
    let by_id = known.iter().find(|account| account.id.as_deref() == Some(typed));
    let named: Vec<&KnownAccount> =
        known.iter().filter(|account| text::fold(&account.name) == name).collect();
    let number = typed.strip_prefix('#').unwrap_or(typed);
    let numbered = || known.iter().find(|account| account.key.to_string() == number);
    match (by_id, named.as_slice()) {
        (Some(account), _) => Ok(account.key),
        (None, [account]) => Ok(account.key),
        (None, []) => numbered().map(|account| account.key).ok_or_else(|| unknown_account(typed, known)),
        (None, several) => {
            let keys: Vec<String> = several.iter().map(|account| format!("#{}", account.key)).collect();
            let typed = text::excerpt(typed, 40);
            Err(UsageError(format!(
                "several accounts are called {typed}: name one by its ID, {}",
                keys.join(" or ")
            )))
        }
    }
}

fn unknown_account(typed: &str, known: &[KnownAccount]) -> UsageError {
    if known.is_empty() {
        return UsageError("no account is held yet: `headcount import FILE` reads an export".into());
    }
    let held: Vec<String> =
        known.iter().map(|account| format!("{} (#{})", account.name, account.key)).collect();
    let folded: Vec<String> = known.iter().map(|account| text::fold(&account.name)).collect();
    let near = catalog::nearest_of(&text::fold(typed), folded.iter().map(String::as_str))
        .and_then(|near| known.iter().find(|account| text::fold(&account.name) == near))
        .map_or_else(String::new, |account| format!(" did you mean {}?", account.name));
    UsageError(format!(
        "no account is called {}:{near} held are {}",
        text::excerpt(typed, 40),
        held.join(", ")
    ))
}

fn sort(asked: &[String], def: &ReportDef, view: &View) -> Result<Vec<SortKey>, UsageError> {
    let mut keys: Vec<SortKey> = Vec::with_capacity(asked.len());
    for typed in asked {
        let typed = typed.trim();
        let key = typed.strip_prefix('-').map_or_else(|| SortKey::ascending(typed), SortKey::descending);
        column("--sort", &key.column, def, view)?;
        if keys.iter().any(|known| known.column == key.column) {
            return Err(UsageError(format!("--sort names {} twice", key.column)));
        }
        keys.push(key);
    }
    Ok(keys)
}

fn columns(asked: &[String], def: &ReportDef, view: &View) -> Result<Vec<String>, UsageError> {
    let mut names: Vec<String> = Vec::with_capacity(asked.len());
    for typed in asked {
        let name = typed.trim().to_owned();
        column("--columns", &name, def, view)?;
        if names.contains(&name) {
            return Err(UsageError(format!("--columns names {name} twice")));
        }
        names.push(name);
    }
    Ok(names)
}

/// Fails unless the view shows a column of that name.
fn column(option: &str, name: &str, def: &ReportDef, view: &View) -> Result<(), UsageError> {
    let declared = view.column(name);
    if declared.is_some_and(|column| !column.is_key()) {
        return Ok(());
    }
    if view.further.is_some() && declared.is_none() && !name.is_empty() {
        return Ok(());
    }
    let id = def.id;
    if name.is_empty() {
        return Err(UsageError(format!(
            "{option} lacks a column's name: `headcount reports {id}` lists them"
        )));
    }
    let near = near(name, view.visible().map(|column| column.name.as_ref()));
    let name = text::excerpt(name, 40);
    let elsewhere = def
        .views
        .iter()
        .find(|other| other.id != view.id && other.column(&name).is_some_and(|column| !column.is_key()));
    let elsewhere = elsewhere.map_or_else(String::new, |other| format!(" (it is in --view {})", other.id));
    Err(UsageError(format!(
        "{option}: no column is called {name}{elsewhere}:{near} `headcount reports {id}` lists them"
    )))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::cli::{Cli, Command};
    use clap::Parser;

    pub(in crate::cli) fn accounts() -> Vec<KnownAccount> {
        let account = |key, id: Option<&str>, name: &str| KnownAccount {
            key,
            id: id.map(str::to_owned),
            name: name.into(),
        };
        vec![account(1, Some("lumen-id"), "Lumen"), account(2, None, "Orbit"), account(3, None, "orbit")]
    }

    /// The question of a whole command line.
    pub(in crate::cli) fn parse(words: &[String]) -> Result<Ask, String> {
        let line = std::iter::once("headcount").chain(words.iter().map(String::as_str));
        let (global, command) = Cli::try_parse_from(line).map_err(|error| error.to_string())?.split();
        let Command::Report(args) = command else { return Err("not a report".into()) };
        let day = |text: &str| text.parse().unwrap();
        let defaults = Defaults {
            range: DayRange::new(day("2026-10-24"), day("2026-11-22")),
            zone: global.tz.unwrap_or(Tz::UTC),
            accounts: &accounts(),
        };
        ask(&args, &defaults).map_err(|error| error.0)
    }

    fn typed(line: &str) -> Result<Ask, String> {
        parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn a_whole_question() {
        let ask = typed(
            "report meetings --month 2026-10 --account lumen --sort -minutes,topic --columns topic,minutes \
             --filter dep:science --limit 5 --host nora@lumen.example --tz Asia/Tokyo",
        )
        .unwrap();
        assert_eq!(ask.range.to_string(), "2026-10-01 … 2026-10-31");
        assert_eq!(ask.accounts, [1]);
        assert_eq!(ask.sort, [SortKey::descending("minutes"), SortKey::ascending("topic")]);
        assert_eq!(ask.columns.as_deref(), Some(&["topic".to_owned(), "minutes".to_owned()][..]));
        assert_eq!((ask.filter.as_str(), ask.limit, ask.zone), ("dep:science", Some(5), Tz::Asia__Tokyo));
        assert_eq!(ask.params["host"], "nora@lumen.example");
    }

    #[test]
    fn wrong_names_lead_to_the_nearest_right_ones() {
        let wrong = |line: &str| typed(line).unwrap_err();
        assert!(wrong("report activ-hosts").contains("did you mean active-hosts?"));
        assert!(wrong("report xyz").contains("`headcount reports`"));
        assert!(wrong("report active-hosts --view meeting").contains("did you mean meetings?"));
        assert!(wrong("report active-hosts --view q").contains("it has users and meetings"));
        assert!(wrong("report daily --sort minuts").contains("did you mean minutes?"));
        assert!(wrong("report daily --columns qq").contains("`headcount reports daily` lists them"));
        assert!(wrong("report active-hosts --sort topic").contains("it is in --view meetings"));
        assert!(wrong("report meetings --columns occurrence").contains("no column is called occurrence"));
        assert!(wrong("report meetings --host nora").contains("e-mail"));
        assert!(wrong("report meetings --hsot a@b.example").contains("--host"));
        assert!(wrong("report daily --filter colour:red").contains("no column is called colour"));
        assert!(wrong("report daily --account lumn").contains("did you mean Lumen?"));
        assert!(wrong("report daily --account ORBIT").contains("by its ID, #2 or #3"));
        assert_eq!(typed("report daily --account #3").unwrap().accounts, [3]);
        assert_eq!(typed("report daily --account 3 --account lumen-id").unwrap().accounts, [3, 1]);
    }

    #[test]
    fn dates_are_checked_against_each_other_and_the_report() {
        let range = |line: &str| typed(line).map(|ask| ask.range.to_string());
        assert_eq!(range("report daily").unwrap(), "2026-10-24 … 2026-11-22");
        assert_eq!(range("report daily --from 2026-11-01").unwrap(), "2026-11-01 … 2026-11-22");
        assert_eq!(range("report daily --to 2026-09-15").unwrap(), "2026-09-01 … 2026-09-15");
        assert!(range("report daily --from 2026-11-02 --to 2026-11-01").unwrap_err().contains("is after"));
        assert!(range("report daily --month 2026-10 --to 2026-10-05").is_err());
        assert!(range("report daily --from 5.10.2026").unwrap_err().contains("2026-10-05"));
        assert!(range("report daily --from +262142-12-31").unwrap_err().contains("2026-10-05"));
        assert!(range("report imports --month 2026-10").unwrap_err().contains("takes no dates"));
    }

    #[test]
    fn a_switch_and_a_view_must_agree() {
        let view = |line: &str| typed(line).map(|ask| ask.view);
        assert_eq!(view("report participants --occurrence #1 --unique off").unwrap(), "connections");
        assert_eq!(view("report participants --occurrence #1 --unique on --view people").unwrap(), "people");
        assert!(view("report participants --occurrence #1 --unique off --view people").is_err());
    }
}
