-- Blind rounds: pairs of documents that a person judges without knowing which ranking took which. The pairs carry their
-- verdicts, as JSON; the two questions too, so that the outcome can be said when the rankings are long gone.
CREATE TABLE blind_round (
    round INTEGER PRIMARY KEY AUTOINCREMENT,
    goal INTEGER NOT NULL REFERENCES goal ON DELETE CASCADE,
    begun_ms INTEGER NOT NULL,
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    pairs TEXT NOT NULL
) STRICT;
CREATE INDEX blind_round_by_goal ON blind_round (goal);
