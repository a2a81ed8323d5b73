//! sofi-cli
