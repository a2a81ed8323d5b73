//! See `sofi_tests::laws::configuration`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sofi_tests::laws::configuration(data));
