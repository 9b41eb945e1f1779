//! Which pictures are taken.

use crate::console::Step;
use crossterm::event::KeyCode;

#[derive(Clone, Copy, Debug)]
pub enum Data {
    Demo,
    Nothing,
}

#[derive(Clone, Copy, Debug)]
pub struct Shot {
    /// The file, without its ending.
    pub name: &'static str,
    pub title: &'static str,
    pub size: (u16, u16),
    pub data: Data,
    pub mono: bool,
    pub steps: &'static [Step],
}

const SMALL: (u16, u16) = (80, 24);
const USUAL: (u16, u16) = (120, 40);
const LARGE: (u16, u16) = (160, 50);

const ENTER: Step = Step::Key(KeyCode::Enter);

const fn shot(name: &'static str, title: &'static str, size: (u16, u16), steps: &'static [Step]) -> Shot {
    Shot { name, title, size, data: Data::Demo, mono: false, steps }
}

/// The recurring class and, in it, whoever came back most often.
const CLASS: Step = Step::Row("Physics, 10D");
const MEETINGS: Step = Step::Type("3");

const PARTICIPANTS: &[Step] = &[MEETINGS, CLASS, ENTER];
const SESSIONS: &[Step] = &[MEETINGS, CLASS, ENTER, Step::Most("sessions"), ENTER];
const USERS: &[Step] = &[Step::Type("."), Step::Type("/department:science"), ENTER];
const OF_HOST: &[Step] = &[Step::Type("."), Step::Row("Nora Quist"), ENTER, Step::Down(4)];
const OVERVIEW: &[Step] = &[Step::Type("1")];
const CURVE: &[Step] = &[MEETINGS, CLASS, Step::Type("o"), Step::Down(2), ENTER, Step::Down(12)];
const COVERAGE: &[Step] = &[Step::Type("9."), Step::Down(4)];
const IMPORTS: &[Step] = &[Step::Type("9"), Step::Most("rejected")];
const REJECTED: &[Step] = &[Step::Type("9"), Step::Most("rejected"), ENTER];

pub const SHOTS: &[Shot] = &[
    shot("overview", "Everything at a glance", USUAL, OVERVIEW),
    shot("overview-80x24", "Everything at a glance, 80 by 24", SMALL, OVERVIEW),
    shot("overview-160x50", "Everything at a glance, 160 by 50", LARGE, OVERVIEW),
    shot("attendance-curve", "Who was there, moment by moment", USUAL, CURVE),
    shot("attendance-curve-80x24", "Who was there, moment by moment, 80 by 24", SMALL, CURVE),
    shot("coverage", "Which days are held", USUAL, COVERAGE),
    shot("upcoming", "What is to come", USUAL, &[Step::Type("...")]),
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
    shot("imports", "Files that were read", USUAL, IMPORTS),
    shot("rejected", "Rows that could not be read", USUAL, REJECTED),
    shot("help", "The keys of a screen", USUAL, &[Step::Type("?")]),
    shot("help-80x24", "The keys of a screen, 80 by 24", SMALL, &[Step::Type("?")]),
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
    Shot { data: Data::Nothing, ..shot("first-start", "Nothing imported yet", USUAL, &[]) },
    Shot { data: Data::Nothing, ..shot("first-start-80x24", "Nothing imported yet, 80 by 24", SMALL, &[]) },
    Shot { mono: true, ..shot("no-color-80x24", "Without colours", SMALL, PARTICIPANTS) },
];
