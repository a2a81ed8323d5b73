//! The verbs, one file each.

mod anonymise;
mod apply;
mod canonical;
mod certif;
mod check;
mod convert;
mod diff;
mod explain;
mod fix;
mod generate;
mod id;
mod perimeter;
mod registers;
mod rules;
mod schema;
mod session;

use crate::{
    Host,
    args::{Cli, Command},
    output::Stop,
};

/// Runs the verb, and gives the exit code.
pub(crate) fn run(cli: Cli, host: &mut Host<'_>) -> Result<u8, Stop> {
    match cli.command {
        Command::Check(args) => check::run(&args, &cli.common, host),
        Command::Fix(args) => fix::run(&args, &cli.common, host),
        Command::Anonymise(args) => anonymise::run(&args, &cli.common, host),
        Command::Apply(args) => apply::run(&args, &cli.common, host),
        Command::Rules(args) => rules::run(&args, &cli.common, host),
        Command::Explain(args) => explain::run(&args, &cli.common, host),
        Command::Schema(args) => schema::run(&args, &cli.common, host),
        Command::Id(args) => id::run(&args, &cli.common, host),
        Command::Session(args) => session::run(&args, &cli.common, host),
        Command::Certif(args) => certif::run(&args, &cli.common, host),
        Command::Perimeter(args) => perimeter::run(&args, &cli.common, host),
        Command::Registers(args) => registers::run(&args, &cli.common, host),
        Command::Diff(args) => diff::run(&args, &cli.common, host),
        Command::Convert(args) => convert::run(&args, &cli.common, host),
        Command::Canonical(args) => canonical::run(&args, &cli.common, host),
        Command::Generate(args) => generate::run(&args, &cli.common, host),
    }
}
