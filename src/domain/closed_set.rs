//! Closed sets: one enum with one text form, used by sheets, flags, SQL and JSON alike.

/// Declares an enum whose variants have exactly one text form each.
///
/// Generates `ALL`, `WORDS`, `as_str`, `Display` and `FromStr`; the error of `FromStr` lists the words.
macro_rules! closed_set {
    ($(#[$meta:meta])* pub enum $name:ident($what:literal) { $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_meta])* $variant,)+ }

        impl $name {
            /// Every member, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];
            /// The text form of every member, in order.
            pub const WORDS: &'static [&'static str] = &[$($word,)+];

            /// The one text form.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::record::FieldError;

            fn from_str(word: &str) -> Result<$name, Self::Err> {
                match word {
                    $($word => Ok($name::$variant),)+
                    _ => Err($crate::domain::record::FieldError {
                        message: format!(
                            concat!("“{}” is not a ", $what, ": {}"),
                            word,
                            $name::WORDS.join(", ")
                        ),
                    }),
                }
            }
        }
    };
}

pub(crate) use closed_set;
