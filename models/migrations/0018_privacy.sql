-- What two people have to want: asked for by one, approved or refused by another of the same office. area NULL: of the
-- administrators. ask: what exactly, in codes. outcome: what came of it, in counts.
CREATE TABLE approval (
    id BIGINT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('erase_family', 'export_referrals', 'rotate_keys', 'drop_keys')),
    state TEXT NOT NULL CHECK (state IN ('asked', 'approved', 'refused', 'taken_back', 'lapsed')),
    area BIGINT,
    referral_id BIGINT REFERENCES referral (id),
    ask TEXT NOT NULL,
    reason_sealed TEXT NOT NULL,
    asked_by BIGINT NOT NULL REFERENCES account (id),
    asked_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    decided_by BIGINT REFERENCES account (id),
    decided_at BIGINT,
    answer_sealed TEXT NOT NULL,
    outcome TEXT NOT NULL,
    fetched_at BIGINT,
    version BIGINT NOT NULL
);
CREATE INDEX approval_office ON approval (area, id);
CREATE INDEX approval_referral ON approval (referral_id, state);
CREATE INDEX approval_waiting ON approval (state, until_at);

-- A referral whose family is forgotten: since when, and whether it was asked for or its period was over.
ALTER TABLE referral ADD COLUMN erased_at BIGINT;
ALTER TABLE referral ADD COLUMN erased_for TEXT CHECK (erased_for IN ('request', 'period'));

-- Erasures that were asked for, by number alone: done again after an older backup was restored.
CREATE TABLE erasure (
    referral_id BIGINT PRIMARY KEY,
    at BIGINT NOT NULL
);

-- 依法保留: what is held is neither erased nor pseudonymized until it is lifted.
CREATE TABLE legal_hold (
    id BIGINT PRIMARY KEY,
    referral_id BIGINT NOT NULL REFERENCES referral (id),
    reason_sealed TEXT NOT NULL,
    set_by BIGINT NOT NULL REFERENCES account (id),
    set_at BIGINT NOT NULL,
    lifted_by BIGINT REFERENCES account (id),
    lifted_at BIGINT,
    lifting_sealed TEXT NOT NULL
);
CREATE INDEX legal_hold_referral ON legal_hold (referral_id, lifted_at);

-- One row a day: what its periods were over for, in counts.
CREATE TABLE retention_run (
    day TEXT PRIMARY KEY,
    began_at BIGINT NOT NULL,
    ended_at BIGINT,
    outcome TEXT NOT NULL
);
