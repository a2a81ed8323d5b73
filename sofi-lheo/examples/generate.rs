//! Writes a generated feed on the standard output: `generate [DIALECT] [SEED] [FORMATIONS]`.

use std::io;

use sofi_lheo::generate::Generator;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let dialect = arguments.next().as_deref().unwrap_or("2.3").parse()?;
    let seed = arguments.next().as_deref().unwrap_or("42").parse()?;
    let formations = arguments.next().as_deref().unwrap_or("5").parse()?;
    Generator::new(dialect, seed).formations(formations).write(&mut io::stdout().lock())?;
    Ok(())
}
