//! Which formations of a document hold an error: one bit for each, however many errors they hold.

/// The formations that hold an error, and the errors that belong to none.
#[derive(Debug, Default)]
pub(crate) struct Faulty {
    bits: Vec<u64>,
    /// Errors that belong to no formation.
    pub(crate) outside: u64,
}

impl Faulty {
    /// Notes an error at this path.
    pub(crate) fn add(&mut self, path: &str) {
        let Some(rank) = rank(path) else {
            self.outside += 1;
            return;
        };
        let (word, bit) = (rank / 64, rank % 64);
        if word >= self.bits.len() {
            self.bits.resize(word + 1, 0);
        }
        self.bits[word] |= 1 << bit;
    }

    /// How many formations hold an error.
    pub(crate) fn formations(&self) -> u64 {
        self.bits.iter().map(|word| u64::from(word.count_ones())).sum()
    }
}

/// The rank of the formation that a path leads through: `/lheo/offres/formation[3]/action[1]`.
fn rank(path: &str) -> Option<usize> {
    path.split('/').find_map(|step| {
        let rest = step.strip_prefix("formation")?;
        if rest.is_empty() {
            return Some(1);
        }
        rest.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formations_count_once() {
        let mut faulty = Faulty::default();
        for path in [
            "/lheo/offres/formation[3]/action[1]/session[2]",
            "/lheo/offres/formation[3]",
            "/lheo/offres/formation[700]/extras/{urn:x}formation",
            "/lheo/offres/formation-x",
            "/formation/action[1]",
            "",
        ] {
            faulty.add(path);
        }
        assert_eq!((faulty.formations(), faulty.outside), (3, 2));
    }
}
