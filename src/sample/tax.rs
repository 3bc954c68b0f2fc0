//! Tax ids of the right form for people who do not exist.

/// A person's NIF: eight digits and the letter that their remainder by 23 names.
pub(super) fn nif(number: u32) -> String {
    const LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";
    let number = number % 100_000_000;
    format!("{number:08}{}", LETTERS[(number % 23) as usize] as char)
}

/// A company's NIF: kind, seven digits, control digit: ten less the last digit of the sum of the even places and of
/// the digits of the doubled odd ones.
pub(super) fn cif(kind: char, number: u32) -> String {
    let digits = format!("{:07}", number % 10_000_000);
    let sum: u32 = digits
        .bytes()
        .enumerate()
        .map(|(at, byte)| {
            let digit = u32::from(byte - b'0');
            if at % 2 == 1 { digit } else { digit * 2 / 10 + digit * 2 % 10 }
        })
        .sum();
    format!("{kind}{digits}{}", (10 - sum % 10) % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_the_published_ones() {
        assert_eq!(nif(12_345_678), "12345678Z");
        assert_eq!(cif('A', 1_234_567), "A12345674");
    }
}
