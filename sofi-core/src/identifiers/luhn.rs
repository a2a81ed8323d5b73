//! The formula of Luhn: every second digit from the right is doubled, the digits of all that are added up, and the
//! sum is a multiple of ten.
//!
//! Two wrong versions of it travel through public code. One doubles with `2 * d % 9`, which turns the digit 9 into
//! 0 rather than 9; the other goes through a number and loses leading zeros (SIR-14).

/// The sum of the formula for a number, however many zeros stand before it.
const fn sum(mut number: u64) -> u32 {
    let mut sum = 0;
    let mut doubled = false;
    while number > 0 {
        let digit = (number % 10) as u32;
        sum += match (doubled, digit) {
            (false, _) => digit,
            (true, 0..=4) => 2 * digit,
            (true, _) => 2 * digit - 9,
        };
        doubled = !doubled;
        number /= 10;
    }
    sum
}

/// Does the key hold?
pub(super) const fn holds(number: u64) -> bool {
    sum(number).is_multiple_of(10)
}

/// The last digit that the others call for.
pub(super) const fn key(number: u64) -> u8 {
    let without = number - number % 10;
    ((10 - sum(without) % 10) % 10) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nines_count_for_nine() {
        assert!(holds(19_511_296_600_799));
        assert!(holds(77_562_556_900_014));
        assert!(!holds(73_282_932_000_079));
        assert_eq!(key(73_282_932_000_079), 4);
    }
}
