//! `neurosieve methods`.

use workbench::ranking::methods;

use crate::ended::{Complaint, Ended};
use crate::face::Face;

/// List the selection methods, or say everything of some of them.
#[derive(clap::Args)]
pub struct Arguments {
    /// Methods by their short names; all, one line each, if none is named.
    names: Vec<String>,
}

impl Arguments {
    pub fn run(self, face: &Face) -> Result<Ended, Complaint> {
        let all = methods();
        if let Some(unknown) = self.names.iter().find(|name| all.iter().all(|method| method.method != **name)) {
            return Err(Complaint::Arguments(format!("\"{unknown}\" is no method: `neurosieve methods` lists them")));
        }
        let named: Vec<_> =
            all.into_iter().filter(|one| self.names.is_empty() || self.names.contains(&one.method)).collect();
        let words = if self.names.is_empty() { listed(&named) } else { described(&named) };
        face.answer(&named, &words);
        Ok(Ended::Done)
    }
}

fn listed(methods: &[workbench::operations::ranking::MethodView]) -> String {
    let width = methods.iter().map(|one| one.method.len()).max().unwrap_or(0);
    let line = |one: &workbench::operations::ranking::MethodView| {
        format!("{:<width$}  {} ({}): {}", one.method, one.plain, one.technical, one.sentence)
    };
    methods.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn described(methods: &[workbench::operations::ranking::MethodView]) -> String {
    let mut lines = Vec::new();
    for one in methods {
        lines.push(format!("{}: {} ({})", one.method, one.plain, one.technical));
        lines.push(format!("  {}", one.sentence));
        lines.push(format!("  Good when: {}", one.good_when));
        lines.push(format!("  Careful when: {}", one.careful_when));
        let needs = if one.needs.is_empty() { "nothing that a model reads".to_owned() } else { one.needs.join(", ") };
        let examples = if one.needs_examples { ", and examples" } else { "" };
        lines.push(format!("  Needs: {needs}{examples}"));
        lines.push(format!("  Source: {}", one.source));
        for setting in &one.settings {
            let range = match setting.choices.first() {
                None => format!("{} to {}, default {}", setting.least, setting.most, setting.default),
                Some(first) => {
                    let usual = setting.choices.get(setting.default as usize).unwrap_or(first);
                    format!("{}; default {usual}", setting.choices.join(", "))
                }
            };
            lines.push(format!("  --set {} ({range}): {}", setting.name, setting.means));
        }
    }
    lines.join("\n")
}
