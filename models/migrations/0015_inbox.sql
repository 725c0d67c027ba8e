-- An inbox of many open offers is read in the order of its clocks, state by state, or the newest first.
DROP INDEX IF EXISTS offer_inbox;
DROP INDEX IF EXISTS offer_due;
CREATE INDEX offer_inbox ON offer (organization_id, state, due_at, id);
CREATE INDEX offer_newest ON offer (organization_id, id);
-- How many wait for an answer, by organization, is counted each second that somebody watches.
CREATE INDEX offer_state ON offer (state, organization_id);
