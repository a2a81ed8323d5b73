//! Reports for people and machines: one file for each format, none of them reads or writes a file.
