//! Values of fields on the command line, checked where they are typed.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, Error};

use crate::domain::record::{Field, Takes};

/// Takes what the field takes, in its stored form; nothing clears it.
#[derive(Clone)]
pub(super) struct FieldParser {
    /// The field.
    pub(super) field: &'static Field,
}

impl TypedValueParser for FieldParser {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, Error> {
        let value = StringValueParser::new().parse_ref(command, arg, value)?;
        if value.trim().is_empty() {
            return Ok(String::new());
        }
        self.field.takes.normalize(&value).map_err(|error| {
            let mut refused = Error::new(ErrorKind::ValueValidation).with_cmd(command);
            if let Some(arg) = arg {
                refused.insert(
                    ContextKind::InvalidArg,
                    ContextValue::String(arg.to_string()),
                );
            }
            refused.insert(ContextKind::InvalidValue, ContextValue::String(value));
            refused.insert(
                ContextKind::Suggested,
                ContextValue::StyledStrs(vec![error.message.into()]),
            );
            refused
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        match self.field.takes {
            Takes::Choice(choices) => Some(Box::new(
                choices.iter().map(|choice| PossibleValue::new(*choice)),
            )),
            _ => None,
        }
    }
}
