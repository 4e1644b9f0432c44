-- The first schema. Immutable once released: changes are further files.
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE import (
    import INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL,
    name TEXT NOT NULL,
    format TEXT NOT NULL,
    mapping TEXT NOT NULL,
    imported_ms INTEGER NOT NULL,
    rows_taken INTEGER NOT NULL DEFAULT 0,
    documents INTEGER NOT NULL DEFAULT 0,
    set_aside INTEGER NOT NULL DEFAULT 0,
    notices TEXT NOT NULL DEFAULT '[]',
    complete INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE file (
    file INTEGER PRIMARY KEY,
    import INTEGER NOT NULL REFERENCES import ON DELETE CASCADE,
    head TEXT NOT NULL
) STRICT;
CREATE INDEX file_by_import ON file (import);

-- Narrow on purpose: the whole table is scanned into memory for filters and rankings. No foreign key on import: rows of
-- an import are deleted with it by one scan, and an index would cost every import.
CREATE TABLE document (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    import INTEGER NOT NULL,
    file INTEGER NOT NULL,
    line INTEGER NOT NULL,
    id TEXT NOT NULL,
    kind INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    words INTEGER NOT NULL,
    tokens INTEGER,
    text_hash INTEGER NOT NULL,
    facets BLOB NOT NULL
) STRICT;

-- The source's bytes. The text that models read is derived from them, so that nothing is kept twice.
CREATE TABLE original (
    row INTEGER PRIMARY KEY,
    raw BLOB NOT NULL
) STRICT;

CREATE TABLE set_aside (
    set_aside INTEGER PRIMARY KEY,
    import INTEGER NOT NULL REFERENCES import ON DELETE CASCADE,
    file TEXT NOT NULL,
    line INTEGER NOT NULL,
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    raw BLOB NOT NULL
) STRICT;
CREATE INDEX set_aside_by_import ON set_aside (import, code);

CREATE TABLE facet (
    facet INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    shown INTEGER NOT NULL
) STRICT;

CREATE TABLE facet_value (
    value INTEGER PRIMARY KEY,
    facet INTEGER NOT NULL REFERENCES facet,
    text TEXT NOT NULL,
    UNIQUE (facet, text)
) STRICT;

CREATE VIRTUAL TABLE search USING fts5 (
    text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE goal (
    goal INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE example (
    example INTEGER PRIMARY KEY AUTOINCREMENT,
    goal INTEGER NOT NULL REFERENCES goal ON DELETE CASCADE,
    text TEXT NOT NULL,
    text_hash INTEGER NOT NULL,
    ticked INTEGER NOT NULL,
    origin TEXT NOT NULL
) STRICT;
CREATE INDEX example_by_goal ON example (goal, text_hash);

-- One reading = one model, one group of settings, one numeric profile, one projection. Never mixed.
CREATE TABLE reading (
    reading INTEGER PRIMARY KEY AUTOINCREMENT,
    model TEXT NOT NULL,
    model_name TEXT NOT NULL,
    backbone TEXT NOT NULL,
    settings TEXT NOT NULL,
    settings_digest TEXT NOT NULL,
    profile TEXT NOT NULL,
    projection TEXT NOT NULL,
    max_tokens INTEGER NOT NULL,
    layers INTEGER NOT NULL,
    top_k INTEGER NOT NULL,
    width INTEGER NOT NULL,
    shipped INTEGER NOT NULL,
    created_ms INTEGER NOT NULL,
    UNIQUE (backbone, settings_digest, profile, projection)
) STRICT;

-- Some documents' features: their row numbers, tokens, and neurons rank by rank, so that fewer neurons are a prefix.
CREATE TABLE chunk (
    chunk INTEGER PRIMARY KEY AUTOINCREMENT,
    reading INTEGER NOT NULL REFERENCES reading ON DELETE CASCADE,
    documents INTEGER NOT NULL,
    compacted INTEGER NOT NULL,
    rows BLOB NOT NULL,
    tokens BLOB NOT NULL,
    checksums BLOB NOT NULL,
    neurons BLOB NOT NULL
) STRICT;
CREATE INDEX chunk_by_reading ON chunk (reading, compacted);

CREATE TABLE example_features (
    reading INTEGER NOT NULL REFERENCES reading ON DELETE CASCADE,
    example INTEGER NOT NULL REFERENCES example ON DELETE CASCADE,
    tokens INTEGER NOT NULL,
    read_tokens INTEGER NOT NULL,
    neurons BLOB NOT NULL,
    PRIMARY KEY (reading, example)
) STRICT;
CREATE INDEX example_features_by_example ON example_features (example);

CREATE TABLE export (
    export INTEGER PRIMARY KEY AUTOINCREMENT,
    written_ms INTEGER NOT NULL,
    path TEXT NOT NULL,
    documents INTEGER NOT NULL,
    tokens INTEGER NOT NULL,
    passport TEXT NOT NULL
) STRICT;

CREATE TABLE job (
    job INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    state TEXT NOT NULL,
    step TEXT NOT NULL,
    done INTEGER NOT NULL DEFAULT 0,
    total INTEGER,
    queued_ms INTEGER NOT NULL,
    worked_ms INTEGER NOT NULL DEFAULT 0,
    plan TEXT NOT NULL,
    failure TEXT,
    outcome TEXT,
    dismissed INTEGER NOT NULL DEFAULT 0
) STRICT;
