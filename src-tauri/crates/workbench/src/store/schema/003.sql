-- Strings that a model's tokenizer reads as one token, met in the texts of an import: how many rows hold each.
CREATE TABLE special_string (
    import INTEGER NOT NULL REFERENCES import ON DELETE CASCADE,
    text TEXT NOT NULL,
    rows INTEGER NOT NULL,
    PRIMARY KEY (import, text)
) STRICT, WITHOUT ROWID;
