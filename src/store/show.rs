//! Showing an occurrence: which of its sets it is shown by, what that one borrows, and the people that follow.

use super::error::StoreError;
use super::held::{self, HeldSet, Stored};
use super::occurrence::{self, Place, Row};
use super::parts;
use super::sets::{SetFacts, SetRow, Span, crowd, participant_key};
use super::users::Users;
use crate::rules::borrow::{self, Connection as Link};
use crate::rules::sources::{State, choose};
use rusqlite::{Connection, OptionalExtension, params};
use std::cmp::Reverse;

/// Chooses anew which set is shown, and writes facts and people by it. Gives the days before and after.
pub(super) fn show(
    conn: &Connection,
    place: Place,
    users: &mut Users,
    (id, event): (i64, i64),
    sets: &[&HeldSet],
) -> Result<Vec<i64>, StoreError> {
    let account = place.account;
    let before: Option<i64> = conn
        .prepare_cached("SELECT day FROM occurrence WHERE account_id = ?1 AND occurrence_id = ?2")?
        .query_row(params![account, id], |row| row.get(0))
        .optional()?;
    let states = choose(&sets.iter().map(|set| set.candidate).collect::<Vec<_>>());
    for (set, state) in sets.iter().zip(&states).filter(|(set, state)| set.state != state.word()) {
        conn.prepare_cached("UPDATE source_set SET state = ?3 WHERE account_id = ?1 AND set_id = ?2")?
            .execute(params![account, set.id, state.word()])?;
    }
    let order = by_worth(sets, &states);
    let facts = joined_facts(&order);
    let shown = order.first().filter(|(_, state)| *state == State::Shown).map(|(set, _)| *set);
    let stays = shown.or_else(|| order.first().map(|(set, _)| *set)).map_or((None, None), |set| set.stays);
    let span = Span::of(&facts, stays);
    clear_people(conn, account, id)?;
    parts::show(conn, account, id)?;

    let rows = shown.map(|set| held::rows(conn, account, id, set.id)).transpose()?;
    let lent = match (&rows, shown) {
        (Some(rows), Some(_)) => Lent::to(conn, account, id, rows, &order)?,
        _ => Lent::default(),
    };
    let views: Option<Vec<SetRow<'_>>> = rows.as_ref().map(|rows| lent.views(rows));
    let crowd = views.as_ref().map(|views| crowd(views, span.interval()));
    let row = Row {
        event,
        facts: &facts,
        span,
        host_user: users.host(conn, facts.host_email.as_deref(), facts.host_id.as_deref())?,
        observed: shown.or(order.first().map(|(set, _)| *set)).map_or(0, |set| set.candidate.observed),
        shown: shown.map(|set| (set.id, set.candidate.grade)),
        sources: i64::try_from(sets.len()).unwrap_or(i64::MAX),
        crowd: crowd.as_ref(),
    };
    occurrence::write(conn, place, id, &row)?;
    if let (Some(set), Some(rows), Some(crowd)) = (shown, rows.as_ref(), crowd.as_ref()) {
        occurrence::write_people(conn, account, id, crowd, |one| users.of(conn, one.email, one.user_id))?;
        let mut link = conn.prepare_cached(
            "UPDATE session SET participant_id = ?5 WHERE account_id = ?1 AND occurrence_id = ?2 AND set_id = ?3 \
             AND session_id = ?4",
        )?;
        for (stored, n) in rows.iter().zip(&crowd.participant_of) {
            link.execute(params![account, id, set.id, stored.session, participant_key(id, *n)])?;
        }
        lent.write(conn, [account, id, set.id], rows)?;
    }
    Ok(before.into_iter().chain([row.day(place.zone)]).collect())
}

/// The shown set, then those that lend, the worthiest first.
fn by_worth<'s>(sets: &[&'s HeldSet], states: &[State]) -> Vec<(&'s HeldSet, State)> {
    let mut order: Vec<(&HeldSet, State)> = sets.iter().copied().zip(states.iter().copied()).collect();
    order.sort_by_key(|(set, state)| {
        let c = set.candidate;
        (*state != State::Shown, Reverse((c.grade, c.observed, c.digest)))
    });
    order
}

fn joined_facts(order: &[(&HeldSet, State)]) -> SetFacts {
    let mut facts = order.first().map(|(set, _)| set.facts.clone()).unwrap_or_default();
    for (set, _) in order.iter().skip(1) {
        facts.borrow_from(&set.facts);
    }
    facts
}

/// Takes away who was in an occurrence; the rows of its sets stay.
pub(super) fn clear_people(conn: &Connection, account: i64, id: i64) -> rusqlite::Result<()> {
    for sql in [
        "DELETE FROM participant WHERE account_id = ?1 AND occurrence_id = ?2",
        "DELETE FROM session_borrowed WHERE account_id = ?1 AND occurrence_id = ?2",
        "UPDATE session SET participant_id = NULL WHERE account_id = ?1 AND occurrence_id = ?2 \
         AND participant_id IS NOT NULL",
    ] {
        conn.prepare_cached(sql)?.execute(params![account, id])?;
    }
    Ok(())
}

/// Rows of the other sets, and for each shown row those of the same person.
#[derive(Default)]
struct Lent {
    others: Vec<Stored>,
    lenders: Vec<Vec<(usize, bool)>>,
}

impl Lent {
    fn to(
        conn: &Connection,
        account: i64,
        id: i64,
        rows: &[Stored],
        order: &[(&HeldSet, State)],
    ) -> rusqlite::Result<Self> {
        let mut others = Vec::new();
        for (set, _) in order.iter().skip(1).filter(|(set, _)| set.candidate.rows > 0) {
            others.extend(held::rows(conn, account, id, set.id)?);
        }
        if others.is_empty() {
            return Ok(Self::default());
        }
        let shown: Vec<SetRow<'_>> = rows.iter().map(Stored::view).collect();
        let lending: Vec<SetRow<'_>> = others.iter().map(Stored::view).collect();
        let lenders = {
            let shown: Vec<Link<'_>> = shown.iter().zip(rows).map(|(view, row)| linked(view, row)).collect();
            let lending: Vec<Link<'_>> =
                lending.iter().zip(&others).map(|(view, row)| linked(view, row)).collect();
            borrow::lenders(&shown, &lending)
        };
        Ok(Self { others, lenders })
    }

    fn of(&self, n: usize) -> impl Iterator<Item = (&Stored, bool)> {
        self.lenders
            .get(n)
            .into_iter()
            .flatten()
            .filter_map(|(other, same_time)| Some((self.others.get(*other)?, *same_time)))
    }

    /// The shown rows, with marks and answers of the person from the other sets where they have none.
    fn views<'a>(&'a self, rows: &'a [Stored]) -> Vec<SetRow<'a>> {
        let mut views: Vec<SetRow<'a>> = rows.iter().map(Stored::view).collect();
        for (n, view) in views.iter_mut().enumerate() {
            for (other, _) in self.of(n) {
                let other = other.view();
                view.guest = view.guest.or(other.guest);
                view.role = view.role.or(other.role);
                view.disclaimer = view.disclaimer.or(other.disclaimer);
                view.host |= other.host;
            }
        }
        views
    }

    /// Writes device, address and the like, which only a connection at the same time can lend.
    fn write(
        &self,
        conn: &Connection,
        [account, id, set]: [i64; 3],
        rows: &[Stored],
    ) -> rusqlite::Result<()> {
        if self.others.is_empty() {
            return Ok(());
        }
        let mut insert = conn.prepare_cached(
            "INSERT INTO session_borrowed (account_id, occurrence_id, set_id, session_id, device, client, ip, country, \
             city, network, data_centre, leave_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?;
        for (n, row) in rows.iter().enumerate() {
            let mut lent: [Option<&str>; 8] = [None; 8];
            for (other, _) in self.of(n).filter(|(_, same_time)| *same_time) {
                for ((slot, own), theirs) in lent.iter_mut().zip(&row.detail.0).zip(&other.detail.0) {
                    if own.is_none() && slot.is_none() {
                        *slot = theirs.as_deref();
                    }
                }
            }
            if lent.iter().any(Option::is_some) {
                let [device, client, ip, country, city, network, data_centre, leave_reason] = lent;
                insert.execute(params![
                    account,
                    id,
                    set,
                    row.session,
                    device,
                    client,
                    ip,
                    country,
                    city,
                    network,
                    data_centre,
                    leave_reason
                ])?;
            }
        }
        Ok(())
    }
}

fn linked<'a>(view: &SetRow<'a>, row: &'a Stored) -> Link<'a> {
    Link { identity: view.identity, stay: view.stay, number: row.connection.as_deref().unwrap_or("") }
}
