//! Blocks of skills: the parts of an RNCP certification.

use super::{
    CodeRncp, Fault, Identifier, IdentifierKind, InvalidIdentifier, Part, numbered,
    read::{Exact, identifier, shown_as},
};

/// The code of a block of skills: `RNCP38596BC01`, the first block of the certification RNCP38596.
///
/// Real data holds bare `01`, which says nothing without its certification, and the specific register (RS) has no
/// blocks (CRT-21). The number of the block is written with two digits; `BC1` is read too, as LHEO allows it.
///
/// ```
/// use sofi_core::CodeBloc;
///
/// let bloc: CodeBloc = "RNCP38596BC01".parse()?;
/// assert_eq!((bloc.certification().to_string().as_str(), bloc.bloc()), ("RNCP38596", 1));
/// assert!("01".parse::<CodeBloc>().is_err());
/// # Ok::<_, sofi_core::InvalidIdentifier<CodeBloc>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeBloc {
    certification: CodeRncp,
    bloc: u8,
}

identifier!(CodeBloc);
shown_as!(CodeBloc, |code| "{}BC{:02}", code.certification, code.bloc);

impl CodeBloc {
    /// The certification that the block is a part of.
    pub const fn certification(self) -> CodeRncp {
        self.certification
    }

    /// The number of the block in it, from 1 to 99.
    pub const fn bloc(self) -> u8 {
        self.bloc
    }
}

impl Exact for CodeBloc {
    const RULE: &'static str = "CRT21";
    const CANONICAL: &'static str = "CRT21";

    fn exact(text: &str) -> Result<Self, InvalidIdentifier<Self>> {
        let refuse = |fault| InvalidIdentifier::new("CRT21", fault);
        if text.is_empty() {
            return Err(refuse(Fault::Empty));
        }
        if text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(refuse(Fault::PrefixMissing("RNCP…BC")));
        }
        if text.starts_with("RS") {
            return Err(refuse(Fault::OtherKind(IdentifierKind::Rs)));
        }
        let Some((certification, bloc)) =
            text.split_once("BC").filter(|(certification, _)| certification.starts_with("RNCP"))
        else {
            let is_rncp = text.starts_with("RNCP") && CodeRncp::exact(text).is_ok();
            let other = Fault::OtherKind(IdentifierKind::Rncp);
            return Err(refuse(if is_rncp { other } else { Fault::Form }));
        };
        let certification = CodeRncp::exact(certification).map_err(|error| refuse(error.fault()))?;
        match numbered::unpadded(bloc, 0, 2).filter(|_| bloc.len() <= 2) {
            Some(bloc) => Ok(Self { certification, bloc: bloc as u8 }),
            None => Err(refuse(Fault::Form)),
        }
    }
}

impl Identifier for CodeBloc {
    const KIND: IdentifierKind = IdentifierKind::Bloc;

    fn parts(&self) -> Vec<Part> {
        vec![
            Part::new("certification", "certification", "certification", self.certification),
            Part::new("bloc", "bloc", "block", format_args!("{:02}", self.bloc)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_block() {
        assert_eq!("RNCP1BC1".parse::<CodeBloc>().unwrap().to_string(), "RNCP1BC01");
        assert_eq!(CodeBloc::lenient("rncp38596 bc 01").unwrap().value.to_string(), "RNCP38596BC01");
        for (text, fault) in [
            ("", "vide"),
            ("01", "prefixe-absent"),
            ("RS5000BC01", "autre-identifiant"),
            ("RNCP38596", "autre-identifiant"),
            ("RNCP38596BC", "forme"),
            ("RNCP38596BC00", "forme"),
            ("RNCP38596BC123", "forme"),
            ("RNCPBC01", "longueur"),
            ("38596BC01", "forme"),
        ] {
            assert_eq!(text.parse::<CodeBloc>().unwrap_err().fault().as_str(), fault, "{text}");
        }
    }
}
