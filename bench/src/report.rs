//! The table that `make bench` prints.

use crate::machine;

/// What was promised about a ratio of ours to the rival's.
#[derive(Clone, Copy)]
pub enum Promise {
    /// Ours is a time: at most so many times the rival's.
    AtMost(f64),
    /// Ours is a rate: at least so many times the rival's.
    AtLeast(f64),
    /// Nothing; it is told for comparison.
    None,
}

pub struct Line {
    pub work: String,
    /// With the unit.
    pub ours: String,
    pub rival: String,
    pub ratio: f64,
    pub promise: Promise,
    pub load: String,
}

impl Line {
    pub fn new(work: &str, ours: String, rival: String, ratio: f64, promise: Promise) -> Self {
        let line = Self { work: work.into(), ours, rival, ratio, promise, load: machine::load() };
        eprintln!("{}", line.row());
        line
    }

    pub fn kept(&self) -> bool {
        match self.promise {
            Promise::AtMost(limit) => self.ratio <= limit,
            Promise::AtLeast(limit) => self.ratio >= limit,
            Promise::None => true,
        }
    }

    fn row(&self) -> String {
        let promise = match self.promise {
            Promise::AtMost(limit) => format!("≤ {limit}"),
            Promise::AtLeast(limit) => format!("≥ {limit}"),
            Promise::None => "told".to_owned(),
        };
        let kept = match self.promise {
            Promise::None => "",
            Promise::AtMost(_) | Promise::AtLeast(_) if self.kept() => "kept",
            Promise::AtMost(_) | Promise::AtLeast(_) => "**not kept**",
        };
        let Self { work, ours, rival, ratio, load, .. } = self;
        format!("| {work} | {ours} | {rival} | {ratio:.2} | {promise} | {kept} | {load} |")
    }
}

pub fn print(lines: &[Line]) {
    println!("| work | ours | rival | ratio | promise | | load |");
    println!("|---|---|---|---|---|---|---|");
    for line in lines {
        println!("{}", line.row());
    }
}

/// A time in the unit that suits it.
pub fn time(time: std::time::Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds >= 1.0 { format!("{seconds:.2} s") } else { format!("{:.2} ms", seconds * 1e3) }
}
