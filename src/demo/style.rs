//! How people behave at each sort of meeting: likelihoods in 1000, times in seconds.

/// A sort of meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Lesson,
    /// A course or a club.
    Evening,
    StandUp,
    OneToOne,
    Lecture,
    AllHands,
    /// A parents' evening.
    Families,
    Interview,
    /// Nobody came.
    Alone,
    /// Work at night.
    Night,
}

/// What is usual there.
#[derive(Clone, Copy, Debug)]
pub struct Habits {
    /// Of those invited.
    pub come: u64,
    /// Of those who come: much too late, and before its end.
    pub late: u64,
    pub early: u64,
    pub rejoin: u64,
    pub two_devices: u64,
    /// Admitted from the waiting room.
    pub waiting: u64,
    /// Occurrences that are recorded, so that the disclaimer is shown.
    pub recorded: u64,
    /// The end, against the plan: from and to.
    pub end: (i64, i64),
}

const USUAL: Habits = Habits {
    come: 880,
    late: 40,
    early: 40,
    rejoin: 45,
    two_devices: 10,
    waiting: 0,
    recorded: 0,
    end: (-240, 240),
};

impl Style {
    pub fn habits(self) -> Habits {
        match self {
            Style::Lesson => Habits { come: 830, waiting: 80, recorded: 150, end: (-200, 40), ..USUAL },
            Style::Evening => Habits { come: 680, late: 80, early: 70, ..USUAL },
            Style::StandUp => Habits { come: 760, rejoin: 20, two_devices: 5, end: (-300, 420), ..USUAL },
            Style::OneToOne => Habits { come: 1000, late: 60, early: 0, end: (-700, 480), ..USUAL },
            Style::Lecture => Habits {
                come: 1000,
                late: 120,
                early: 180,
                rejoin: 60,
                recorded: 1000,
                end: (-60, 400),
                ..USUAL
            },
            Style::AllHands => Habits {
                come: 950,
                late: 90,
                early: 420,
                rejoin: 55,
                two_devices: 15,
                recorded: 1000,
                end: (60, 420),
                ..USUAL
            },
            Style::Families => Habits { come: 900, late: 120, early: 90, waiting: 850, rejoin: 80, ..USUAL },
            Style::Interview => Habits { come: 1000, late: 0, waiting: 1000, end: (-600, 300), ..USUAL },
            Style::Alone => Habits { come: 0, end: (0, 0), ..USUAL },
            Style::Night => {
                Habits { come: 1000, late: 0, early: 0, rejoin: 0, two_devices: 0, end: (0, 300), ..USUAL }
            }
        }
    }
}
