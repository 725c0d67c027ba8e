-- The code on a family's slip: worked out from the key, the referral and a number that grows with each new one. Stored is only
-- the keyed hash of the code together with the last four of the contact person's ID, so that one question answers both at once.
CREATE TABLE query_code (
    referral_id BIGINT PRIMARY KEY REFERENCES referral (id),
    number BIGINT NOT NULL,
    entry_hash TEXT NOT NULL UNIQUE,
    issued_by BIGINT REFERENCES account (id),
    issued_at BIGINT NOT NULL
);

CREATE TABLE family_session (
    token_hash TEXT PRIMARY KEY,
    referral_id BIGINT NOT NULL REFERENCES referral (id),
    started_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
CREATE INDEX family_session_referral ON family_session (referral_id);

-- Nothing was objected to before: the table is made anew. about_number is the number of the step in the referral's log, the id of
-- the offer, or 0. undecided names what it is about while it is open, so that one act has one at a time. written_by NULL: the
-- family itself.
DROP TABLE objection;
CREATE TABLE objection (
    id BIGINT PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    referral_id BIGINT NOT NULL REFERENCES referral (id),
    kind TEXT NOT NULL CHECK (kind IN ('objection', 'complaint')),
    state TEXT NOT NULL CHECK (state IN ('open', 'upheld', 'dismissed')),
    about TEXT NOT NULL CHECK (about IN ('step', 'offer', 'facts', 'handling')),
    about_number BIGINT NOT NULL,
    undecided TEXT UNIQUE,
    sealed TEXT NOT NULL,
    answer_sealed TEXT NOT NULL,
    written_by BIGINT REFERENCES account (id),
    raised_at BIGINT NOT NULL,
    decided_by BIGINT REFERENCES account (id),
    decided_at BIGINT,
    version BIGINT NOT NULL
);
CREATE INDEX objection_referral ON objection (referral_id);
CREATE INDEX objection_state ON objection (state, id);
