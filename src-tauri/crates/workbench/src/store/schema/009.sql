-- What people decided about documents. The journal only grows: taking a decision back is an entry too.
CREATE TABLE decision (
    decision INTEGER PRIMARY KEY AUTOINCREMENT,
    -- The same in every copy of the project, so that copies can be merged.
    mark BLOB NOT NULL UNIQUE,
    annotator TEXT NOT NULL,
    made_ms INTEGER NOT NULL,
    -- 0 decided, 1 taken back, 2 made again.
    act INTEGER NOT NULL,
    aspect TEXT NOT NULL,
    value TEXT,
    -- The value, a tag, was taken off.
    off INTEGER NOT NULL,
    changed INTEGER NOT NULL DEFAULT 0,
    -- The decision that is taken back or made again.
    about INTEGER REFERENCES decision
) STRICT;
CREATE INDEX decision_by_annotator ON decision (annotator, act, decision);
CREATE INDEX decision_by_about ON decision (about, decision);

-- What an entry changed. A row is known by its number and, in other copies, by the hash of its text.
CREATE TABLE decision_change (
    decision INTEGER NOT NULL REFERENCES decision,
    row INTEGER NOT NULL,
    text_hash INTEGER NOT NULL,
    whose TEXT NOT NULL,
    aspect TEXT NOT NULL,
    before TEXT,
    after TEXT,
    PRIMARY KEY (decision, row)
) STRICT, WITHOUT ROWID;

-- What holds now: the last change of each aspect of each row. whose: the annotator, or '' for what all share.
CREATE TABLE judgement (
    whose TEXT NOT NULL,
    aspect TEXT NOT NULL,
    row INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (whose, aspect, row)
) STRICT, WITHOUT ROWID;
