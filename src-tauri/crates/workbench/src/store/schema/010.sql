-- Decisions of several people, in several copies of a project. What holds is now a function of the set of entries alone:
-- of each row's aspect, what the last decision says that was not taken back. So copies can be joined in any order.

-- Where an entry stands in the journal of every copy, with its mark: milliseconds since 1970, and always after what was
-- known in its copy when it was made, whatever the clock said.
ALTER TABLE decision ADD COLUMN moment INTEGER NOT NULL DEFAULT 0;
-- 1 of a decision that was not taken back, or was made again since.
ALTER TABLE decision ADD COLUMN holds INTEGER NOT NULL DEFAULT 0;

-- Rising, and the same in copies that share the entries.
UPDATE decision SET moment = later.moment FROM (
    SELECT decision, max(made_ms - place) OVER (ORDER BY decision ROWS UNBOUNDED PRECEDING) + place AS moment
    FROM (SELECT decision, made_ms, row_number() OVER (ORDER BY decision) AS place FROM decision)
) AS later WHERE later.decision = decision.decision;
UPDATE decision SET holds = 1 WHERE act = 0 AND coalesce(
    (SELECT r.act FROM decision r WHERE r.about = decision.decision ORDER BY r.moment DESC LIMIT 1), 0) <> 1;

-- What was taken back or made again follows from what it is about.
DELETE FROM decision_change WHERE decision IN (SELECT decision FROM decision WHERE act <> 0);
-- Each tag is an aspect of its own, so that the tags of two people do not stand in each other's way.
UPDATE decision_change SET
    aspect = 'tag:' || (SELECT d.value FROM decision d WHERE d.decision = decision_change.decision),
    before = (SELECT CASE d.off WHEN 1 THEN 'on' END FROM decision d WHERE d.decision = decision_change.decision),
    after = (SELECT CASE d.off WHEN 0 THEN 'on' END FROM decision d WHERE d.decision = decision_change.decision)
WHERE aspect = 'tags';

DROP INDEX decision_by_annotator;
CREATE INDEX decision_by_annotator ON decision (annotator, act, moment, mark);
CREATE INDEX decision_by_moment ON decision (moment, mark);
CREATE INDEX decision_change_by_row ON decision_change (row, aspect, whose);

DELETE FROM judgement;
INSERT INTO judgement (whose, aspect, row, value)
SELECT whose, aspect, row, after FROM (
    SELECT c.whose, c.aspect, c.row, c.after,
        row_number() OVER (PARTITION BY c.whose, c.aspect, c.row ORDER BY d.moment DESC, d.mark DESC) AS place
    FROM decision_change c JOIN decision d ON d.decision = c.decision WHERE d.holds = 1
) WHERE place = 1 AND after IS NOT NULL;
CREATE INDEX judgement_by_row ON judgement (row);
