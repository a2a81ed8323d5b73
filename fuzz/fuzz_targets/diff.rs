//! See `sofi_tests::laws::diff`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sofi_tests::laws::diff(data));
