//! See `sofi_tests::laws::check`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sofi_tests::laws::check(data));
