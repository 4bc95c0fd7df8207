//! Percentages and quantities: JSON numbers outside, whole numbers inside.

use std::fmt;
use std::str::FromStr;

use sea_orm::DeriveValueType;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Minor, NumberError, fixed};

/// JSON numbers are floats to most readers; up to 15 digits a float gives back exactly the decimal text it was made from.
const LARGEST: i64 = 999_999_999_999_999;

/// A percentage in hundredths of a percent: 12.5 % is `BasisPoints(1250)`; the JSON number is `12.5`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
pub struct BasisPoints(pub i64);

/// A count or measure in ten-thousandths: 1.5 pieces is `Quantity(15_000)`; the JSON number is `1.5`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
pub struct Quantity(pub i64);

impl BasisPoints {
    pub const DECIMALS: u32 = 2;
    pub const ZERO: BasisPoints = BasisPoints(0);
    /// 100 %.
    pub const WHOLE: BasisPoints = BasisPoints(10_000);

    /// This percentage of an amount, rounded half away from zero; `None` when it does not fit.
    pub fn of(self, amount: Minor) -> Option<Minor> {
        amount.scaled(i128::from(self.0), i128::from(BasisPoints::WHOLE.0))
    }
}

impl Quantity {
    pub const DECIMALS: u32 = 4;
    pub const ZERO: Quantity = Quantity(0);
    pub const ONE: Quantity = Quantity(10_000);

    /// What this many cost at a price for one, rounded half away from zero; `None` when it does not fit.
    pub fn at(self, unit_price: Minor) -> Option<Minor> {
        unit_price.scaled(i128::from(self.0), i128::from(Quantity::ONE.0))
    }
}

/// Takes a JSON number as its shortest decimal text, so that `0.1` means one tenth and not the float beside it.
struct NumberText {
    decimals: u32,
}

impl NumberText {
    fn read(&self, text: &str) -> Result<i64, NumberError> {
        let value = fixed::parse(text, self.decimals)?;
        if value.unsigned_abs() > LARGEST.unsigned_abs() { Err(NumberError::TooLarge) } else { Ok(value) }
    }
}

impl Visitor<'_> for NumberText {
    type Value = i64;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "a number with at most {} decimals", self.decimals)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<i64, E> {
        self.read(&number.to_string()).map_err(E::custom)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<i64, E> {
        self.read(&number.to_string()).map_err(E::custom)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<i64, E> {
        self.read(&number.to_string()).map_err(E::custom)
    }
}

/// A whole number where there is one, else the nearest float, which prints as the same decimal text.
fn number<S: Serializer>(value: i64, decimals: u32, serializer: S) -> Result<S::Ok, S::Error> {
    let unit = 10i64.pow(decimals);
    if value % unit == 0 {
        return serializer.serialize_i64(value / unit);
    }
    let nearest: f64 = fixed::padded(value, decimals).parse().expect("decimal digits are a float's text");
    serializer.serialize_f64(nearest)
}

macro_rules! exact_number {
    ($name:ident) => {
        impl FromStr for $name {
            type Err = NumberError;

            /// Reads text such as `12.5`, without separators or signs other than minus.
            fn from_str(text: &str) -> Result<$name, NumberError> {
                NumberText { decimals: $name::DECIMALS }.read(text).map($name)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&fixed::shortest(self.0, $name::DECIMALS))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                number(self.0, $name::DECIMALS, serializer)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                deserializer.deserialize_any(NumberText { decimals: $name::DECIMALS }).map($name)
            }
        }
    };
}

exact_number!(BasisPoints);
exact_number!(Quantity);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_percentage_is_a_json_number_with_two_decimals() {
        assert_eq!(serde_json::to_string(&BasisPoints(1250)).unwrap(), "12.5");
        assert_eq!(serde_json::to_string(&BasisPoints(1200)).unwrap(), "12");
        assert_eq!(serde_json::from_str::<BasisPoints>("12.5").unwrap(), BasisPoints(1250));
        assert_eq!(serde_json::from_str::<BasisPoints>("-3").unwrap(), BasisPoints(-300));
        assert_eq!(serde_json::from_str::<BasisPoints>("1.25e1").unwrap(), BasisPoints(1250));
        for bad in ["12.345", "0.30000000000000004", "1e300", r#""12.5""#, "1e-7", "18446744073709551615", "true"] {
            assert!(serde_json::from_str::<BasisPoints>(bad).is_err(), "{bad}");
        }
        assert_eq!("12.345".parse::<BasisPoints>(), Err(NumberError::TooManyDecimals { allowed: 2 }));
        assert_eq!("9999999999999999".parse::<BasisPoints>(), Err(NumberError::TooLarge));
    }

    #[test]
    fn a_share_and_a_line_round_once() {
        assert_eq!(BasisPoints(1250).of(Minor(100)), Some(Minor(13)), "12.5 cents go up");
        assert_eq!(BasisPoints(-1250).of(Minor(100)), Some(Minor(-13)));
        assert_eq!(Quantity(15_000).at(Minor(333)), Some(Minor(500)));
        assert_eq!(Quantity::ONE.at(Minor(i64::MAX)), Some(Minor(i64::MAX)));
        assert_eq!(Quantity(20_000).at(Minor(i64::MAX)), None);
    }

    proptest! {
        #[test]
        fn json_and_text_round_trip(value in -LARGEST..=LARGEST) {
            let percent = serde_json::to_string(&BasisPoints(value)).unwrap();
            prop_assert_eq!(serde_json::from_str::<BasisPoints>(&percent).unwrap(), BasisPoints(value));
            let quantity = serde_json::to_string(&Quantity(value)).unwrap();
            prop_assert_eq!(serde_json::from_str::<Quantity>(&quantity).unwrap(), Quantity(value));
            prop_assert_eq!(Quantity(value).to_string().parse(), Ok(Quantity(value)));
            prop_assert_eq!(BasisPoints(value).to_string().parse(), Ok(BasisPoints(value)));
        }
    }
}
