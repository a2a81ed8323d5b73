//! sofi-core
