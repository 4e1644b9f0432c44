//! Settings of a method that differ from its defaults.

use std::collections::BTreeMap;

use super::MethodError;
use super::description::{Description, Setting};

/// Settings by name, checked against a method's description; what is not said has its default.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings(BTreeMap<String, f64>);

/// Settings as a person writes them: a number, or the name of a choice. Ranges are checked by [`Settings::checked`].
///
/// # Errors
/// [`MethodError::UnknownSetting`], and [`MethodError::BadValue`] for what is neither.
pub fn said(method: &Description, given: &[(String, String)]) -> Result<BTreeMap<String, f64>, MethodError> {
    given
        .iter()
        .map(|(name, value)| {
            let unknown = || MethodError::UnknownSetting { method: method.id, name: name.clone() };
            let setting = method.settings.iter().find(|s| s.name == name).ok_or_else(unknown)?;
            let choice = setting.choices.iter().position(|choice| choice == value).map(|place| place as f64);
            let number = value.parse().ok().filter(|_| setting.choices.is_empty());
            let bad = || MethodError::BadValue { setting: *setting, value: value.clone() };
            Ok((name.clone(), choice.or(number).ok_or_else(bad)?))
        })
        .collect()
}

impl Settings {
    /// Checks names and ranges against the method's description.
    ///
    /// # Errors
    /// [`MethodError::UnknownSetting`] and [`MethodError::OutOfRange`].
    pub fn checked(method: &Description, given: BTreeMap<String, f64>) -> Result<Self, MethodError> {
        for (name, &value) in &given {
            let known = method.settings.iter().find(|s| s.name == name);
            let setting = known.ok_or_else(|| MethodError::UnknownSetting { method: method.id, name: name.clone() })?;
            let is_whole = setting.choices.is_empty() || value.fract() == 0.0;
            if !is_whole || !(setting.least..=setting.most).contains(&value) {
                return Err(MethodError::OutOfRange { setting: *setting, value });
            }
        }
        Ok(Self(given))
    }

    /// The value set, or the default.
    #[must_use]
    pub fn value(&self, setting: &Setting) -> f64 {
        self.0.get(setting.name).copied().unwrap_or(setting.default)
    }

    /// The value of a setting by its name, where the method has such a one: two methods may give one name two defaults.
    #[must_use]
    pub fn named(&self, method: &Description, name: &str) -> Option<f64> {
        method.settings.iter().find(|setting| setting.name == name).map(|setting| self.value(setting))
    }

    /// The choice made, or the default's name.
    ///
    /// # Panics
    /// When the setting is a number, which is a mistake in a method's file.
    #[must_use]
    pub fn choice(&self, setting: &Setting) -> &'static str {
        setting.choices[self.value(setting) as usize]
    }
}
