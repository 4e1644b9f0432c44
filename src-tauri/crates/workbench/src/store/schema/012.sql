-- What a person deleted or changed of goals, examples, runs and studies, so that it can be taken back, also after a restart.
-- before: the rows as they stood, as JSON; see the module of this table. goal: no reference, since goals are deleted too.
CREATE TABLE deed (
    deed INTEGER PRIMARY KEY AUTOINCREMENT,
    made_ms INTEGER NOT NULL,
    kind TEXT NOT NULL,
    goal INTEGER,
    name TEXT NOT NULL,
    count INTEGER NOT NULL,
    before TEXT NOT NULL,
    taken_back INTEGER NOT NULL DEFAULT 0
) STRICT;
