-- A draft that took over what another organization passed on says from which offer it comes.
ALTER TABLE offer ADD COLUMN passed_from BIGINT REFERENCES offer (id);

-- New kinds of tasks. SQLite cannot widen a CHECK: the table is made anew.
ALTER TABLE task RENAME TO task_before;
CREATE TABLE task (
    id BIGINT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('follow_decline', 'next_best', 'ask_consent', 'decide_next', 'confirm_contact', 'look_at_facts',
                                       'look_at_rule', 'ask_need_anew', 'check_duplicate', 'read_reason', 'resume', 'second_person',
                                       'close', 'pass_on', 'narrow_area')),
    referral_id BIGINT NOT NULL REFERENCES referral (id),
    offer_id BIGINT REFERENCES offer (id),
    need_id BIGINT REFERENCES need (id),
    program_id BIGINT REFERENCES program (id),
    organization_id BIGINT REFERENCES organization (id),
    side TEXT NOT NULL CHECK (side IN ('village', 'township', 'county', 'charity', 'family', 'system', 'author')),
    reason TEXT NOT NULL,
    begun_by BIGINT REFERENCES account (id),
    begun_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    done_at BIGINT,
    done_by BIGINT REFERENCES account (id)
);
INSERT INTO task (id, kind, referral_id, offer_id, need_id, program_id, organization_id, side, reason, begun_by, begun_at, due_at,
                  done_at, done_by)
SELECT id, kind, referral_id, offer_id, need_id, program_id, organization_id, side, reason, begun_by, begun_at, due_at, done_at, done_by
  FROM task_before;
DROP TABLE task_before;
CREATE INDEX task_referral ON task (referral_id);
CREATE INDEX task_due ON task (done_at, side, due_at);
CREATE INDEX task_organization ON task (organization_id, done_at);
