//! sofi-lheo
