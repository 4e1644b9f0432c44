-- Questions kept under a name, as JSON, with the examples that counted in them.
CREATE TABLE run (
    run INTEGER PRIMARY KEY AUTOINCREMENT,
    goal INTEGER NOT NULL REFERENCES goal ON DELETE CASCADE,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    budget TEXT NOT NULL,
    kept_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX run_by_goal ON run (goal);

-- An example of what is not wanted: the contrast of the others.
ALTER TABLE example ADD COLUMN unwanted INTEGER NOT NULL DEFAULT 0;
