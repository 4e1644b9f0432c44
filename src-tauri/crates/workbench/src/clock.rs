//! The time of day, in the one unit that is stored.

use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds since 1970; 0 on a computer whose clock stands before that.
pub fn now_ms() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64)
}

/// A time as the beginning of a file's name, in UTC: "2026-11-22 14-03-01-250". Names sort as the times do.
pub fn stamp(ms: u64) -> String {
    let (days, rest) = (ms / DAY_MS, ms % DAY_MS);
    let (year, month, day) = date_of(days as i64);
    let (hours, minutes, seconds) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60);
    format!("{year:04}-{month:02}-{day:02} {hours:02}-{minutes:02}-{seconds:02}-{:03}", rest % 1000)
}

/// A time as people read it, to the minute and in UTC: "2026-11-22 14:03 UTC".
pub fn minute(ms: u64) -> String {
    let (date, rest) = (date_of((ms / DAY_MS) as i64), ms % DAY_MS);
    format!("{:04}-{:02}-{:02} {:02}:{:02} UTC", date.0, date.1, date.2, rest / 3_600_000, rest / 60_000 % 60)
}

/// The time that a name begins with, and what follows it; none if it begins otherwise.
pub fn stamped(name: &str) -> Option<(u64, &str)> {
    let (stamp, rest) = name.split_at_checked(STAMP)?;
    let parts: Vec<u64> = stamp.split(['-', ' ']).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [year, month, day, hours, minutes, seconds, ms] = parts[..] else { return None };
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let days = u64::try_from(days_to(year as i64, month as i64, day as i64)).ok()?;
    Some((days * DAY_MS + ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms, rest.trim_start()))
}

const DAY_MS: u64 = 86_400_000;
/// Characters of a stamp.
const STAMP: usize = 23;
/// Days in 400 years, after which the Gregorian calendar repeats, and from 1 March of the year 0 to 1970.
const ERA: i64 = 146_097;
const TO_1970: i64 = 719_468;

/// Year, month and day of a day since 1970. Years begin in March here, so that leap days stand at their ends.
fn date_of(days: i64) -> (i64, i64, i64) {
    let shifted = days + TO_1970;
    let (era, day_of_era) = (shifted.div_euclid(ERA), shifted.rem_euclid(ERA));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day_of_year - (153 * march_month + 2) / 5 + 1)
}

/// The day since 1970 of a date.
fn days_to(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let march_month = (month + 9) % 12;
    let day_of_year = (153 * march_month + 2) / 5 + day - 1;
    era * ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - TO_1970
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_and_its_name_are_told_from_each_other() {
        // The second column is what Python's datetime.fromtimestamp(…, UTC) says.
        for (ms, name) in [
            (0, "1970-01-01 00-00-00-000"),
            (951_868_799_999, "2000-02-29 23-59-59-999"),
            (1_709_164_800_000, "2024-02-29 00-00-00-000"),
            (1_795_356_181_250, "2026-11-22 14-03-01-250"),
            (4_107_542_400_000, "2100-03-01 00-00-00-000"),
        ] {
            assert_eq!(stamp(ms), name);
            assert_eq!(minute(ms), format!("{} {} UTC", &name[..10], name[11..16].replace('-', ":")));
            assert_eq!(stamped(&format!("{name} daily.neurosieve")), Some((ms, "daily.neurosieve")));
        }
        for other in ["daily.neurosieve", "2026-13-22 14-03-01-250 x", "äääääääääääääääääääääää"]
        {
            assert_eq!(stamped(other), None, "{other}");
        }
    }
}
