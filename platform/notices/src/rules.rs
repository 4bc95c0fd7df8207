//! When something is sent, how often it is tried, and where it may go. No database, no clock, no network.

use chrono::{DateTime, Duration, NaiveTime, Timelike, Utc};
use kernel::{Calendar, Refusal};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Waits between one try and the next, in seconds; after the try that follows the last it is a dead letter. Two days in
/// all: a receiver that is down over a night, or over a weekend's Saturday, misses nothing.
const WAITS: [i64; 8] = [60, 300, 900, 3_600, 14_400, 28_800, 43_200, 86_400];

/// Nobody is sent mail from this hour of the company's day on,
const QUIET_FROM: u32 = 21;
/// until this one.
const QUIET_UNTIL: u32 = 8;

pub const NOT_SENT: Refusal = Refusal::new("dispatches.waits", "this is on its way: it is tried again by itself");
pub const IS_SENT: Refusal = Refusal::new("dispatches.sent", "this has been sent");
pub const NOT_OPEN: Refusal = Refusal::new("dispatches.over", "nobody tries to send this any more");
pub const NOT_CONNECTED: Refusal =
    Refusal::new("channels.not_connected", "this channel has no address yet: connect it first");
pub const SWITCHED_OFF: Refusal = Refusal::new("channels.switched_off", "this channel is switched off");
pub const NO_MAIL: Refusal = Refusal::new("notices.no_mail", "this installation sends no mail");
pub const NO_ADDRESS: Refusal = Refusal::new("notices.no_address", "nobody has entered a mail address for you");

/// How long to wait after so many tries that failed; `None`: it is a dead letter.
pub fn wait_after(attempts: i64) -> Option<Duration> {
    let at = usize::try_from(attempts - 1).unwrap_or_default();
    WAITS.get(at).map(|seconds| Duration::seconds(*seconds))
}

/// The moment itself, or the end of the quiet hours in which it lies.
pub fn after_quiet(at: DateTime<Utc>, calendar: &Calendar) -> DateTime<Utc> {
    let local = at.with_timezone(&calendar.time_zone());
    let hour = local.hour();
    if (QUIET_UNTIL..QUIET_FROM).contains(&hour) {
        return at;
    }
    let day = if hour >= QUIET_FROM { local.date_naive().succ_opt() } else { Some(local.date_naive()) };
    day.and_then(|day| at_hour(day, QUIET_UNTIL, calendar)).unwrap_or(at)
}

/// An hour of a day of the company; the first moment after it where the clocks are put forward over it.
pub fn at_hour(day: chrono::NaiveDate, hour: u32, calendar: &Calendar) -> Option<DateTime<Utc>> {
    (hour..24).find_map(|hour| {
        let time = day.and_time(NaiveTime::from_hms_opt(hour, 0, 0)?);
        Some(time.and_local_timezone(calendar.time_zone()).earliest()?.with_timezone(&Utc))
    })
}

/// Whether an address belongs to the internet, and not to this machine, its neighbours or nobody.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match embedded(address) {
            Some(inside) => is_public_v4(inside),
            None => is_public_v6(address),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let special = (a, b, c) == (192, 0, 0) || (a, b, c) == (192, 88, 99) || a == 198 && (b == 18 || b == 19);
    !(a == 0
        || a >= 240
        || shared
        || special
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation())
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    // Of all addresses only these have been given out; among them some for teaching and for tunnels.
    (first & 0xe000) == 0x2000 && !(first == 0x2001 && (second == 0xdb8 || second < 0x200))
}

/// The address of version 4 that one of version 6 stands for: mapped, translated or tunnelled.
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let parts = address.segments();
    let pair = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match parts {
        [0, 0, 0, 0, 0, 0xffff | 0, high, low] => Some(pair(high, low)),
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(pair(high, low)),
        [0x2002, high, low, ..] => Some(pair(high, low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shanghai() -> Calendar {
        Calendar::new("Asia/Shanghai".parse().unwrap())
    }

    fn moment(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_letter_is_dead_after_nine_tries_in_two_days() {
        let waits: Vec<Duration> = (1..).map_while(wait_after).collect();
        assert_eq!(waits.len(), 8);
        assert!(waits.is_sorted());
        let all: Duration = waits.into_iter().sum();
        assert!((46..54).contains(&all.num_hours()), "{all}");
    }

    #[test]
    fn nobody_is_sent_mail_between_nine_in_the_evening_and_eight_in_the_morning() {
        let moved = |at: &str| after_quiet(moment(at), &shanghai());
        for (at, sent) in [
            ("2026-03-02T12:59:00Z", "2026-03-02T12:59:00Z"),
            ("2026-03-02T13:00:00Z", "2026-03-03T00:00:00Z"),
            ("2026-03-02T23:59:00Z", "2026-03-03T00:00:00Z"),
            ("2026-03-03T00:00:00Z", "2026-03-03T00:00:00Z"),
        ] {
            assert_eq!(moved(at), moment(sent), "{at}");
        }
    }

    #[test]
    fn addresses_of_this_machine_and_of_its_neighbours_are_not_public() {
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "ff02::1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
        ] {
            assert!(!is_public(inside.parse().unwrap()), "{inside}");
        }
        for outside in ["47.246.1.1", "8.8.8.8", "2400:3200::1", "::ffff:8.8.8.8"] {
            assert!(is_public(outside.parse().unwrap()), "{outside}");
        }
    }
}
