-- What brief trainings did to the loss on held-out examples. A plan is named by a digest of everything that its outcome
-- depends on, so that a card finds what was trained for it, and a job that was cut off goes on behind its last training.
CREATE TABLE training (
    plan TEXT NOT NULL,
    arm INTEGER NOT NULL,
    draw INTEGER NOT NULL,
    losses TEXT NOT NULL,
    trained_ms INTEGER NOT NULL,
    PRIMARY KEY (plan, arm, draw)
) STRICT, WITHOUT ROWID;
