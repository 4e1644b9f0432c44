//! Strings that models write between the parts of a conversation, met in a text.
//!
//! A model's tokenizer reads each as one token, as the published code does, and not as the letters that are seen. That
//! changes what its neurons do, so an import says where they stand. The list holds those of the families that can be
//! read here; a model that was trained with further ones is not asked for them.

/// The strings, by family.
const STRINGS: &[&str] = &[
    // ChatML: Qwen, SmolLM and many others; GPT-2.
    "<|im_start|>",
    "<|im_end|>",
    "<|endoftext|>",
    // Llama 1 and 2, Mistral.
    "<s>",
    "</s>",
    "<unk>",
    "<pad>",
    "[INST]",
    "[/INST]",
    "<<SYS>>",
    "<</SYS>>",
    // Llama 3.
    "<|begin_of_text|>",
    "<|end_of_text|>",
    "<|start_header_id|>",
    "<|end_header_id|>",
    "<|eot_id|>",
    // Gemma.
    "<bos>",
    "<eos>",
    "<start_of_turn>",
    "<end_of_turn>",
    // Phi.
    "<|system|>",
    "<|user|>",
    "<|assistant|>",
    "<|end|>",
];

/// The special strings that a text holds, each once, in the list's order.
pub fn of(text: &str) -> impl Iterator<Item = &'static str> {
    let mut held = 0_u64;
    for (at, _) in text.match_indices(['<', '[']) {
        let rest = &text[at..];
        if let Some(found) = STRINGS.iter().position(|string| rest.starts_with(string)) {
            held |= 1 << found;
        }
    }
    STRINGS.iter().enumerate().filter(move |(index, _)| held >> index & 1 == 1).map(|(_, string)| *string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_found_once_and_what_only_resembles_it_is_not() {
        assert!(STRINGS.len() <= 64);
        let text = "<s>[INST] Hi [/INST] <|im_start|> <s> a < b, [inst], <S>, <s, </s";
        assert_eq!(of(text).collect::<Vec<_>>(), ["<|im_start|>", "<s>", "[INST]", "[/INST]"]);
        assert_eq!(of("plain 北京 <em>words</em> [1]").count(), 0);
        for string in STRINGS {
            assert_eq!(of(&format!("北{string}京")).collect::<Vec<_>>(), [*string]);
        }
    }
}
