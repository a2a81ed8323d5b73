//! `sofi certif`: what the registers say of a certification, and who may use it.

use sofi_core::{Args, Bilingual, CodeEligible, Lang, Siret, render};

use super::{
    check::of_folder,
    registers::{none_given, paths},
};
use crate::{
    CLEAN, FINDINGS, Host,
    args::{Certif, Common, Format},
    locale,
    output::{Output, Stop},
    registers,
    usage::say,
};

pub(super) fn run(args: &Certif, common: &Common, host: &mut Host<'_>) -> Result<u8, Stop> {
    let errors = host.complaint_lang(common.lang);
    let config = of_folder(args.reference.config.as_deref(), errors)?;
    let asked = common.lang.or(config.as_ref().and_then(|config| config.lang));
    let errors = host.complaint_lang(asked);
    let codes = args.codes.iter().map(|text| code(text, errors)).collect::<Result<Vec<_>, _>>()?;
    let siret = args.siret.as_deref().map(|text| siret(text, errors)).transpose()?;
    let wanted = registers::wanted(&args.reference.register, config.as_ref(), errors)?;
    if wanted.is_empty() {
        return Err(none_given(config.as_ref().map(|config| config.path.as_path()), errors));
    }
    let output = Output::open(args.output.as_deref(), &paths(&wanted), errors)?;
    let (registres, _) = registers::load(&wanted, errors)?;
    let mode = args.certification.map(Into::into);
    let mode = mode.or(config.and_then(|config| config.certification)).unwrap_or_default();
    let as_of = args.as_of.unwrap_or(host.today);
    let sheets: Vec<_> = codes
        .into_iter()
        .map(|code| {
            let sheet = render::CertificationSheet::new(code, &registres, as_of);
            match siret {
                Some(siret) => sheet.for_siret(siret, mode),
                None => sheet,
            }
        })
        .collect();
    let terminal = output.is_terminal(host);
    let lang = locale::lang(asked, terminal, host.variable);
    let colour = locale::colour(common.color, terminal, host.variable);
    output.write(host, |mut out| match args.format {
        Format::Json => render::certifications_json(&sheets, lang, &mut out),
        _ => render::certifications_text(&sheets, lang, colour, &mut out),
    })?;
    Ok(if sheets.iter().all(render::CertificationSheet::is_clean) { CLEAN } else { FINDINGS })
}

fn code(text: &str, lang: Lang) -> Result<CodeEligible, Stop> {
    CodeEligible::lenient(text).map_err(|fault| {
        let args = Args::new().text("text", sofi_core::shown(text)).text("why", fault.message(lang));
        let words = Bilingual::new(
            "« {text} » n'est ni un code RNCP ou RS, ni un code CPF ou Certif Info : {why}",
            "\"{text}\" is neither an RNCP or RS code nor a CPF or Certif Info one: {why}",
        );
        Stop::Said(say(words, args, lang), lang)
    })
}

/// A SIRET as people write it; a wrong one would find nobody.
pub(super) fn siret(text: &str, lang: Lang) -> Result<Siret, Stop> {
    Siret::lenient(text).map(|read| read.value).map_err(|error| {
        let args = Args::new().text("text", sofi_core::shown(text)).text("why", error.fault().message(lang));
        let words = Bilingual::new("--siret : « {text} » : {why}", "--siret: \"{text}\": {why}");
        Stop::Said(say(words, args, lang), lang)
    })
}
