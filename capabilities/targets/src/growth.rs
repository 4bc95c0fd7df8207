//! What a base becomes with growth and attrition: where a bottom-up plan begins.

use kernel::{BasisPoints, Minor};
use serde::{Deserialize, Serialize};

/// How growth and attrition work together; the field knows both, and they differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attrition {
    /// `base × (1 + growth − attrition)`: both are of the base.
    #[default]
    Additive,
    /// `base × (1 + growth) × (1 − attrition)`: what has grown is lost as well.
    Multiplicative,
}

/// The base with growth and attrition, rounded half away from zero once; `None` when it does not fit an amount.
pub fn grown(base: Minor, growth: BasisPoints, attrition: BasisPoints, how: Attrition) -> Option<Minor> {
    let whole = i128::from(BasisPoints::WHOLE.0);
    let (growth, attrition) = (i128::from(growth.0), i128::from(attrition.0));
    match how {
        Attrition::Additive => base.scaled(whole + growth - attrition, whole),
        Attrition::Multiplicative => base.scaled((whole + growth) * (whole - attrition), whole * whole),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn q5_additive_and_multiplicative_differ() {
        let grown = |how| grown(Minor(10_000_000), BasisPoints(1000), BasisPoints(200), how);
        assert_eq!(grown(Attrition::Additive), Some(Minor(10_800_000)), "108 000.00");
        assert_eq!(grown(Attrition::Multiplicative), Some(Minor(10_780_000)), "107 800.00");
        assert_eq!(Attrition::default(), Attrition::Additive);
    }

    #[test]
    fn what_does_not_fit_is_no_amount() {
        assert_eq!(super::grown(Minor(i64::MAX), BasisPoints(1), BasisPoints(0), Attrition::Additive), None);
    }
}
