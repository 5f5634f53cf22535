//! The switches of the emulator that stand for what is not known of the service.

use std::collections::BTreeMap;
use std::fmt;

/// Each switch with its values, the default first.
const SWITCHES: [(&str, &[&str]); 3] = [
    ("create_on_link", &["conflict", "replace"]),
    ("show_other", &["not_found", "bad_request"]),
    ("remove_other", &["keep", "remove", "not_found"]),
];

/// One way to set the switches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting(BTreeMap<&'static str, &'static str>);

impl Setting {
    /// The default, and each switch once at each of its other values.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let default = Self(SWITCHES.iter().map(|(switch, values)| (*switch, values[0])).collect());
        let others =
            SWITCHES.iter().flat_map(|(switch, values)| values[1..].iter().map(move |value| (*switch, *value)));
        let changed = others.map(|(switch, value)| {
            let mut setting = default.clone();
            setting.0.insert(switch, value);
            setting
        });
        std::iter::once(default.clone()).chain(changed.collect::<Vec<_>>()).collect()
    }

    /// Whether this is one of the settings that `when` names.
    #[must_use]
    pub fn fits(&self, when: &BTreeMap<String, String>) -> bool {
        when.iter().all(|(switch, value)| self.0.get(switch.as_str()) == Some(&value.as_str()))
    }

    /// The switches by name.
    #[must_use]
    pub fn switches(&self) -> &BTreeMap<&'static str, &'static str> {
        &self.0
    }
}

/// What differs from the default.
impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let changed = SWITCHES.iter().find(|(switch, values)| self.0.get(switch) != values.first());
        match changed {
            Some((switch, _)) => write!(f, "{switch}={}", self.0[switch]),
            None => f.write_str("default"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitting(when: &[(&str, &str)]) -> Vec<String> {
        let when = when.iter().map(|(switch, value)| ((*switch).to_owned(), (*value).to_owned())).collect();
        Setting::all().iter().filter(|setting| setting.fits(&when)).map(ToString::to_string).collect()
    }

    #[test]
    fn every_value_of_every_switch_comes_once_besides_the_default() {
        assert_eq!(
            fitting(&[]),
            [
                "default",
                "create_on_link=replace",
                "show_other=bad_request",
                "remove_other=remove",
                "remove_other=not_found"
            ]
        );
    }

    #[test]
    fn when_keeps_the_settings_that_it_names() {
        assert_eq!(fitting(&[("create_on_link", "replace")]), ["create_on_link=replace"]);
        assert_eq!(fitting(&[("remove_other", "keep")]).len(), 3);
        assert!(fitting(&[("no_such_switch", "x")]).is_empty());
    }
}
