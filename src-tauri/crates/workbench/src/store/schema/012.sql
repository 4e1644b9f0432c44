-- Studies, each named by a digest of everything that its outcome depends on, and what was measured for them, so that a job
-- that was cut off goes on behind its last measurement.
CREATE TABLE study (
    study TEXT PRIMARY KEY,
    plan TEXT NOT NULL,
    begun_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE measurement (
    study TEXT NOT NULL REFERENCES study ON DELETE CASCADE,
    part INTEGER NOT NULL,
    cells TEXT NOT NULL,
    PRIMARY KEY (study, part)
) STRICT, WITHOUT ROWID;
