//! Who looks, and what is left of the data for a question of theirs. Pure: the store looks standings up.

use super::access::{Access, Right};
use super::def::ReportDef;

/// Who looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// The owner of the file: all accounts, all rights.
    Owner,
    Person(Person),
}

/// Somebody by e-mail, with what they are on each account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    pub email: String,
    pub standings: Vec<Standing>,
}

/// What somebody is on one account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    pub account: i64,
    /// Their user of the account: whose data are their own.
    pub user: Option<i64>,
    pub rights: Vec<Right>,
    /// Names of the licences that they have today.
    pub licences: Vec<String>,
}

/// What of the data a question is answered from. An empty lens shows nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Lens {
    Everything,
    Rows {
        /// Accounts of which every row is seen.
        whole: Vec<i64>,
        /// Accounts of which the rows of `users` are seen.
        own: Vec<i64>,
        /// User keys; each is of one account.
        users: Vec<i64>,
        /// Columns that are masked show what they hold.
        unmasked: bool,
    },
}

impl Lens {
    /// Whether some of what is asked may be somebody else's: nothing is then said of what is not seen.
    pub fn is_partial(&self) -> bool {
        matches!(self, Lens::Rows { own, .. } if !own.is_empty())
    }

    /// Whether it shows all that `other` does.
    pub fn covers(&self, other: &Self) -> bool {
        let (whole, own, users) = match self {
            Lens::Everything => return true,
            Lens::Rows { whole, own, users, .. } => (whole, own, users),
        };
        let Lens::Rows { whole: all, own: theirs, users: people, unmasked } = other else { return false };
        let whole_as_before = all.iter().all(|account| whole.contains(account));
        let seen = theirs.iter().all(|account| whole.contains(account) || own.contains(account));
        let same_people = theirs.iter().all(|account| whole.contains(account))
            || people.iter().all(|user| users.contains(user));
        whole_as_before && seen && same_people && (self.unmasked() || !unmasked)
    }

    pub fn unmasked(&self) -> bool {
        match self {
            Lens::Everything => true,
            Lens::Rows { unmasked, .. } => *unmasked,
        }
    }

    pub fn sees_account(&self, account: i64) -> bool {
        match self {
            Lens::Everything => true,
            Lens::Rows { whole, own, .. } => whole.contains(&account) || own.contains(&account),
        }
    }
}

impl Standing {
    /// What they are, and so may see, in words: `usage; what they hosted`.
    pub fn told(&self) -> String {
        let words: Vec<&str> = self.rights.iter().map(|right| right.word()).collect();
        match (words.as_slice(), self.user) {
            ([], _) => "member: at what they hosted".to_owned(),
            (words, Some(_)) if !self.is_exempt() => format!("{}; and at what they hosted", words.join(", ")),
            (words, _) => words.join(", "),
        }
    }

    fn is_exempt(&self) -> bool {
        self.rights.contains(&Right::Owner) || self.rights.contains(&Right::Administrator)
    }

    fn is_licensed(&self, access: &Access) -> bool {
        access
            .licence
            .is_none_or(|needed| self.is_exempt() || self.licences.iter().any(|licence| needed.is(licence)))
    }

    fn sees_whole(&self, access: &Access) -> bool {
        access.is_whole_for(&self.rights) && self.is_licensed(access)
    }

    fn sees_own(&self, access: &Access) -> bool {
        let with = Access { licence: access.own_licence, ..*access };
        access.own && self.user.is_some() && self.is_licensed(access) && self.is_licensed(&with)
    }
}

impl Viewer {
    /// Whether the report is theirs at all, on any account.
    pub fn may(&self, def: &ReportDef) -> bool {
        self.lens(&def.who, &[]).is_some()
    }

    /// Whether any report is theirs.
    pub fn may_any(&self) -> bool {
        super::catalog::ALL.iter().any(|def| self.may(def))
    }

    /// What a question to a report of that access sees, of the accounts asked (all that are seen when none is named).
    /// `None`: not allowed, also when one of several accounts is not.
    pub fn lens(&self, access: &Access, asked: &[i64]) -> Option<Lens> {
        let Viewer::Person(person) = self else { return Some(Lens::Everything) };
        let (mut whole, mut own, mut users) = (Vec::new(), Vec::new(), Vec::new());
        let mut unmasked = true;
        let candidates = person.standings.iter().filter(|s| asked.is_empty() || asked.contains(&s.account));
        for standing in candidates {
            if standing.sees_whole(access) {
                whole.push(standing.account);
            } else if standing.sees_own(access) {
                own.push(standing.account);
                users.extend(standing.user);
            } else {
                continue;
            }
            unmasked &= standing.is_exempt();
        }
        let all_seen = asked.iter().all(|account| whole.contains(account) || own.contains(account));
        let any = !whole.is_empty() || !own.is_empty();
        (any && all_seen).then_some(Lens::Rows { whole, own, users, unmasked })
    }

    /// What is seen by any report: which accounts and days there are.
    pub fn widest(&self) -> Lens {
        let Viewer::Person(person) = self else { return Lens::Everything };
        // Rights to other things than meetings and users tell nothing of the days of these.
        let sees_days = |standing: &&Standing| {
            [Access::USAGE, Access::USERS].iter().any(|access| access.is_whole_for(&standing.rights))
        };
        let known = |standing: &&Standing| standing.user.is_some() || !standing.rights.is_empty();
        let (seeing, own): (Vec<_>, Vec<_>) = person.standings.iter().filter(known).partition(sees_days);
        Lens::Rows {
            whole: seeing.iter().map(|standing| standing.account).collect(),
            own: own.iter().map(|standing| standing.account).collect(),
            users: own.iter().filter_map(|standing| standing.user).collect(),
            unmasked: false,
        }
    }

    /// Whether they own every account held, which changing roles and policy takes.
    pub fn owns(&self, account: i64) -> bool {
        match self {
            Viewer::Owner => true,
            Viewer::Person(person) => person
                .standings
                .iter()
                .any(|standing| standing.account == account && standing.rights.contains(&Right::Owner)),
        }
    }

    /// The e-mail, where it is somebody.
    pub fn email(&self) -> Option<&str> {
        match self {
            Viewer::Owner => None,
            Viewer::Person(person) => Some(&person.email),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Told<'a> = (i64, Option<i64>, &'a [Right], &'a [&'a str]);

    fn person(standings: &[Told<'_>]) -> Viewer {
        let standings = standings
            .iter()
            .map(|(account, user, rights, licences)| Standing {
                account: *account,
                user: *user,
                rights: rights.to_vec(),
                licences: licences.iter().map(|name| (*name).to_owned()).collect(),
            })
            .collect();
        Viewer::Person(Person { email: "alice@lumen.example".into(), standings })
    }

    #[test]
    fn what_somebody_is_is_told() {
        let told = |user, rights: &[Right]| {
            Standing { account: 1, user, rights: rights.to_vec(), licences: Vec::new() }.told()
        };
        assert_eq!(told(Some(7), &[]), "member: at what they hosted");
        assert_eq!(told(Some(7), &[Right::Usage]), "usage; and at what they hosted");
        assert_eq!(told(None, &[Right::Usage, Right::ContactCenter]), "usage, contact-center");
        assert_eq!(told(Some(7), &[Right::Administrator, Right::Activity]), "administrator, activity");
    }

    #[test]
    fn a_member_sees_their_own_and_of_other_accounts_nothing() {
        let alice = person(&[(1, Some(7), &[], &[])]);
        let lens = alice.lens(&Access::USAGE_OR_OWN, &[]).unwrap();
        let own = Lens::Rows { whole: vec![], own: vec![1], users: vec![7], unmasked: false };
        assert_eq!(lens, own);
        assert_eq!(alice.lens(&Access::USAGE_OR_OWN, &[2]), None);
        assert_eq!(alice.lens(&Access::USAGE_OR_OWN, &[1, 2]), None);
        assert_eq!(alice.lens(&Access::USAGE, &[]), None);
        assert_eq!(person(&[]).lens(&Access::USAGE_OR_OWN, &[]), None);
    }

    #[test]
    fn a_lens_covers_another_that_shows_no_more() {
        let lens =
            |rights: &[Right]| person(&[(1, Some(7), rights, &[])]).lens(&Access::USAGE_OR_OWN, &[]).unwrap();
        let (member, usage, administrator) =
            (lens(&[]), lens(&[Right::Usage]), lens(&[Right::Administrator]));
        let in_order = [member, usage, administrator, Lens::Everything];
        for (at, less) in in_order.iter().enumerate() {
            for (other, more) in in_order.iter().enumerate() {
                assert_eq!(more.covers(less), other >= at, "{more:?} {less:?}");
            }
        }
        let rows = |whole: &[i64], own: &[i64], users: &[i64]| Lens::Rows {
            whole: whole.to_vec(),
            own: own.to_vec(),
            users: users.to_vec(),
            unmasked: false,
        };
        assert!(rows(&[1, 2], &[], &[]).covers(&rows(&[1], &[2], &[9])));
        assert!(!rows(&[1], &[2], &[9]).covers(&rows(&[1, 2], &[], &[])));
        assert!(!rows(&[], &[2], &[9]).covers(&rows(&[], &[2], &[8])));
        assert!(!rows(&[2], &[], &[]).covers(&rows(&[1], &[], &[])));
    }

    #[test]
    fn rights_differ_by_account() {
        let alice = person(&[(1, Some(7), &[], &[]), (2, Some(9), &[Right::Usage], &[])]);
        let lens = alice.lens(&Access::USAGE_OR_OWN, &[]).unwrap();
        assert_eq!(lens, Lens::Rows { whole: vec![2], own: vec![1], users: vec![7], unmasked: false });
        let lens = alice.lens(&Access::USAGE, &[]).unwrap();
        assert_eq!(lens, Lens::Rows { whole: vec![2], own: vec![], users: vec![], unmasked: false });
    }

    #[test]
    fn members_see_their_own_calls_with_the_power_pack() {
        let with = person(&[(1, Some(7), &[], &["Basic", "Zoom Phone Power Pack"])]);
        let own = Lens::Rows { whole: vec![], own: vec![1], users: vec![7], unmasked: false };
        assert_eq!(with.lens(&Access::PHONE, &[]), Some(own));
        let without = person(&[(1, Some(7), &[], &["Licensed"])]);
        assert_eq!(without.lens(&Access::PHONE, &[]), None);
        let usage = person(&[(1, Some(7), &[Right::Usage], &[])]);
        assert!(matches!(usage.lens(&Access::PHONE, &[]), Some(Lens::Rows { whole, .. }) if whole == [1]));
    }

    #[test]
    fn webinar_reports_need_the_licence_of_all_but_owner_and_administrator() {
        let without = person(&[(1, Some(7), &[Right::Usage], &["Licensed"])]);
        assert_eq!(without.lens(&Access::WEBINARS, &[]), None);
        let with = person(&[(1, Some(7), &[Right::Usage], &["Licensed", "Webinar 500"])]);
        assert!(with.lens(&Access::WEBINARS, &[]).is_some());
        let administrator = person(&[(1, None, &[Right::Administrator], &[])]);
        assert!(administrator.lens(&Access::WEBINARS, &[]).unwrap().unmasked());
    }
}
