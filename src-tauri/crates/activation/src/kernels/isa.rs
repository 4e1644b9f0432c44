//! Which vector instructions this processor has, asked once; and one safe body compiled for each of them.

use std::sync::OnceLock;

/// The instruction sets that the kernels are written for, from the narrowest to the widest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Isa {
    /// Whatever the build's target has; multiply and add round separately.
    Portable,
    /// 256-bit vectors with fused multiply-add.
    Avx2,
    /// 512-bit vectors.
    Avx512,
}

impl Isa {
    /// What this processor has.
    #[must_use]
    pub fn current() -> Self {
        static FOUND: OnceLock<Isa> = OnceLock::new();
        *FOUND.get_or_init(Self::detect)
    }

    #[cfg(target_arch = "x86_64")]
    fn detect() -> Self {
        let medium = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
        let wide = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vl");
        match (medium, wide) {
            (true, true) => Self::Avx512,
            (true, false) => Self::Avx2,
            (false, _) => Self::Portable,
        }
    }

    #[cfg(not(target_arch = "x86_64"))]
    fn detect() -> Self {
        Self::Portable
    }
}

/// Whether this processor multiplies bf16 pairs into f32 sums (AVX512-BF16), which the fast profile needs.
#[must_use]
pub fn has_bf16_products() -> bool {
    #[cfg(target_arch = "x86_64")]
    {
        Isa::current() == Isa::Avx512 && is_x86_feature_detected!("avx512bf16")
    }
    #[cfg(not(target_arch = "x86_64"))]
    {
        false
    }
}

/// `a * b + c`, rounded once where the instruction set fuses it.
#[inline(always)]
pub(super) fn mul_add<const FUSED: bool>(a: f32, b: f32, c: f32) -> f32 {
    if FUSED { a.mul_add(b, c) } else { a * b + c }
}

/// Declares a function whose safe body `$body::<FUSED>` is compiled once for each instruction set and chosen at run time.
macro_rules! for_each_isa {
    ($(#[$meta:meta])* $vis:vis fn $name:ident($($arg:ident: $ty:ty),* $(,)?) $(-> $ret:ty)? = $body:ident) => {
        $(#[$meta])*
        $vis fn $name($($arg: $ty),*) $(-> $ret)? {
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")]
                fn wide($($arg: $ty),*) $(-> $ret)? { $body::<true>($($arg),*) }
                #[target_feature(enable = "avx2,fma")]
                fn medium($($arg: $ty),*) $(-> $ret)? { $body::<true>($($arg),*) }
                match $crate::kernels::isa::Isa::current() {
                    // SAFETY: `current` answers Avx512 only where every feature enabled on `wide` was detected.
                    $crate::kernels::isa::Isa::Avx512 => return unsafe { wide($($arg),*) },
                    // SAFETY: likewise for `medium`.
                    $crate::kernels::isa::Isa::Avx2 => return unsafe { medium($($arg),*) },
                    $crate::kernels::isa::Isa::Portable => {}
                }
            }
            $body::<false>($($arg),*)
        }
    };
}
pub(super) use for_each_isa;
