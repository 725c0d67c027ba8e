-- A notice may be about a program. SQLite cannot widen a CHECK: the column is made anew.
DROP INDEX IF EXISTS notice_noun;
ALTER TABLE notice RENAME COLUMN noun TO noun_before;
ALTER TABLE notice ADD COLUMN noun TEXT NOT NULL DEFAULT 'referral' CHECK (noun IN ('referral', 'offer', 'program'));
UPDATE notice SET noun = noun_before;
ALTER TABLE notice DROP COLUMN noun_before;
CREATE INDEX notice_noun ON notice (noun, noun_id, state);

-- What was reported lately is found whatever became of it.
CREATE INDEX referral_reported ON referral (state, reported_at, id);
