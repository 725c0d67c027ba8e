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

-- A consent that the family gave on its own page was recorded by nobody: NULL.
ALTER TABLE consent RENAME TO consent_before;
ALTER TABLE consent_organization RENAME TO consent_organization_before;
CREATE TABLE consent (
    id BIGINT PRIMARY KEY,
    referral_id BIGINT NOT NULL REFERENCES referral (id),
    state TEXT NOT NULL CHECK (state IN ('given', 'replaced', 'withdrawn', 'expired')),
    way TEXT NOT NULL CHECK (way IN ('paper', 'screen', 'phone_with_witness')),
    text_version TEXT NOT NULL,
    member BIGINT NOT NULL,
    purposes TEXT NOT NULL,
    fields TEXT NOT NULL,
    sealed TEXT NOT NULL,
    from_day TEXT NOT NULL,
    until_day TEXT NOT NULL,
    recorded_by BIGINT REFERENCES account (id),
    recorded_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE TABLE consent_organization (
    consent_id BIGINT NOT NULL REFERENCES consent (id),
    organization_id BIGINT NOT NULL REFERENCES organization (id),
    PRIMARY KEY (consent_id, organization_id)
);
INSERT INTO consent (id, referral_id, state, way, text_version, member, purposes, fields, sealed, from_day, until_day, recorded_by,
                     recorded_at, version)
SELECT id, referral_id, state, way, text_version, member, purposes, fields, sealed, from_day, until_day, recorded_by, recorded_at, version
  FROM consent_before;
INSERT INTO consent_organization (consent_id, organization_id)
SELECT consent_id, organization_id FROM consent_organization_before;
DROP TABLE consent_organization_before;
DROP TABLE consent_before;
CREATE INDEX consent_referral ON consent (referral_id);

-- Every account has a role, as far as the database knows too. SQLite adds such a column only with a value for the rows that are there,
-- and keeps it as what an insert without one would get: the role that sees no person.
ALTER TABLE account RENAME COLUMN role TO role_before;
ALTER TABLE account ADD COLUMN role TEXT NOT NULL DEFAULT 'analyst' CHECK (role IN ('village', 'township', 'county', 'caseworker', 'charity_manager', 'analyst', 'admin', 'integrator'));
UPDATE account SET role = role_before;
ALTER TABLE account DROP COLUMN role_before;
