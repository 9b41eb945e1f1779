//! Which pictures are taken: every report, every panel, what is seen where little is held, themes, and the way down.

use crossterm::event::KeyCode;
use headcount::ui::ThemeName;

/// What is done before a picture is taken.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Key(KeyCode),
    Control(char),
    /// Characters, one after another.
    Type(&'static str),
    /// The cursor to the first row that has a cell with this in it.
    Row(&'static str),
    /// The cursor to the row with the highest value in the column of that name.
    Most(&'static str),
    /// The cursor so many rows down.
    Down(usize),
    /// From now on the disk is broken.
    Break,
    /// From now on no file is finished.
    Slow,
}

#[derive(Clone, Copy, Debug)]
pub enum Data {
    Demo,
    /// The same, as a member sees it.
    Member(&'static str),
    Nothing,
}

#[derive(Clone, Copy, Debug)]
pub struct Shot {
    /// The file, without its ending.
    pub name: &'static str,
    pub title: &'static str,
    pub size: (u16, u16),
    pub data: Data,
    pub theme: ThemeName,
    pub ascii: bool,
    pub steps: &'static [Step],
}

const SMALL: (u16, u16) = (80, 24);
const USUAL: (u16, u16) = (120, 40);
const LARGE: (u16, u16) = (160, 50);

const ENTER: Step = Step::Key(KeyCode::Enter);

const fn shot(name: &'static str, title: &'static str, size: (u16, u16), steps: &'static [Step]) -> Shot {
    Shot { name, title, size, data: Data::Demo, theme: ThemeName::Terminal, ascii: false, steps }
}

/// The recurring class and, in it, whoever came back most often.
const CLASS: Step = Step::Row("Physics, 10D");
const MEETINGS: Step = Step::Type("3");

const PARTICIPANTS: &[Step] = &[MEETINGS, CLASS, ENTER];
const SESSIONS: &[Step] = &[MEETINGS, CLASS, ENTER, Step::Most("sessions"), ENTER];
const USERS: &[Step] = &[Step::Type("."), Step::Type("/department:science"), ENTER];
const OF_HOST: &[Step] = &[Step::Type("."), Step::Row("Nora Quist"), ENTER, Step::Down(4)];
const REGISTRATION: &[Step] = &[MEETINGS, Step::Type(".")];
const PERFORMANCE: &[Step] = &[Step::Type("4"), ENTER, Step::Row("Performance"), ENTER];
const OVERVIEW: &[Step] = &[Step::Type("1")];
const FILES: &[Step] = &[MEETINGS, CLASS, Step::Type("o"), Step::Down(3), ENTER];
const ALL_HANDS: Step = Step::Type("3/all-hands");
const EARLY: &[Step] = &[ALL_HANDS, ENTER, ENTER, Step::Type(":left early"), ENTER];
const KETTLE: &[Step] = &[Step::Control('f'), Step::Type("kettle"), ENTER];
const PERSON: &[Step] = &[Step::Control('f'), Step::Type("kettle"), ENTER, ENTER];
const FORM: &[Step] = &[ALL_HANDS, ENTER, ENTER, Step::Type("f"), Step::Down(3), Step::Type("10")];
const MARKED: &[Step] = &[
    MEETINGS,
    Step::Key(KeyCode::Right),
    Step::Key(KeyCode::Right),
    Step::Key(KeyCode::Right),
    Step::Key(KeyCode::Right),
    Step::Type("    "),
];
const POLICY: &[Step] = &[Step::Type("9...jx"), ENTER, Step::Type("24")];
const STOPPING: &[Step] = &[MEETINGS, Step::Slow, Step::Type("eq")];
const FAILED: &[Step] = &[MEETINGS, Step::Break, Step::Type("r")];
const FAILURE: &[Step] = &[MEETINGS, Step::Break, Step::Type("rv")];
const CURVE: &[Step] = &[MEETINGS, CLASS, Step::Type("o"), Step::Down(2), ENTER, Step::Down(12)];
const COVERAGE: &[Step] = &[Step::Type("9."), Step::Down(4)];
const IMPORTS: &[Step] = &[Step::Type("9"), Step::Most("rejected")];
const REJECTED: &[Step] = &[Step::Type("9"), Step::Most("rejected"), ENTER];

const PHONE: &[Step] = &[Step::Type("......."), Step::Down(3)];

pub const SHOTS: &[Shot] = &[
    shot("registration", "Who registered for lectures", USUAL, REGISTRATION),
    shot("registration-80x24", "Who registered for lectures, 80 by 24", SMALL, REGISTRATION),
    shot("registration-events", "Meetings that took registrations", USUAL, &[MEETINGS, Step::Type(".w")]),
    shot("polls", "What was answered in polls", USUAL, &[MEETINGS, Step::Type("..")]),
    shot("polls-tally", "How many answered so", USUAL, &[MEETINGS, Step::Type("..w")]),
    shot("questions", "What a lecture's audience asked", USUAL, &[MEETINGS, Step::Type("...")]),
    shot("survey", "What was said after a lecture", USUAL, &[MEETINGS, Step::Type("....")]),
    shot("webinars", "Webinars", USUAL, &[Step::Type("4")]),
    shot("webinars-80x24", "Webinars, 80 by 24", SMALL, &[Step::Type("4")]),
    shot("webinar-registration", "Who registered for webinars", LARGE, &[Step::Type("4.")]),
    shot("webinar-sources", "How people came to the form", USUAL, &[Step::Type("4.ww")]),
    shot("webinar-attendees", "Who came to a webinar, and who did not", USUAL, &[Step::Type("4..")]),
    shot("webinar-questions", "What was asked in webinars", USUAL, &[Step::Type("4...")]),
    shot("webinar-polls", "What was answered in webinars", USUAL, &[Step::Type("4....w")]),
    shot("webinar-surveys", "What was said after webinars", USUAL, &[Step::Type("4.....w")]),
    shot("occurrence", "All that is held of a webinar", USUAL, &[Step::Type("4"), ENTER]),
    shot("webinar-performance", "A webinar in figures", USUAL, PERFORMANCE),
    shot("webinar-performance-80x24", "A webinar in figures, 80 by 24", SMALL, PERFORMANCE),
    shot("overview", "Everything at a glance", USUAL, OVERVIEW),
    shot("overview-80x24", "Everything at a glance, 80 by 24", SMALL, OVERVIEW),
    shot("overview-160x50", "Everything at a glance, 160 by 50", LARGE, OVERVIEW),
    shot("attendance-curve", "Who was there, moment by moment", USUAL, CURVE),
    shot("attendance-curve-80x24", "Who was there, moment by moment, 80 by 24", SMALL, CURVE),
    shot("coverage", "Which days are held", USUAL, COVERAGE),
    shot("upcoming", "What is to come", USUAL, &[Step::Type("...")]),
    shot("telephone", "Who dialled in, and what it cost", USUAL, &[Step::Type("....")]),
    shot("telephone-days", "Minutes and cost by day", USUAL, &[Step::Type("....w")]),
    shot("captions", "Captions and translation", USUAL, &[Step::Type(".....")]),
    shot("recordings", "What is stored of recordings", USUAL, &[Step::Type("......")]),
    shot("recordings-80x24", "What is stored of recordings, 80 by 24", SMALL, &[Step::Type("......")]),
    shot("recordings-of-days", "Recordings of the range", USUAL, &[Step::Type("......w")]),
    shot("recordings-files", "The files of a recording", USUAL, &[Step::Type("......w"), ENTER]),
    shot("phone", "Calls of the phone system", USUAL, PHONE),
    shot("phone-80x24", "Calls of the phone system, 80 by 24", SMALL, PHONE),
    shot("phone-call", "One call: its parts", USUAL, &[Step::Type("......."), Step::Down(4), ENTER]),
    shot("phone-days", "Calls by day", USUAL, &[Step::Type(".......w")]),
    shot("phone-charges", "What calls cost", USUAL, &[Step::Type(".......wwww")]),
    shot("phone-users", "Who calls how much", USUAL, &[Step::Type("........")]),
    shot("phone-queues", "What queues receive", USUAL, &[Step::Type(".........")]),
    shot("remote-support", "Who helped whom", USUAL, &[Step::Type("..........")]),
    shot("events", "Events and the licences they took", USUAL, &[Step::Type("...........w")]),
    shot("billing", "Invoices", USUAL, &[Step::Type("............")]),
    shot("billing-departments", "What departments are charged", USUAL, &[Step::Type("............w")]),
    shot("meeting-activity", "What was done in meetings", USUAL, &[Step::Type("3.")]),
    shot("users", "Users of the account", USUAL, &[Step::Type("5")]),
    shot("undo", "An import is undone", USUAL, &[Step::Type("9x"), ENTER]),
    shot("daily", "Days of an account", USUAL, &[]),
    shot("daily-80x24", "Days of an account, 80 by 24", SMALL, &[Step::Down(8)]),
    shot("active-hosts", "Users of one department", USUAL, USERS),
    shot("active-hosts-80x24", "Users of one department, 80 by 24", SMALL, USERS),
    shot("active-hosts-meetings", "The meetings of one host", USUAL, OF_HOST),
    shot("meetings-160x50", "All meetings, 160 by 50", LARGE, &[MEETINGS, Step::Down(12)]),
    shot("participants", "Participants of a class", USUAL, PARTICIPANTS),
    shot("participants-80x24", "Participants of a class, 80 by 24", SMALL, PARTICIPANTS),
    shot("sessions", "One person's connections under a bar of time", USUAL, SESSIONS),
    shot("sessions-80x24", "One person's connections, 80 by 24", SMALL, SESSIONS),
    shot("participants-early-80x24", "Who left early, 80 by 24", SMALL, EARLY),
    shot("connections", "One row a connection", USUAL, &[MEETINGS, CLASS, ENTER, Step::Type("w")]),
    shot("sources", "What each source says of an occurrence", USUAL, FILES),
    shot(
        "others-80x24",
        "Other reports of an occurrence, 80 by 24",
        SMALL,
        &[MEETINGS, CLASS, Step::Type("o")],
    ),
    shot("find-80x24", "Finding a person, 80 by 24", SMALL, &[Step::Control('f'), Step::Type("kettle")]),
    shot("found", "People found in everything held", USUAL, KETTLE),
    shot("person", "All that one person was in", USUAL, PERSON),
    shot("inactive-hosts", "Who hosted nothing", USUAL, &[Step::Type("..")]),
    shot("freshness", "How new the data are", USUAL, &[Step::Type("9..")]),
    shot("access-control", "Whether activity is tracked", USUAL, &[Step::Type("5.")]),
    shot("policy", "What may be kept and shown", USUAL, &[Step::Type("9...")]),
    shot("log", "What was done, and by whom", USUAL, &[Step::Type("9....")]),
    shot("imports", "Files that were read", USUAL, IMPORTS),
    shot("rejected", "Rows that could not be read", USUAL, REJECTED),
    shot("help", "The keys of a screen", USUAL, &[Step::Type("?")]),
    shot("help-80x24", "The keys of a screen, 80 by 24", SMALL, &[Step::Type("?")]),
    shot(
        "help-searched-80x24",
        "A key is sought in the help, 80 by 24",
        SMALL,
        &[Step::Type("?/copy"), ENTER],
    ),
    shot("palette", "All that can be done", USUAL, &[MEETINGS, Step::Type(":")]),
    shot("palette-searched-80x24", "Found by a few letters, 80 by 24", SMALL, &[Step::Type(":hosts")]),
    shot("parameters-80x24", "What a report is asked, 80 by 24", SMALL, FORM),
    shot("marked-80x24", "Marked rows summed up, 80 by 24", SMALL, MARKED),
    shot("actions-80x24", "What can be done with a row, 80 by 24", SMALL, &[Step::Type("9x")]),
    shot("export", "A file: which format, which rows, where to", USUAL, &[MEETINGS, Step::Type("E")]),
    shot("exported-80x24", "A file was written, 80 by 24", SMALL, &[MEETINGS, Step::Type("e")]),
    shot("leaving-80x24", "Leaving while a file is written, 80 by 24", SMALL, STOPPING),
    shot("failed-80x24", "A report that failed, 80 by 24", SMALL, FAILED),
    shot("failure-80x24", "The whole of a failure, 80 by 24", SMALL, FAILURE),
    shot("dates", "Choosing dates", USUAL, &[Step::Type("d")]),
    shot("columns", "Choosing columns", USUAL, &[MEETINGS, Step::Type("c")]),
    shot("row", "A row whole", USUAL, &[MEETINGS, CLASS, Step::Type("v")]),
    shot("filter", "Typing a filter", USUAL, &[MEETINGS, Step::Type("/physics minutes>60")]),
    shot(
        "filter-nothing-80x24",
        "A filter that nothing matches",
        SMALL,
        &[MEETINGS, Step::Type("/chess"), ENTER],
    ),
    Shot {
        data: Data::Member("nora.quist@lumen.example"),
        ..shot("member-80x24", "What a member sees, 80 by 24", SMALL, &[MEETINGS])
    },
    shot("accounts-80x24", "Which accounts reports are of, 80 by 24", SMALL, &[MEETINGS, Step::Type("A")]),
    shot("policy-value-80x24", "A value of the policy, 80 by 24", SMALL, POLICY),
    Shot { ascii: true, ..shot("ascii-80x24", "In ASCII, 80 by 24", SMALL, OVERVIEW) },
    Shot { theme: ThemeName::Dark, ..shot("theme-dark-80x24", "For dark grounds", SMALL, USERS) },
    Shot { theme: ThemeName::Light, ..shot("theme-light-80x24", "For light grounds", SMALL, USERS) },
    Shot {
        theme: ThemeName::HighContrast,
        ..shot("theme-high-contrast-80x24", "In high contrast", SMALL, USERS)
    },
    Shot { data: Data::Nothing, ..shot("first-start", "Nothing imported yet", USUAL, &[]) },
    Shot { data: Data::Nothing, ..shot("first-start-80x24", "Nothing imported yet, 80 by 24", SMALL, &[]) },
    Shot { theme: ThemeName::Mono, ..shot("no-color-80x24", "Without colours", SMALL, PARTICIPANTS) },
];

/// A picture of the film: what is done for it, the key that is shown, what is meant, how many milliseconds it stands.
pub type Take = (&'static [Step], &'static str, &'static str, u32);

/// The cells of the film.
pub const SCREEN: (u16, u16) = (100, 28);

/// The way down: from the account's figures to a single connection, and out as a file.
pub const WAY_DOWN: &[Take] = &[
    (OVERVIEW, "1", "the account at a glance", 2200),
    (&[Step::Type("2")], "2", "usage, day by day", 1500),
    (&[Step::Type(".")], ".", "the next report: active hosts", 2000),
    (&[ENTER], "⏎", "a host: what he hosted", 1800),
    (&[ENTER], "⏎", "an occurrence: who was there", 2200),
    (&[Step::Type("/")], "/", "filter as you type", 500),
    (&[Step::Type("k")], "k", "filter as you type", 180),
    (&[Step::Type("e")], "e", "filter as you type", 180),
    (&[Step::Type("t")], "t", "filter as you type", 180),
    (&[Step::Type("t")], "t", "filter as you type", 180),
    (&[Step::Type("l")], "l", "filter as you type", 700),
    (&[ENTER], "⏎", "keep it", 700),
    (&[ENTER], "⏎", "a person: each connection", 2600),
    (&[Step::Type("e")], "e", "write it as CSV", 3000),
];
