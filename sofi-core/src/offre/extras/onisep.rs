//! Additions of Onisep: the identifiers of its own records.

use super::{ExtraDef, ExtraKey, ExtrasKey, HasExtras, order::Order, table::keys};
use crate::{Action, Formation, LieuDeFormation, Organisme, PartialDate};

keys! {
    "onisep";

    /// The record of the formation.
    group FORMATION of Formation = "FORMATION ONISEP" {
        /// Day of its export.
        DATE_EXPORT: PartialDate = "DATE EXPORT ONISEP",
        /// Its identifier: `9436`.
        FOR_ID: str = "FOR_ID ONISEP",
    }

    /// The record of the action.
    group ACTION of Action = "ACTION ONISEP" {
        /// Its identifier.
        ACT_ID: str = "ACT_ID ONISEP",
    }

    /// The record of the place.
    group LIEU of LieuDeFormation = "ETAB ONISEP" {
        /// Its identifier.
        ETA_ID_LIEU: str = "ETA_ID LIEU ONISEP",
    }

    /// The record of the organisation.
    group ORGANISME of Organisme = "ETAB ONISEP" {
        /// Its identifier.
        ETA_ID_ORG: str = "ETA_ID ORG ONISEP",
    }
}
