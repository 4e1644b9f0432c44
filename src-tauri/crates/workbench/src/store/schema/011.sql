-- The history of rankings: besides those kept under a name ('kept') those whose cut was moved ('cut') and those that were
-- exported ('exported'), how many documents were kept, and the run that it went on from.
ALTER TABLE run ADD COLUMN origin TEXT NOT NULL DEFAULT '"kept"';
ALTER TABLE run ADD COLUMN documents INTEGER;
ALTER TABLE run ADD COLUMN after INTEGER REFERENCES run ON DELETE SET NULL;
