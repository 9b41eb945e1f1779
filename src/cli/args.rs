//! What may be typed, as clap knows it. Meaning is given elsewhere: [`super::ask`].

use super::examples;
use super::params::Params;
use super::values::{
    age, asciis, date_orders, day, formats, headers, import_number, local_time, meeting_or_uuid, month,
    rights, rows, themes, zone,
};
use crate::config::Ascii;
use crate::export::{Form, Format, Header};
use crate::import::DateOrder;
use crate::report::Right;
use crate::ui::ThemeName;
use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Every report of your meeting accounts, in a terminal.
#[derive(Debug, Parser)]
#[command(name = "headcount", version, long_about = ABOUT, after_long_help = examples::text(""), max_term_width = 110)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

const ABOUT: &str = "\
Answers, in a terminal and without a browser, who met, when, for how long and from where: from the account's days \
and hosts down to one person's single connection.

Without a command it opens the console.";

/// Options that every command takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "Options for all commands")]
pub struct Global {
    /// The database; one in the user's data folder unless given.
    #[arg(long, global = true, value_name = "FILE")]
    pub db: Option<PathBuf>,
    /// The time zone to show instants in, like Europe/Stockholm; the system's unless given.
    #[arg(long, global = true, value_name = "ZONE", value_parser = zone)]
    pub tz: Option<Tz>,
    /// See what this person may see; everything unless given.
    #[arg(long = "as", global = true, value_name = "EMAIL")]
    pub viewer: Option<String>,
    /// The configuration; headcount/config.toml in the user's configuration folder unless given.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Write a log to this file.
    #[arg(long, global = true, value_name = "FILE")]
    pub log: Option<PathBuf>,
    /// Use no colours; the same as --theme mono.
    #[arg(long, global = true, conflicts_with = "theme")]
    pub no_color: bool,
    /// The console's colours; light and dark are for grounds that are so.
    #[arg(long, global = true, value_name = "THEME", value_parser = themes())]
    pub theme: Option<ThemeName>,
    /// Draw lines, bars and marks in ASCII; --ascii=off where that is found out wrongly.
    #[arg(long, global = true, value_name = "WHEN", value_parser = asciis(), num_args = 0..=1, require_equals = true,
        default_missing_value = Ascii::On.word())]
    pub ascii: Option<Ascii>,
    /// The door is locked ([`BrowseArgs::locked`]): nothing of the caller's is heeded, and nobody is told who is known.
    #[arg(skip)]
    pub locked: bool,
}

#[derive(Debug, PartialEq, Subcommand)]
pub enum Command {
    /// Open the console (as without a command).
    Browse(BrowseArgs),
    /// Open the console on an invented organisation; touches nothing else.
    #[command(after_long_help = examples::text("demo"))]
    Demo(DemoArgs),
    /// Read exported files into the database.
    Import(ImportArgs),
    /// List every report, or explain one.
    Reports(ReportsArgs),
    /// Write one report to standard output or a file.
    Report(Box<ReportArgs>),
    /// Say which configuration is read, whether it is well, and what holds.
    Config(ConfigArgs),
    /// Check the database: its file, and its sums against its rows.
    #[command(after_long_help = examples::text("check"))]
    Check {
        /// Fail when the newest data were observed longer ago than this, like 2d or 36h.
        #[arg(long, value_name = "AGE", value_parser = age)]
        max_age: Option<Duration>,
    },
    /// Take away all data of the days before a given one, for good.
    Purge(PurgeArgs),
    /// Who may see what: list rights, grant and revoke them (the owner alone).
    #[command(subcommand, after_long_help = examples::text("roles"))]
    Roles(RolesCommand),
    /// Show or change which of the portals' limits hold (the owner alone changes them).
    Policy(PolicyArgs),
    /// List the accounts; put one under a master, or give it another name (the owner alone).
    Accounts(AccountsArgs),
    /// Copy the database, whole and consistent, also while it is in use.
    #[command(after_long_help = examples::text("backup"))]
    Backup {
        /// The copy to make; never overwritten.
        file: PathBuf,
    },
    /// Put a backup in the place of the database.
    #[command(after_long_help = examples::text("restore"))]
    Restore {
        /// A copy made by `headcount backup`.
        file: PathBuf,
    },
    /// List the time zones that --tz and --file-tz take.
    #[command(after_long_help = examples::text("zones"))]
    Zones {
        /// Only those whose name holds this.
        part: Option<String>,
    },
    /// Write what lets a shell complete commands, options, reports and choices.
    #[command(after_long_help = examples::text("completions"))]
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Write the manual page, or that of one command.
    #[command(after_long_help = examples::text("man"))]
    Man {
        /// The command.
        command: Option<String>,
    },
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct DemoArgs {
    /// The folder that files are written to, instead of one of the demo's own.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub exports: Option<PathBuf>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
#[command(after_long_help = examples::text("browse"))]
pub struct BrowseArgs {
    /// For an SSH forced command: what --as may see of --db and nothing else; no shell, no change, no other file.
    #[arg(long)]
    pub locked: bool,
    /// The folder that files are written to; with --locked the only one, and without it none is written there.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub exports: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Args)]
#[command(after_long_help = examples::text("config"))]
pub struct ConfigArgs {
    /// Write a configuration with every setting commented out, to begin with.
    #[arg(long)]
    pub print: bool,
}

impl Command {
    /// Whether it changes or carries away the whole database, which is for owners and administrators of all of it.
    pub fn changes_data(&self) -> bool {
        use Command::{Backup, Check, Import, Purge, Restore};
        matches!(self, Import(_) | Purge(_) | Backup { .. } | Restore { .. } | Check { .. })
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Args)]
#[command(after_long_help = examples::text("purge"))]
pub struct PurgeArgs {
    /// The first day that stays, in the accounts' time zones.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub before: NaiveDate,
    /// Say what would go, and change nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask.
    #[arg(long)]
    pub yes: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Args)]
#[command(after_long_help = examples::text("policy"))]
pub struct PolicyArgs {
    /// `show` (as without it), a preset (archive, provider), or the setting to change.
    #[arg(value_name = "WHAT")]
    pub what: Option<String>,
    /// What the setting is to be.
    #[arg(value_name = "VALUE", requires = "what")]
    pub value: Option<String>,
    /// The account, by name or ID; needed for a change only where several are held.
    #[arg(long, value_name = "ID")]
    pub account: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Args)]
#[command(after_long_help = examples::text("accounts"))]
pub struct AccountsArgs {
    #[command(subcommand)]
    pub what: Option<AccountsCommand>,
}

/// What can be done about accounts.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum AccountsCommand {
    /// The accounts, sub-accounts under their master (as without it).
    List,
    /// Make an account a sub-account of another, whose owner and administrators then see it; or say of which it is one.
    Master {
        /// The account, by name or ID.
        #[arg(value_name = "ACCOUNT")]
        account: String,
        /// The master account, by name or ID.
        #[arg(long, value_name = "MASTER", conflicts_with = "none")]
        under: Option<String>,
        /// Let it stand by itself again.
        #[arg(long)]
        none: bool,
    },
    /// Give an account another name.
    Name {
        /// The account, by name or ID.
        #[arg(value_name = "ACCOUNT")]
        account: String,
        /// What it is to be called.
        #[arg(value_name = "NEWNAME")]
        name: String,
    },
}

/// What can be done about rights.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum RolesCommand {
    /// Who has which right, granted here or told by the newest users list.
    List,
    /// Give somebody a right; what is granted here stands above the users list.
    Grant(RightArgs),
    /// Take a right back that was granted here.
    Revoke(RightArgs),
}

#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct RightArgs {
    /// Whose; need not be a user of the account.
    #[arg(value_name = "EMAIL")]
    pub email: String,
    /// owner, administrator, usage, user-activity, contact-center (counts together with usage), billing, activity,
    /// erase; or member: own data only, whatever the users list says.
    #[arg(value_name = "RIGHT", value_parser = rights())]
    pub right: Granting,
    /// The account, by name or ID; needed only where several are held.
    #[arg(long, value_name = "ID")]
    pub account: Option<String>,
}

/// A right, or that of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Granting(pub Option<Right>);

impl Cli {
    /// What was asked for, and the options for all.
    pub fn split(self) -> (Global, Command) {
        (self.global, self.command.unwrap_or_else(|| Command::Browse(BrowseArgs::default())))
    }
}

#[derive(Clone, Debug, PartialEq, Args)]
#[command(after_long_help = examples::text("import"))]
pub struct ImportArgs {
    /// Files, folders, or - for standard input; the kind of each is found from its content.
    #[arg(required_unless_present_any = ["undo", "watch"], value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Take an import back, by its number in `headcount report imports`.
    #[arg(long, value_name = "N", value_parser = import_number, conflicts_with_all = ["paths", "watch", "dry_run", "account", "file_tz", "dates", "meeting", "start"])]
    pub undo: Option<i64>,
    /// Stay, and take what is put into this folder; moves nothing.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with_all = ["paths", "dry_run", "meeting", "start"])]
    pub watch: Option<PathBuf>,
    /// Say what would be read, and change nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// The account the files belong to, by name or ID; needed only where several are held.
    #[arg(long, value_name = "ID")]
    pub account: Option<String>,
    /// The time zone of local times in the files; --tz, else the account's unless given.
    #[arg(long, value_name = "ZONE", value_parser = zone)]
    pub file_tz: Option<Tz>,
    /// Whether 03/04 is month first or day first, where a file leaves it open.
    #[arg(long, value_name = "ORDER", value_parser = date_orders())]
    pub dates: Option<DateOrder>,
    /// The meeting or webinar ID, or of an API answer the UUID, of a file that names none (participants, polls, registrants).
    #[arg(long, value_name = "ID", value_parser = meeting_or_uuid)]
    pub meeting: Option<String>,
    /// The start of such a meeting, in the files' time zone, like 2026-10-05T08:00.
    #[arg(long, value_name = "TIME", value_parser = local_time)]
    pub start: Option<NaiveDateTime>,
}

#[derive(Clone, Debug, PartialEq, Eq, Args)]
#[command(after_long_help = examples::text("reports"))]
pub struct ReportsArgs {
    /// The report to explain: its views, columns, parameters and where its rows lead.
    #[arg(value_name = "REPORT")]
    pub id: Option<String>,
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    /// How to write it.
    pub format: ListFormat,
}

/// Forms of a list of reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    #[default]
    Table,
    Json,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
#[command(after_long_help = examples::text("report"))]
pub struct ReportArgs {
    /// The report, as `headcount reports` lists it.
    #[arg(value_name = "REPORT")]
    pub id: String,
    /// The first day; with it alone, up to the last day there is.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub from: Option<NaiveDate>,
    /// The last day; with it alone, from the first of its month.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub to: Option<NaiveDate>,
    /// A whole month, like 2026-10.
    #[arg(long, value_name = "MONTH", value_parser = month, conflicts_with_all = ["from", "to"])]
    pub month: Option<NaiveDate>,
    /// Only this account, by name or ID; may be given several times.
    #[arg(long, value_name = "ID")]
    pub account: Vec<String>,
    /// One of the report's views; its first unless given.
    #[arg(long, value_name = "VIEW")]
    pub view: Option<String>,
    /// Words that must all be found: anna, !guest, dep:science, "minutes>60".
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub filter: Option<String>,
    /// Columns to sort by, - before one that descends.
    #[arg(long, value_name = "-A,B", value_delimiter = ',', allow_hyphen_values = true)]
    pub sort: Vec<String>,
    /// Columns to write, in this order.
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub columns: Option<Vec<String>>,
    /// At most so many rows.
    #[arg(long, value_name = "ROWS", value_parser = rows)]
    pub limit: Option<NonZeroUsize>,
    /// How to write it; unless given, as the name of the file ends, else a table.
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    pub format: Option<Format>,
    /// Write to this file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace the file if it is there.
    #[arg(long, requires = "output")]
    pub force: bool,
    /// The first line of a table or CSV: titles for people, names for programs.
    #[arg(long, value_name = "HEADER", value_parser = headers(), default_value = Header::Titles.word())]
    pub header: Header,
    /// Write CSV files without a byte-order mark; standard output never has one.
    #[arg(long)]
    pub no_bom: bool,
    #[command(flatten)]
    pub params: Params,
}

impl ReportArgs {
    /// Where to: `None` is standard output.
    pub fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| *path != Path::new("-"))
    }

    pub fn form(&self) -> Form {
        let by_name = || {
            let extension = self.file()?.extension()?.to_str()?;
            Format::ALL.into_iter().find(|format| format.extension().eq_ignore_ascii_case(extension))
        };
        let format = self.format.or_else(by_name).unwrap_or_default();
        Form { format, header: self.header, bom: self.file().is_some() && !self.no_bom, ascii: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn parse(line: &str) -> Result<(Global, Command), clap::Error> {
        Cli::try_parse_from(line.split_whitespace()).map(Cli::split)
    }

    #[test]
    fn the_declaration_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn without_a_subcommand_the_console_opens() {
        assert_eq!(parse("headcount").unwrap().1, Command::Browse(BrowseArgs::default()));
        let (global, command) = parse("headcount demo --tz europe/stockholm --no-color").unwrap();
        assert_eq!(
            (command, global.tz, global.no_color),
            (Command::Demo(DemoArgs::default()), Some(Tz::Europe__Stockholm), true)
        );
    }

    #[test]
    fn a_wrong_zone_names_the_nearest() {
        let error = parse("headcount --tz Europe/Stokholm").unwrap_err().to_string();
        assert!(error.contains("Europe/Stockholm?"), "{error}");
    }

    #[test]
    fn an_import_takes_what_a_file_does_not_say() {
        let line = "headcount import a.csv - --dates dmy --meeting 846-1234-0849 --start 2026-10-05T08:00";
        let Command::Import(args) = parse(line).unwrap().1 else { panic!("not an import") };
        assert_eq!(args.dates, Some(DateOrder::DayFirst));
        assert_eq!(args.meeting.as_deref(), Some("84612340849"));
        assert_eq!(args.start.unwrap().to_string(), "2026-10-05 08:00:00");
        assert!(parse("headcount import").is_err());
        assert!(parse("headcount import a.csv --dates american").is_err());
    }

    #[test]
    fn the_form_follows_from_the_file_unless_it_is_said() {
        let form = |line: &str| match parse(line).unwrap().1 {
            Command::Report(args) => args.form(),
            other => panic!("{other:?}"),
        };
        assert_eq!(form("headcount report daily"), Form::default());
        let csv = Form { format: Format::Csv, bom: true, ..Form::default() };
        assert_eq!(form("headcount report daily -o a.CSV"), csv);
        assert!(!form("headcount report daily -o a.csv --no-bom").bom);
        assert!(!form("headcount report daily --format csv").bom);
        assert!(!form("headcount report daily --format csv -o -").bom);
        assert_eq!(form("headcount report daily -o a.csv --format ndjson").format, Format::Ndjson);
        assert_eq!(form("headcount report daily --header names").header, Header::Names);
    }

    #[test]
    fn help_is_as_it_was() {
        let mut command = Cli::command().term_width(100);
        command.build();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("snapshots/help");
        let _bound = settings.bind_to_scope();
        insta::assert_snapshot!("headcount_short", command.render_help().to_string());
        insta::assert_snapshot!("headcount_long", command.render_long_help().to_string());
        for sub in command.get_subcommands_mut().filter(|sub| sub.get_name() != "help") {
            let name = sub.get_name().to_owned();
            insta::assert_snapshot!(format!("{name}_short"), sub.render_help().to_string());
            insta::assert_snapshot!(format!("{name}_long"), sub.render_long_help().to_string());
        }
    }

    #[test]
    fn short_help_has_a_line_an_option_and_long_help_has_examples() {
        let mut command = Cli::command();
        command.build();
        for sub in command.get_subcommands_mut().filter(|sub| sub.get_name() != "help") {
            let (short, long) = (sub.render_help().to_string(), sub.render_long_help().to_string());
            assert!(!short.contains("Examples:"), "{}", sub.get_name());
            assert!(long.contains("Examples:\n  "), "{}", sub.get_name());
        }
    }
}
