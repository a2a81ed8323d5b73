//! See `sofi_tests::laws::registres`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sofi_tests::laws::registres(data));
