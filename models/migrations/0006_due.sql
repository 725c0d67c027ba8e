-- A clock is climbed: side is whose it is, next_at when something is to be done about it (a reminder, its end, nothing: no more), rung
-- how many reminders were, left_days: it stands still, and so many working days of it are left.
CREATE TABLE clock_that_climbs (
    noun TEXT NOT NULL CHECK (noun IN ('referral', 'offer', 'delivery', 'consent', 'objection')),
    noun_id BIGINT NOT NULL,
    referral_id BIGINT NOT NULL REFERENCES referral (id),
    clock TEXT NOT NULL CHECK (clock IN ('recheck', 'confirm', 'late_recheck', 'answer', 'info', 'returned',
                                         'reconfirm_waitlist', 'first_help', 'feedback', 'objection', 'consent')),
    side TEXT NOT NULL CHECK (side IN ('village', 'township', 'county', 'charity', 'family', 'system', 'author')),
    due_at BIGINT NOT NULL,
    next_at BIGINT,
    rung BIGINT NOT NULL,
    left_days BIGINT,
    PRIMARY KEY (noun, noun_id, clock)
);
INSERT INTO clock_that_climbs (noun, noun_id, referral_id, clock, side, due_at, next_at, rung, left_days)
SELECT noun, noun_id, referral_id, clock,
       CASE WHEN clock IN ('answer', 'first_help', 'feedback') THEN 'charity'
            WHEN clock IN ('confirm', 'objection') THEN 'county'
            WHEN clock = 'returned' THEN 'village'
            ELSE 'township' END,
       due_at, due_at, 0, NULL
  FROM clock;
DROP TABLE clock;
ALTER TABLE clock_that_climbs RENAME TO clock;
CREATE INDEX clock_referral ON clock (referral_id);
CREATE INDEX clock_due ON clock (due_at);
CREATE INDEX clock_next ON clock (next_at);

-- An inbox shows first what is due first: the end of the offer's clock that runs, the end of days where none does.
ALTER TABLE offer ADD COLUMN due_at BIGINT;
UPDATE offer
   SET due_at = COALESCE((SELECT MIN(c.due_at) FROM clock c WHERE c.noun = 'offer' AND c.noun_id = offer.id), 9007199254740991);
CREATE INDEX offer_due ON offer (organization_id, due_at, id);

-- What somebody, or the system, still has to do and no move's clock asks for. One open task of a kind for a referral, need, program and offer.
CREATE TABLE task (
    id BIGINT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('follow_decline', 'next_best', 'ask_consent', 'decide_next', 'confirm_contact', 'look_at_facts',
                                       'look_at_rule', 'ask_need_anew', 'check_duplicate', 'read_reason', 'resume', 'second_person',
                                       'close')),
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
CREATE INDEX task_referral ON task (referral_id);
CREATE INDEX task_due ON task (done_at, side, due_at);
CREATE INDEX task_organization ON task (organization_id, done_at);

-- The outbox: what an office is told about, by number alone. side: whose office, area: of it, organization: a charity's.
-- The first table of this name never had a row.
DROP TABLE notice;
CREATE TABLE notice (
    id BIGINT PRIMARY KEY,
    about TEXT NOT NULL,
    noun TEXT NOT NULL CHECK (noun IN ('referral', 'offer')),
    noun_id BIGINT NOT NULL,
    reference TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('village', 'township', 'county', 'charity', 'family', 'system', 'author')),
    area BIGINT,
    organization_id BIGINT REFERENCES organization (id),
    supervisor BIGINT NOT NULL CHECK (supervisor IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'told', 'read', 'taken_back')),
    shown_from BIGINT NOT NULL
);
CREATE INDEX notice_office ON notice (side, area, organization_id, id);
CREATE INDEX notice_noun ON notice (noun, noun_id, state);
CREATE INDEX notice_waiting ON notice (state, shown_from);

-- Its ledger: one row whenever something happened to a notice, by which channel.
CREATE TABLE notice_event (
    notice_id BIGINT NOT NULL REFERENCES notice (id),
    number BIGINT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('in_page')),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'told', 'read', 'taken_back')),
    by_id BIGINT REFERENCES account (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (notice_id, number)
);

-- 常设规则: a county officer lets the system offer the next best program by itself, up to so much, for such a need.
CREATE TABLE standing_rule (
    id BIGINT PRIMARY KEY,
    area BIGINT NOT NULL,
    need_type TEXT NOT NULL,
    most_fen BIGINT NOT NULL CHECK (most_fen >= 0),
    tries BIGINT NOT NULL CHECK (tries BETWEEN 1 AND 5),
    approved_by BIGINT NOT NULL REFERENCES account (id),
    approved_at BIGINT NOT NULL,
    ended_by BIGINT REFERENCES account (id),
    ended_at BIGINT
);
CREATE INDEX standing_rule_area ON standing_rule (area, need_type);
