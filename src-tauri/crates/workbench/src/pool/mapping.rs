//! Between the mapping as faces say it and as formats apply it.

use crate::formats::{Mapping, TextRule as Rule};
use crate::operations::import::{ImportMapping, TextRule};

/// A face's mapping as formats apply it. A guess that a face sends back unchanged stays the whole guess: rows of other
/// kinds in the same file are taken as what they are.
pub fn applied(said: &ImportMapping, guess: &Mapping) -> Mapping {
    if shown(guess).as_ref() == Some(said) {
        return guess.clone();
    }
    Mapping {
        text: match &said.text {
            TextRule::Column { column } => Rule::Column { column: column.clone() },
            TextRule::Messages { column } => Rule::Messages { column: column.clone() },
            TextRule::Instruction { instruction, input, output } => Rule::Instruction {
                instruction: instruction.clone(),
                // A missing column reads as empty.
                input: input.clone().unwrap_or_default(),
                output: output.clone(),
            },
        },
        id_column: said.id_column.clone(),
        token_column: said.token_column.clone(),
        keep_blank: false,
    }
}

/// A mapping as faces show it; nothing where no text column was recognised.
pub fn shown(mapping: &Mapping) -> Option<ImportMapping> {
    Some(ImportMapping {
        text: shown_rule(&mapping.text)?,
        id_column: mapping.id_column.clone(),
        token_column: mapping.token_column.clone(),
    })
}

fn shown_rule(rule: &Rule) -> Option<TextRule> {
    match rule {
        Rule::Undecided => None,
        Rule::Column { column } => Some(TextRule::Column { column: column.clone() }),
        Rule::Messages { column } => Some(TextRule::Messages { column: column.clone() }),
        Rule::Instruction { instruction, input, output } => Some(TextRule::Instruction {
            instruction: instruction.clone(),
            input: Some(input.clone()).filter(|column| !column.is_empty()),
            output: output.clone(),
        }),
        Rule::Either { rules } => rules.first().and_then(shown_rule),
    }
}
