//! Who may see a report: rights on an account, and what a report asks of them.

use serde::{Serialize, Serializer};
use std::fmt::Write;

/// What a person may be granted on an account. Without any, a user of the account is a member: own data only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    Owner,
    Administrator,
    /// A role with usage reports.
    Usage,
    /// A role with user activity reports.
    UserActivity,
    /// A role with contact center usage reports; counts only together with [`Right::Usage`].
    ContactCenter,
    /// A role with billing.
    Billing,
    /// Activity sessions, which are otherwise the owner's.
    Activity,
    /// Erasing a participant's personal data, and the log of that.
    Erase,
}

impl Right {
    pub const ALL: [Right; 8] = [
        Right::Owner,
        Right::Administrator,
        Right::Usage,
        Right::UserActivity,
        Right::ContactCenter,
        Right::Billing,
        Right::Activity,
        Right::Erase,
    ];

    /// As `headcount roles` takes it and the database holds it.
    pub const fn word(self) -> &'static str {
        match self {
            Right::Owner => "owner",
            Right::Administrator => "administrator",
            Right::Usage => "usage",
            Right::UserActivity => "user-activity",
            Right::ContactCenter => "contact-center",
            Right::Billing => "billing",
            Right::Activity => "activity",
            Right::Erase => "erase",
        }
    }

    /// The letter in lists of reports; the single grants are spelt out.
    pub const fn letter(self) -> &'static str {
        match self {
            Right::Owner => "O",
            Right::Administrator => "A",
            Right::Usage => "U",
            Right::UserActivity => "V",
            Right::ContactCenter => "C",
            Right::Billing => "B",
            Right::Activity | Right::Erase => self.word(),
        }
    }

    /// Who has it, in a message.
    pub const fn holder(self) -> &'static str {
        match self {
            Right::Owner => "the owner",
            Right::Administrator => "administrators",
            Right::Usage => "roles with usage reports",
            Right::UserActivity => "roles with user activity reports",
            Right::ContactCenter => "roles with contact center usage reports",
            Right::Billing => "roles with billing",
            Right::Activity => "those granted activity",
            Right::Erase => "those granted erase",
        }
    }

    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.word() == word)
    }

    /// The right that a portal's users list means by a role; other roles are told by `headcount roles grant`.
    pub fn of_listed_role(role: &str) -> Option<Self> {
        match crate::model::text::fold(role.trim()).as_str() {
            "owner" => Some(Right::Owner),
            "admin" | "administrator" => Some(Right::Administrator),
            _ => None,
        }
    }
}

/// A licence on the viewer's own profile that some reports ask for; owners and administrators need none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Licence {
    Webinar,
    PowerPack,
    ContactCenter,
}

impl Licence {
    pub const fn word(self) -> &'static str {
        match self {
            Licence::Webinar => "webinar",
            Licence::PowerPack => "power pack",
            Licence::ContactCenter => "contact center",
        }
    }

    /// Whether a licence of that name, as a users list has it, is this one.
    pub fn is(self, name: &str) -> bool {
        crate::model::text::fold(name).contains(self.word())
    }
}

/// Who may see a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// Who sees every row: holders of all rights of any of these.
    pub whole: &'static [&'static [Right]],
    /// Members see the rows of what they hosted.
    pub own: bool,
    /// Needed beside, except by owners and administrators.
    pub licence: Option<Licence>,
    /// Needed by members for their own rows.
    pub own_licence: Option<Licence>,
}

use Right::{Activity, Administrator, Billing, ContactCenter, Erase, Owner, Usage, UserActivity};

impl Access {
    /// O A U.
    pub const USAGE: Access = Self::whole(&[&[Owner], &[Administrator], &[Usage]]);
    /// O A U; members what they hosted. Also what belongs to one occurrence.
    pub const USAGE_OR_OWN: Access = Access { own: true, ..Self::USAGE };
    /// O A, U and members with a webinar licence.
    pub const WEBINARS: Access = Access { licence: Some(Licence::Webinar), ..Self::USAGE_OR_OWN };
    /// O A U; members with the Power Pack their own calls.
    pub const PHONE: Access = Access { own_licence: Some(Licence::PowerPack), ..Self::USAGE_OR_OWN };
    /// O A V.
    pub const USERS: Access = Self::whole(&[&[Owner], &[Administrator], &[UserActivity]]);
    /// O; *activity*.
    pub const ACTIVITY: Access = Self::whole(&[&[Owner], &[Activity]]);
    /// O V.
    pub const AUDIT: Access = Self::whole(&[&[Owner], &[UserActivity]]);
    /// O A; C with U.
    pub const CONTACT_CENTER: Access = Access {
        licence: Some(Licence::ContactCenter),
        ..Self::whole(&[&[Owner], &[Administrator], &[ContactCenter, Usage]])
    };
    /// O A B.
    pub const BILLING: Access = Self::whole(&[&[Owner], &[Administrator], &[Billing]]);
    /// O; *erase*.
    pub const ERASURES: Access = Self::whole(&[&[Owner], &[Erase]]);
    /// O A: what is held, and since when.
    pub const ADMINISTRATION: Access = Self::whole(&[&[Owner], &[Administrator]]);
    /// O.
    pub const OWNER: Access = Self::whole(&[&[Owner]]);

    const fn whole(whole: &'static [&'static [Right]]) -> Self {
        Access { whole, own: false, licence: None, own_licence: None }
    }

    /// Whether holders of these rights see every row, licences aside.
    pub fn is_whole_for(&self, rights: &[Right]) -> bool {
        self.whole.iter().any(|needed| needed.iter().all(|right| rights.contains(right)))
    }

    /// In the letters of lists of reports: `O A U; M: own`, `O A; C with U`.
    pub fn letters(&self) -> String {
        let one =
            |needed: &&[Right]| needed.iter().map(|right| right.letter()).collect::<Vec<_>>().join(" with ");
        let single = |needed: &&&[Right]| matches!(needed, [right] if right.letter().len() == 1);
        let (letters, longer): (Vec<_>, Vec<_>) = self.whole.iter().partition(single);
        let mut out = letters.into_iter().map(one).collect::<Vec<_>>().join(" ");
        for needed in longer {
            out.push_str("; ");
            out.push_str(&one(needed));
        }
        if self.own {
            out.push_str("; M: own");
        }
        if let Some(licence) = self.own_licence {
            // Writing to a String cannot fail.
            let _ = write!(out, ", with a {} licence", licence.word());
        }
        if let Some(licence) = self.licence {
            // Writing to a String cannot fail.
            let _ = write!(out, "; others than O and A with a {} licence", licence.word());
        }
        out
    }

    /// For whom it is, in words.
    pub fn holders(&self) -> String {
        let one = |needed: &&[Right]| {
            needed.iter().map(|right| right.holder()).collect::<Vec<_>>().join(" that are also ")
        };
        let all: Vec<String> = self.whole.iter().map(one).collect();
        match all.as_slice() {
            [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
            _ => all.join(""),
        }
    }
}

impl Serialize for Access {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.letters())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn access_is_told_in_letters_and_words() {
        assert_eq!(Access::USAGE.letters(), "O A U");
        assert_eq!(Access::USAGE_OR_OWN.letters(), "O A U; M: own");
        assert_eq!(Access::PHONE.letters(), "O A U; M: own, with a power pack licence");
        assert_eq!(Access::ACTIVITY.letters(), "O; activity");
        assert!(Access::CONTACT_CENTER.letters().starts_with("O A; C with U"));
        assert_eq!(Access::AUDIT.holders(), "the owner and roles with user activity reports");
    }

    #[test]
    fn contact_center_counts_only_together_with_usage() {
        assert!(!Access::CONTACT_CENTER.is_whole_for(&[Right::ContactCenter]));
        assert!(!Access::CONTACT_CENTER.is_whole_for(&[Right::Usage]));
        assert!(Access::CONTACT_CENTER.is_whole_for(&[Right::Usage, Right::ContactCenter]));
    }

    #[test]
    fn roles_of_a_users_list_are_known_by_their_whole_name() {
        assert_eq!(Right::of_listed_role("Owner"), Some(Right::Owner));
        assert_eq!(Right::of_listed_role(" Admin "), Some(Right::Administrator));
        assert_eq!(Right::of_listed_role("Room admin"), None);
        assert_eq!(Right::of_listed_role("Member"), None);
    }
}
