//! Actions: hours, prices, money, terms.
use super::{DomainRule, catalogue::entries};
pub(super) static RULES: [&[DomainRule]; 0] = [];
entries! {
    "ACT-01": "x" / "x" => Covered["LHE01"],
}
