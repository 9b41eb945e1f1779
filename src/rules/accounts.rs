//! Master accounts and their sub-accounts: in which order they are listed, and what may be put under what.

/// An account and its master, by key.
pub type Link = (i64, Option<i64>);

/// The accounts in the order of lists, each with how deep it stands: sub-accounts behind their master. Whose master is not
/// among them stands by itself, and so does who would stand under itself.
pub fn tree(accounts: &[Link]) -> Vec<(i64, usize)> {
    let is_top =
        |(_, master): &&Link| master.is_none_or(|master| accounts.iter().all(|(id, _)| *id != master));
    let mut out = Vec::with_capacity(accounts.len());
    for (id, _) in accounts.iter().filter(is_top) {
        put(accounts, *id, 0, &mut out);
    }
    for (id, _) in accounts {
        put(accounts, *id, 0, &mut out);
    }
    out
}

fn put(accounts: &[Link], id: i64, depth: usize, out: &mut Vec<(i64, usize)>) {
    if out.iter().any(|(known, _)| *known == id) {
        return;
    }
    out.push((id, depth));
    for (below, _) in accounts.iter().filter(|(_, master)| *master == Some(id)) {
        put(accounts, *below, depth + 1, out);
    }
}

/// Whether an account may be put under that master: not under itself, nor under one of its own sub-accounts.
pub fn may_stand_under(accounts: &[Link], account: i64, master: i64) -> bool {
    let mut at = Some(master);
    // As many steps as there are accounts: a circle that is held already has an end, too.
    for _ in 0..=accounts.len() {
        match at {
            Some(id) if id == account => return false,
            Some(id) => at = accounts.iter().find(|(known, _)| *known == id).and_then(|(_, above)| *above),
            None => return true,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sub_accounts_stand_behind_their_master() {
        let held = [(1, None), (2, Some(4)), (3, Some(1)), (4, Some(1)), (5, Some(99))];
        assert_eq!(tree(&held), [(1, 0), (3, 1), (4, 1), (2, 2), (5, 0)]);
        // A circle, which nothing here makes, loses nobody.
        assert_eq!(tree(&[(1, Some(2)), (2, Some(1)), (3, Some(3))]), [(1, 0), (2, 1), (3, 0)]);
    }

    #[test]
    fn nobody_stands_under_itself() {
        let held = [(1, None), (2, Some(1)), (3, Some(2)), (4, None)];
        assert!(may_stand_under(&held, 4, 3) && may_stand_under(&held, 3, 1));
        assert!(!may_stand_under(&held, 1, 1));
        assert!(!may_stand_under(&held, 1, 3), "3 stands under 2, which stands under 1");
        assert!(!may_stand_under(&[(1, Some(2)), (2, Some(1))], 3, 1), "a circle is no place to stand");
    }
}
