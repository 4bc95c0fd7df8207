//! Whether quotas were set well, by how attainment is distributed over people.

use serde::Serialize;

/// Attainments in percent, looked at together. Statistics, not money: they are floats.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Quality {
    pub people: usize,
    pub mean: f64,
    pub median: f64,
    /// The part of people at 100 % or more, 0 to 1.
    pub reached: f64,
    /// The part of people between 80 % and 120 %, ends included.
    pub near: f64,
    /// Standard deviation of all of them (not of a sample).
    pub deviation: f64,
}

/// How far from 100 % still counts as a quota that was set well.
const NEAR: f64 = 20.0;

/// None of nobody.
pub fn quality(attainments: &[f64]) -> Option<Quality> {
    if attainments.is_empty() {
        return None;
    }
    let count = attainments.len() as f64;
    let part = |fits: &dyn Fn(f64) -> bool| attainments.iter().filter(|percent| fits(**percent)).count() as f64 / count;
    let mean = attainments.iter().sum::<f64>() / count;
    let mut sorted = attainments.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let median = if sorted.len() % 2 == 1 { sorted[middle] } else { (sorted[middle - 1] + sorted[middle]) / 2.0 };
    Some(Quality {
        people: attainments.len(),
        mean,
        median,
        reached: part(&|percent| percent >= 100.0),
        near: part(&|percent| (percent - 100.0).abs() <= NEAR),
        deviation: (attainments.iter().map(|percent| (percent - mean).powi(2)).sum::<f64>() / count).sqrt(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn q13_ten_people() {
        let quality = quality(&[55.0, 72.0, 85.0, 92.0, 98.0, 101.0, 104.0, 110.0, 125.0, 160.0]).unwrap();
        assert!((quality.mean - 100.2).abs() < 1e-9 && (quality.median - 99.5).abs() < 1e-9);
        assert_eq!((quality.people, quality.reached, quality.near), (10, 0.5, 0.6));
        assert!((quality.deviation - 27.283).abs() < 5e-4, "{}", quality.deviation);
    }

    #[test]
    fn nobody_has_no_quality_and_one_is_their_own_middle() {
        assert_eq!(quality(&[]), None);
        assert_eq!(quality(&[80.0]).unwrap().median, 80.0);
    }
}
