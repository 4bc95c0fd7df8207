//! Quota taken off for absence.

use kernel::Minor;

/// The quota of somebody who was away: `quota × (working days − days away beyond the waiting period) ÷ working days`,
/// rounded half away from zero.
///
/// `away` counts working days of the same calendar. The first `waiting` of them give no relief; nobody is relieved of more
/// than everything. `None` without a working day.
pub fn relieved(quota: Minor, working_days: i64, away: i64, waiting: i64) -> Option<Minor> {
    let counted = (away - waiting).clamp(0, working_days.max(0));
    quota.scaled(i128::from(working_days - counted), i128::from(working_days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn q11_a_month_of_leave_in_a_quarter() {
        assert_eq!(relieved(Minor(30_000_000), 63, 21, 0), Some(Minor(20_000_000)));
        assert_eq!(relieved(Minor(30_000_000), 63, 21, 5), Some(Minor(22_380_952)), "223 809.52");
    }

    #[test]
    fn relief_is_between_nothing_and_everything() {
        assert_eq!(relieved(Minor(100), 20, 3, 5), Some(Minor(100)));
        assert_eq!(relieved(Minor(100), 20, 40, 0), Some(Minor(0)));
        assert_eq!(relieved(Minor(100), 0, 0, 0), None);
    }
}
