//! The account's policy: which limits of the portals hold here. Two presets and single values (RULES, *Time limits*).

use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Whole months, or `off`.
    Months,
    /// Whole days, or `off`.
    Days,
    /// `on` or `off`.
    Switch,
    /// One of a few words.
    Words(&'static [&'static str]),
    /// Five whole numbers parted by `:`.
    Weights,
}

/// One setting of the policy.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    pub name: &'static str,
    pub takes: Takes,
    /// What holds under each preset where no value is set.
    pub archive: &'static str,
    pub provider: &'static str,
    /// One sentence.
    pub help: &'static str,
}

/// All settings, in the order in which they are shown.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "retention",
        takes: Takes::Months,
        archive: "off",
        provider: "12",
        help: "Reports reach back so many months from today; older rows stay in the database.",
    },
    Setting {
        name: "range",
        takes: Takes::Months,
        archive: "off",
        provider: "1",
        help: "One report spans at most so many months.",
    },
    Setting {
        name: "recording-retention",
        takes: Takes::Months,
        archive: "off",
        provider: "6",
        help: "Reports of cloud recordings reach back so many months; a reseller's owner and administrators may ask for 12.",
    },
    Setting {
        name: "expiry",
        takes: Takes::Days,
        archive: "off",
        provider: "30",
        help: "A meeting that was not started so many days after its scheduled time shows no registration report.",
    },
    Setting {
        name: "expiry-recurring",
        takes: Takes::Days,
        archive: "off",
        provider: "365",
        help: "The same for recurring meetings, counted from their last occurrence.",
    },
    Setting {
        name: "paid-host",
        takes: Takes::Switch,
        archive: "off",
        provider: "on",
        help: "No report of an occurrence whose host was not on a paid plan when it started.",
    },
    Setting {
        name: "billing",
        takes: Takes::Words(&["off", "requested", "enabled"]),
        archive: "off",
        provider: "off",
        help: "Whether billing reports are enabled; requested tells since when it is awaited. The first billing import enables it.",
    },
    Setting {
        name: "account-kind",
        takes: Takes::Words(&["standard", "reseller", "distributor"]),
        archive: "standard",
        provider: "standard",
        help: "What a master account is: resellers and distributors may run one recordings report over a year and several sub-accounts.",
    },
    Setting {
        name: "access-control",
        takes: Takes::Switch,
        archive: "off",
        provider: "off",
        help: "Whether users' activity is tracked: sessions that start while it is on are taken, others refused at import.",
    },
    Setting {
        name: "rating-weights",
        takes: Takes::Weights,
        archive: "1:1:1:3:4",
        provider: "1:1:1:3:4",
        help: "What counts in headcount's rating: messages, questions, reactions, presence, activity.",
    },
];

impl Setting {
    /// The value as it is kept.
    ///
    /// # Errors
    /// What it takes instead.
    pub fn parse(&self, value: &str) -> Result<String, String> {
        let value = value.trim().to_lowercase();
        let number = || value.parse::<u32>().ok().filter(|n| (1..=1200).contains(n)).map(|n| n.to_string());
        let read = match self.takes {
            Takes::Months | Takes::Days if value == "off" => Some(value.clone()),
            Takes::Months | Takes::Days => number(),
            Takes::Switch => ["on", "off"].contains(&value.as_str()).then(|| value.clone()),
            Takes::Words(words) => words.contains(&value.as_str()).then(|| value.clone()),
            Takes::Weights => weights(&value).map(|_| value.clone()),
        };
        read.ok_or_else(|| {
            format!("{} takes {}, not {}", self.name, self.what(), crate::model::text::excerpt(&value, 30))
        })
    }

    /// What it takes, in words.
    pub fn what(&self) -> String {
        match self.takes {
            Takes::Months => "a number of months from 1 to 1200, or off".to_owned(),
            Takes::Days => "a number of days from 1 to 1200, or off".to_owned(),
            Takes::Switch => "on or off".to_owned(),
            Takes::Words(words) => words.join(", "),
            Takes::Weights => "five whole numbers like 1:1:1:3:4, not all 0".to_owned(),
        }
    }

    /// What a value does, in a sentence without an end.
    pub fn effect(&self, value: &str) -> String {
        let months = || if value == "1" { "a month".to_owned() } else { format!("{value} months") };
        let days = || if value == "1" { "a day".to_owned() } else { format!("{value} days") };
        match (self.name, value) {
            ("retention", "off") => "reports show what is held, whatever its age".to_owned(),
            ("retention", _) => format!("reports reach back {} from today; older rows stay held", months()),
            ("range", "off") => "one report may span any dates".to_owned(),
            ("range", _) => format!("one report spans at most {}", months()),
            ("recording-retention", "off") => "recordings are shown whatever their age".to_owned(),
            ("recording-retention", _) => format!("reports of recordings reach back {}", months()),
            ("expiry", "off") => "registrations are shown whether a meeting was held or not".to_owned(),
            ("expiry", _) => {
                format!("no registrations of a meeting that was not started {} after its time", days())
            }
            ("expiry-recurring", "off") => {
                "registrations of recurring meetings are shown for good".to_owned()
            }
            ("expiry-recurring", _) => {
                format!("no registrations of a recurring meeting {} after it was last held", days())
            }
            ("paid-host", "on") => "no report of what a host on the free plan held".to_owned(),
            ("paid-host", _) => "reports whatever plan the host was on".to_owned(),
            ("billing", "requested") => "billing reports are awaited, from today on".to_owned(),
            ("billing", "enabled") => "billing reports are shown".to_owned(),
            ("billing", _) => "billing reports are not enabled".to_owned(),
            ("access-control", "on") => {
                "activity sessions that start from now on are taken, and shown from their next day".to_owned()
            }
            ("access-control", _) => "no activity is taken any more; what was recorded stays".to_owned(),
            ("account-kind", "standard") => "recordings reach back as far as for everybody".to_owned(),
            ("account-kind", _) => "owner and administrators see a year of recordings at once".to_owned(),
            ("rating-weights", _) => "headcount's rating weighs its five parts so".to_owned(),
            _ => self.help.trim_end_matches('.').to_owned(),
        }
    }

    /// The words that it takes, where it takes nothing else.
    pub fn words(&self) -> &'static [&'static str] {
        match self.takes {
            Takes::Switch => &["off", "on"],
            Takes::Words(words) => words,
            Takes::Months | Takes::Days | Takes::Weights => &[],
        }
    }

    pub fn of(name: &str) -> Option<&'static Setting> {
        SETTINGS.iter().find(|setting| setting.name == name)
    }
}

/// Messages, questions, reactions, presence, activity.
fn weights(text: &str) -> Option<[u32; 5]> {
    let numbers: Vec<u32> =
        text.split(':').map(|part| part.parse().ok().filter(|n| *n <= 1000)).collect::<Option<_>>()?;
    let weights: [u32; 5] = numbers.try_into().ok()?;
    weights.iter().any(|weight| *weight > 0).then_some(weights)
}

/// Two sets of values to begin with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preset {
    /// What is held is shown, whatever its age; limits only put a mark on what the portal would not show.
    #[default]
    Archive,
    /// The portals' own limits.
    Provider,
}

impl Preset {
    pub const ALL: [Preset; 2] = [Preset::Archive, Preset::Provider];

    pub const fn word(self) -> &'static str {
        match self {
            Preset::Archive => "archive",
            Preset::Provider => "provider",
        }
    }

    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.word() == word)
    }

    /// What it does, in a sentence without an end.
    pub fn effect(self) -> &'static str {
        match self {
            Preset::Archive => "what is held is shown, whatever its age",
            Preset::Provider => "the portals' own limits hold",
        }
    }
}

/// Billing, as far as it is enabled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Billing {
    #[default]
    Off,
    /// Asked for on that day, where it is known.
    Requested(Option<NaiveDate>),
    Enabled,
}

impl Billing {
    /// Why there is no billing report of an account, and what changes it; `None` where there is one.
    pub fn closed(self, account: &str) -> Option<String> {
        const FIRST: &str = "the first billing that is imported enables it";
        match self {
            Billing::Enabled => None,
            Billing::Off => Some(format!(
                "billing is not enabled for {account}: ask the provider's billing department, then say so with \
                 `headcount policy billing requested`; {FIRST}"
            )),
            Billing::Requested(None) => {
                Some(format!("billing was requested for {account} and is awaited; {FIRST}"))
            }
            Billing::Requested(Some(day)) => Some(format!(
                "billing was requested for {account} on {day} and is expected by {}; {FIRST}",
                super::limits::billing_expected(day)
            )),
        }
    }
}

/// What a policy lets one report span.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spans {
    /// Months; `None`: as many as one likes.
    pub range: Option<u32>,
    pub is_reseller: bool,
}

/// An account's policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    pub preset: Preset,
    /// Values that were set, by name.
    pub values: BTreeMap<String, String>,
    /// The day on which `billing` was set.
    pub billing_set: Option<NaiveDate>,
}

impl Policy {
    /// The value that holds for a setting.
    pub fn value(&self, setting: &Setting) -> String {
        match self.values.get(setting.name) {
            Some(value) if setting.parse(value).is_ok() => value.clone(),
            _ => match self.preset {
                Preset::Archive => setting.archive.to_owned(),
                Preset::Provider => setting.provider.to_owned(),
            },
        }
    }

    fn named(&self, name: &str) -> String {
        Setting::of(name).map_or_else(String::new, |setting| self.value(setting))
    }

    fn number(&self, name: &str) -> Option<u32> {
        self.named(name).parse().ok()
    }

    /// Months that reports reach back.
    pub fn retention(&self) -> Option<u32> {
        self.number("retention")
    }

    /// Months that one report spans.
    pub fn range(&self) -> Option<u32> {
        self.number("range")
    }

    pub fn recording_retention(&self) -> Option<u32> {
        self.number("recording-retention")
    }

    /// Days: of meetings held once, of recurring ones.
    pub fn expiry(&self) -> (Option<u32>, Option<u32>) {
        (self.number("expiry"), self.number("expiry-recurring"))
    }

    pub fn paid_host(&self) -> bool {
        self.named("paid-host") == "on"
    }

    pub fn billing(&self) -> Billing {
        match self.named("billing").as_str() {
            "enabled" => Billing::Enabled,
            "requested" => Billing::Requested(self.billing_set),
            _ => Billing::Off,
        }
    }

    /// Whether users' activity is tracked now.
    pub fn access_control(&self) -> bool {
        self.named("access-control") == "on"
    }

    pub fn is_reseller(&self) -> bool {
        matches!(self.named("account-kind").as_str(), "reseller" | "distributor")
    }

    pub fn spans(&self) -> Spans {
        Spans { range: self.range(), is_reseller: self.is_reseller() }
    }

    /// Messages, questions, reactions, presence, activity.
    pub fn rating_weights(&self) -> [u32; 5] {
        weights(&self.named("rating-weights")).unwrap_or([1, 1, 1, 3, 4])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_value_is_one_that_the_setting_takes() {
        for setting in SETTINGS {
            assert_eq!(setting.parse(setting.archive).as_deref(), Ok(setting.archive), "{}", setting.name);
            assert_eq!(setting.parse(setting.provider).as_deref(), Ok(setting.provider), "{}", setting.name);
            assert!(setting.help.ends_with('.'), "{}", setting.name);
        }
    }

    #[test]
    fn a_single_value_stands_above_its_preset() {
        let archive = Policy::default();
        assert_eq!((archive.retention(), archive.range(), archive.paid_host()), (None, None, false));
        let mut policy = Policy { preset: Preset::Provider, ..Policy::default() };
        assert_eq!((policy.retention(), policy.range(), policy.paid_host()), (Some(12), Some(1), true));
        assert_eq!(policy.expiry(), (Some(30), Some(365)));
        policy.values.insert("retention".into(), "off".into());
        policy.values.insert("range".into(), "3".into());
        assert_eq!((policy.retention(), policy.range()), (None, Some(3)));
        // What a newer headcount wrote, or a hand, is not believed.
        policy.values.insert("range".into(), "many".into());
        assert_eq!(policy.range(), Some(1));
    }

    /// "Requested Thu: Tue."
    #[test]
    fn billing_that_is_not_enabled_says_why_and_since_when() {
        let off = Billing::Off.closed("Lumen").unwrap();
        assert!(off.contains("ask the provider's billing department") && off.contains("Lumen"), "{off}");
        let asked = Billing::Requested("2026-11-19".parse().ok()).closed("Lumen").unwrap();
        assert!(asked.contains("on 2026-11-19 and is expected by 2026-11-24"), "{asked}");
        assert_eq!(Billing::Enabled.closed("Lumen"), None);
    }

    #[test]
    fn every_value_says_what_it_does() {
        for setting in SETTINGS {
            for value in setting.words().iter().copied().chain([setting.archive, setting.provider]) {
                assert!(setting.parse(value).is_ok(), "{} {value}", setting.name);
                let effect = setting.effect(value);
                assert!(!effect.is_empty() && !effect.ends_with('.'), "{} {value}", setting.name);
            }
        }
        let retention = Setting::of("retention").unwrap();
        assert!(retention.effect("1").contains("a month") && retention.effect("24").contains("24 months"));
    }

    #[test]
    fn wrong_values_say_what_is_taken() {
        let said = |name: &str, value: &str| Setting::of(name).unwrap().parse(value).unwrap_err();
        assert!(said("retention", "0").contains("from 1 to 1200, or off, not 0"));
        assert!(said("paid-host", "yes").contains("on or off"));
        assert!(said("billing", "soon").contains("off, requested, enabled"));
        assert!(said("rating-weights", "0:0:0:0:0").contains("not all 0"));
        assert_eq!(Policy::default().rating_weights(), [1, 1, 1, 3, 4]);
    }
}
