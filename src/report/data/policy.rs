//! The accounts' policy: which of the portals' limits hold.

use crate::model::Unit;
use crate::report::{
    Access, Column, Deed, How, Layout, Limit, ReportDef, ReportId, RowAction, Source, Tab, Valued, View, col,
    def,
};
use crate::rules::policy::{Preset, Setting};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("policy"),
    title: "Policy",
    tab: Tab::Data,
    about: "Which of the portals' limits hold here: what is set, else what the account's preset says. The owner changes \
            it, here with `x` or with `headcount policy`.",
    who: Access::ADMINISTRATION,
    limits: Limit::NONE,
    ranged: false,
    ahead: false,
    layout: Layout::Table,
    params: &[],
    actions: &[CHANGE],
    views: &[View {
        id: "settings",
        title: "Settings",
        columns: COLUMNS,
        source: Source { sql: SQL, by_key: false },
        order: &["account", "place"],
        facts: None,
        notes: &[],
        chart: None,
        down: None,
        opens: None,
        further: None,
        held: None,
        noun: ("setting", "settings"),
    }],
};

const CHANGE: RowAction = RowAction {
    id: "change",
    title: "Change…",
    about: "gives the setting another value, for everybody who looks at the account",
    key: "place",
    tells: &["account", "setting", "value", "about"],
    account: Some("account_key"),
    owners: Some("the policy is the owner's to change"),
    how: How::Valued { of: "setting", now: "value", value: &VALUES },
    deed: Deed::ChangePolicy,
};

/// What stands in the place of a setting's name for the preset.
pub const PRESET: &str = "preset";

/// What the settings and the preset take.
#[derive(Debug)]
pub struct Values;

/// As an action takes them.
pub const VALUES: Values = Values;

impl Valued for Values {
    fn words(&self, of: &str) -> &'static [&'static str] {
        const PRESETS: [&str; 2] = [Preset::ALL[0].word(), Preset::ALL[1].word()];
        if of == PRESET { &PRESETS } else { Setting::of(of).map_or(&[], Setting::words) }
    }

    fn takes(&self, of: &str) -> String {
        if of == PRESET {
            self.words(of).join(", ")
        } else {
            Setting::of(of).map_or_else(String::new, Setting::what)
        }
    }

    fn read(&self, of: &str, typed: &str) -> Result<String, String> {
        match Setting::of(of) {
            Some(setting) => setting.parse(typed),
            None => Preset::of_word(typed.trim())
                .map(|preset| preset.word().to_owned())
                .ok_or_else(|| format!("{of} takes {}", self.takes(PRESET))),
        }
    }

    fn effect(&self, of: &str, value: &str) -> String {
        match (Setting::of(of), Preset::of_word(value)) {
            (Some(setting), _) => setting.effect(value),
            (None, Some(preset)) => format!("{}; single limits go back to it", preset.effect()),
            (None, None) => String::new(),
        }
    }
}

const COLUMNS: &[Column] = &[
    def::key("account_key"),
    def::key("place"),
    col("account", "Account", Unit::Text).wide(),
    col("setting", "Setting", Unit::Text),
    col("value", "Value", Unit::Text).help("What holds now."),
    col("set", "Set", Unit::Flag).help("Whether it was set by itself; else the preset says it."),
    col("archive", "Archive", Unit::Text).wide().help("What the preset `archive` says."),
    col("provider", "Provider", Unit::Text).wide().help("What the preset `provider` says."),
    col("changed", "Changed", Unit::Instant),
    col("by", "By", Unit::Text).wide().personal(),
    col("about", "What it does", Unit::Text),
];

// The settings are those of rules/policy.rs, as a test holds.
const SQL: &str = "
WITH setting (place, name, archive, provider, about) AS (
  VALUES
    (0, 'preset', 'archive', 'provider', 'What holds where nothing is set: archive shows what is held, provider applies the portals'' limits.'),
    (1, 'retention', 'off', '12', 'Reports reach back so many months from today; older rows stay in the database.'),
    (2, 'range', 'off', '1', 'One report spans at most so many months.'),
    (3, 'recording-retention', 'off', '6', 'Reports of cloud recordings reach back so many months; a reseller''s owner and administrators may ask for 12.'),
    (4, 'expiry', 'off', '30', 'A meeting that was not started so many days after its scheduled time shows no registration report.'),
    (5, 'expiry-recurring', 'off', '365', 'The same for recurring meetings, counted from their last occurrence.'),
    (6, 'paid-host', 'off', 'on', 'No report of an occurrence whose host was not on a paid plan when it started.'),
    (7, 'billing', 'off', 'off', 'Whether billing reports are enabled; requested tells since when it is awaited. The first billing import enables it.'),
    (8, 'account-kind', 'standard', 'standard', 'What a master account is: resellers and distributors may run one recordings report over a year and several sub-accounts.'),
    (9, 'access-control', 'off', 'off', 'Whether users'' activity is tracked: sessions that start while it is on are taken, others refused at import.'),
    (10, 'rating-weights', '1:1:1:3:4', '1:1:1:3:4', 'What counts in headcount''s rating: messages, questions, reactions, presence, activity.')
),
preset AS (
  SELECT a.account_id, coalesce((SELECT p.value FROM policy p
                                 WHERE p.account_id = a.account_id AND p.name = 'preset'), 'archive') AS word
  FROM account a
  WHERE a.account_id IN (:accounts)
)
SELECT a.account_id AS account_key,
       s.place AS place,
       CASE WHEN (SELECT count(*) FROM preset) > 1 THEN a.name END AS account,
       s.name AS setting,
       coalesce(p.value, CASE WHEN preset.word = 'provider' THEN s.provider ELSE s.archive END) AS value,
       CASE WHEN s.place > 0 THEN CASE WHEN p.value IS NULL THEN 0 ELSE 1 END END AS \"set\",
       CASE WHEN s.place > 0 THEN s.archive END AS archive,
       CASE WHEN s.place > 0 THEN s.provider END AS provider,
       p.changed_at AS changed,
       p.changed_by AS \"by\",
       s.about AS about
FROM account a
JOIN preset ON preset.account_id = a.account_id
CROSS JOIN setting s
LEFT JOIN policy p ON p.account_id = a.account_id AND p.name = s.name
WHERE a.account_id IN (:accounts)";

#[cfg(test)]
mod tests {
    use super::{PRESET, SQL, Valued, Values};
    use crate::rules::policy::SETTINGS;

    #[test]
    fn the_settings_are_those_of_the_rules() {
        for (place, setting) in (1..).zip(SETTINGS) {
            let row = format!(
                "({place}, '{}', '{}', '{}', '{}')",
                setting.name,
                setting.archive,
                setting.provider,
                setting.help.replace('\'', "''")
            );
            assert!(SQL.contains(&row), "{row}");
        }
    }

    #[test]
    fn settings_and_preset_take_what_the_rules_say() {
        assert_eq!(Values.words(PRESET), ["archive", "provider"]);
        assert_eq!(Values.read(PRESET, " provider ").as_deref(), Ok("provider"));
        assert_eq!(Values.read(PRESET, "portal").unwrap_err(), "preset takes archive, provider");
        assert!(Values.effect(PRESET, "provider").contains("portals' own limits"));
        assert_eq!(Values.read("range", " 2 ").as_deref(), Ok("2"));
        assert!(Values.read("range", "soon").unwrap_err().contains("from 1 to 1200, or off"));
        assert_eq!(Values.words("paid-host"), ["off", "on"]);
        assert!(Values.words("range").is_empty());
    }
}
