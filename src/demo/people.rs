//! Lumen Academy's people: its users, pupils, families and other guests. Who they are, not when they meet.

pub use super::names::DOMAINS;
use super::names::{CLASS_10D, CURIOUS, DEPARTMENTS, FAMILIES, Manner};
use super::rng::{Rng, key};
use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization;

/// Where the users have their addresses.
pub const DOMAIN: &str = "lumen.example";

/// Pupils beside class 10D, and guests from outside.
const PUPILS: usize = 110;
const GUESTS: usize = 170;

/// Somebody who takes part in meetings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Unique among all.
    pub id: usize,
    pub name: String,
    /// Empty when the portal shows none.
    pub email: String,
    /// A user of the account.
    pub user: bool,
    pub department: &'static str,
    pub group: &'static str,
    /// The personal meeting ID: ten digits; 0 for guests.
    pub personal_number: u64,
    pub manner: Manner,
}

impl Person {
    /// As colleagues would say it.
    pub fn first_name(&self) -> &str {
        self.name.split(' ').next().unwrap_or(&self.name)
    }

    /// A telephone call: shown by its masked number.
    pub fn phone(&self) -> bool {
        self.name.contains("***")
    }
}

/// All of them; the same for the same seed.
#[derive(Clone, Debug)]
pub struct People {
    pub users: Vec<Person>,
    pub class_10d: Vec<Person>,
    pub pupils: Vec<Person>,
    pub guests: Vec<Person>,
}

impl People {
    pub fn new(seed: u64) -> Self {
        let mut rng = Rng::keyed(seed, &[key("people")]);
        let mut taken = FxHashSet::default();
        let users = users(&mut rng, &mut taken);
        let class_10d = class_10d(users.len(), &mut taken);
        let first = users.len() + class_10d.len();
        let pupils: Vec<Person> = (first..first + PUPILS)
            .map(|id| {
                let mut pupil = invented(id, &mut rng, &mut taken);
                if !pupil.email.is_empty() {
                    pupil.email = school_address(&pupil.name);
                }
                pupil
            })
            .collect();
        let mut guests: Vec<Person> =
            (first + PUPILS..first + PUPILS + GUESTS).map(|id| invented(id, &mut rng, &mut taken)).collect();
        // The unusual ones stand among the others, not behind them.
        for (guest, name) in guests.iter_mut().step_by(GUESTS / CURIOUS.len()).zip(CURIOUS) {
            guest.name = (*name).to_owned();
            guest.email.clear();
        }
        Self { users, class_10d, pupils, guests }
    }

    /// The user with this mailbox.
    pub fn user(&self, mailbox: &str) -> Option<&Person> {
        self.users.iter().find(|user| {
            user.email.strip_suffix(DOMAIN).and_then(|rest| rest.strip_suffix('@')) == Some(mailbox)
        })
    }

    /// The users of a department, in the table's order.
    pub fn department<'a>(&'a self, department: &str) -> Vec<&'a Person> {
        self.users.iter().filter(|user| user.department == department).collect()
    }
}

fn users(rng: &mut Rng, taken: &mut FxHashSet<String>) -> Vec<Person> {
    let mut out = Vec::new();
    for (department, group, names) in DEPARTMENTS {
        for user in *names {
            taken.insert(user.name.to_owned());
            out.push(Person {
                id: out.len(),
                name: user.name.to_owned(),
                email: format!("{}@{DOMAIN}", user.mailbox),
                user: true,
                department,
                group,
                personal_number: 3_000_000_000 + rng.below(3_999_999_999),
                manner: Manner::Plain,
            });
        }
    }
    out
}

fn class_10d(first: usize, taken: &mut FxHashSet<String>) -> Vec<Person> {
    let mut out = Vec::with_capacity(CLASS_10D.len());
    for (name, signed_in, manner) in CLASS_10D {
        taken.insert((*name).to_owned());
        let email = if *signed_in { school_address(name) } else { String::new() };
        out.push(Person { manner: *manner, ..guest(first + out.len(), name, email) });
    }
    out
}

/// A guest whose name nobody else has; about a third are signed in with an address.
fn invented(id: usize, rng: &mut Rng, taken: &mut FxHashSet<String>) -> Person {
    let mut name = new_name(rng);
    while !taken.insert(name.clone()) {
        name = new_name(rng);
    }
    let email = mailbox(&name)
        .filter(|_| rng.chance(370))
        .map(|mailbox| format!("{mailbox}@{}", rng.word(DOMAINS)))
        .unwrap_or_default();
    guest(id, &name, email)
}

/// A first and a last name that go together.
pub fn new_name(rng: &mut Rng) -> String {
    let mut family = rng.pick(FAMILIES);
    // A short list would soon repeat itself.
    if family.is_some_and(|(firsts, _)| firsts.len() < 5) && rng.chance(700) {
        family = rng.pick(FAMILIES);
    }
    let Some((firsts, lasts)) = family else { return String::new() };
    let (first, last) = (rng.word(firsts), rng.word(lasts));
    // Chinese, Japanese and Korean: the family's name first, no blank.
    let joint = if first.chars().any(|c| c >= '\u{3000}') { "" } else { " " };
    format!("{first}{joint}{last}")
}

fn guest(id: usize, name: &str, email: String) -> Person {
    Person {
        id,
        name: name.to_owned(),
        email,
        user: false,
        department: "",
        group: "",
        personal_number: 0,
        manner: Manner::Plain,
    }
}

/// Pupils' accounts are the municipality's, so the portal calls them guests.
fn school_address(name: &str) -> String {
    mailbox(name).map(|mailbox| format!("{mailbox}@pupils.example")).unwrap_or_default()
}

/// `first.last` in ASCII; `None` for names in other scripts.
fn mailbox(name: &str) -> Option<String> {
    let mut out = String::with_capacity(name.len());
    for c in name.nfd() {
        match c {
            ' ' => out.push('.'),
            'ı' => out.push('i'),
            '-' => out.push('-'),
            c if c.is_ascii_alphabetic() => out.push(c.to_ascii_lowercase()),
            // Accents and apostrophes go.
            '\u{300}'..='\u{36F}' | '\'' => {}
            _ => return None,
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(people: &People) -> impl Iterator<Item = &Person> {
        people.users.iter().chain(&people.class_10d).chain(&people.pupils).chain(&people.guests)
    }

    #[test]
    fn nobody_shares_an_id_a_name_or_an_address() {
        let people = People::new(1);
        let (mut names, mut emails, mut numbers) =
            (FxHashSet::default(), FxHashSet::default(), FxHashSet::default());
        for (at, person) in all(&people).enumerate() {
            assert_eq!(person.id, at);
            assert!(names.insert(&person.name), "{}", person.name);
            assert!(person.email.is_empty() || emails.insert(&person.email), "{}", person.email);
            assert!(person.personal_number == 0 || numbers.insert(person.personal_number));
        }
    }

    #[test]
    fn about_sixty_users_and_some_hundred_guests() {
        let people = People::new(1);
        assert!((55..=65).contains(&people.users.len()), "{}", people.users.len());
        let guests = all(&people).filter(|person| !person.user).count();
        assert!((200..=400).contains(&guests), "{guests}");
        let signed_in = all(&people).filter(|person| !person.user && !person.email.is_empty()).count();
        assert!(signed_in > guests / 4 && signed_in < guests / 2, "{signed_in} of {guests}");
        assert!(CURIOUS.iter().all(|name| people.guests.iter().any(|guest| guest.name == *name)));
    }

    #[test]
    fn addresses_are_invented_domains_only() {
        for person in all(&People::new(3)).filter(|person| !person.email.is_empty()) {
            assert!(person.email.is_ascii() && person.email.ends_with(".example"), "{}", person.email);
            assert_eq!(person.user, person.email.ends_with("@lumen.example"));
        }
    }

    #[test]
    fn mailboxes_are_ascii() {
        assert_eq!(mailbox("Per-Olof Åström").as_deref(), Some("per-olof.astrom"));
        assert_eq!(mailbox("Maeve O'Hanlon").as_deref(), Some("maeve.ohanlon"));
        assert_eq!(mailbox("Анна Рябина"), None);
    }
}
