//! Expressions of licences, as SPDX writes them.

/// Does this expression leave a choice that is allowed?
///
/// `/` is read as `OR`, `X WITH Y` is one licence of that name. An expression that cannot be read is not allowed.
pub(super) fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader { words: &words, allowed };
    let answer = reader.any();
    reader.words.is_empty() && answer.unwrap_or(false)
}

/// The same expression, with `OR` as it is written today.
pub(super) fn normal(expression: &str) -> String {
    expression.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ")
}

struct Reader<'a> {
    words: &'a [&'a str],
    allowed: &'a [String],
}

impl Reader<'_> {
    fn take(&mut self, word: &str) -> bool {
        let [first, rest @ ..] = self.words else { return false };
        let found = *first == word;
        if found {
            self.words = rest;
        }
        found
    }

    fn any(&mut self) -> Option<bool> {
        let mut answer = self.all()?;
        while self.take("OR") {
            answer |= self.all()?;
        }
        Some(answer)
    }

    fn all(&mut self) -> Option<bool> {
        let mut answer = self.one()?;
        while self.take("AND") {
            answer &= self.one()?;
        }
        Some(answer)
    }

    fn one(&mut self) -> Option<bool> {
        if self.take("(") {
            let answer = self.any()?;
            return self.take(")").then_some(answer);
        }
        let (name, rest) = match self.words {
            [licence, "WITH", exception, rest @ ..] => (format!("{licence} WITH {exception}"), rest),
            [licence, rest @ ..] => ((*licence).to_owned(), rest),
            [] => return None,
        };
        self.words = rest;
        Some(self.allowed.contains(&name))
    }
}

#[cfg(test)]
mod tests {
    use super::{is_allowed, normal};

    #[test]
    fn expressions_are_judged_as_spdx_means_them() {
        let allowed = ["MIT", "Apache-2.0 WITH LLVM-exception", "Unicode-3.0"].map(String::from);
        for good in [
            "MIT",
            "MIT OR GPL-3.0",
            "GPL-3.0/MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "GPL-3.0 OR MIT AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception",
        ] {
            assert!(is_allowed(good, &allowed), "{good}");
        }
        for bad in [
            "",
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "Apache-2.0",
            "MIT WITH LLVM-exception",
            "(MIT",
            "MIT)",
            "MIT OR",
            "MIT MIT",
            "(MIT OR GPL-3.0) AND GPL-3.0",
        ] {
            assert!(!is_allowed(bad, &allowed), "{bad}");
        }
        assert_eq!(normal("MIT/Apache-2.0"), "MIT OR Apache-2.0");
    }
}
