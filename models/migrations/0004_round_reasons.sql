-- Orders the families without an award: 0, who could have had one and was outbid or found no room; then by why there was
-- nothing to give, what is nearest to an award first (server/rounds: Shut).
ALTER TABLE round_family ADD COLUMN reason BIGINT;

-- Rounds of before tell their results in an older form. What was approved keeps its awards and its certificate; what
-- waited to be decided is worked out anew.
UPDATE round SET result = '' WHERE state IN ('approved', 'discarded');
UPDATE round SET state = 'failed', failure = 'interrupted', result = '', certificate = '', awards = 0, version = version + 1
 WHERE state = 'proposed';
DELETE FROM round_award WHERE round_id IN (SELECT id FROM round WHERE state = 'failed');
DELETE FROM round_family WHERE awards = 0 OR round_id IN (SELECT id FROM round WHERE state = 'failed');
