-- Vectors beside neurons: what else one pass over a document gives. One reading = one representation.
-- numbers: dense [documents][width] f32, or sparse rows; see the module of this table. NaN or no row = not read.
CREATE TABLE vectors (
    vectors INTEGER PRIMARY KEY AUTOINCREMENT,
    reading INTEGER NOT NULL REFERENCES reading ON DELETE CASCADE,
    documents INTEGER NOT NULL,
    rows BLOB NOT NULL,
    tokens BLOB NOT NULL,
    checksum INTEGER NOT NULL,
    numbers BLOB NOT NULL
) STRICT;
CREATE INDEX vectors_by_reading ON vectors (reading);

CREATE TABLE example_vectors (
    reading INTEGER NOT NULL REFERENCES reading ON DELETE CASCADE,
    example INTEGER NOT NULL REFERENCES example ON DELETE CASCADE,
    tokens INTEGER NOT NULL,
    read_tokens INTEGER NOT NULL,
    numbers BLOB NOT NULL,
    PRIMARY KEY (reading, example)
) STRICT;
CREATE INDEX example_vectors_by_example ON example_vectors (example);
