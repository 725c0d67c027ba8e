-- Every table of the life cycle, with all its states: SQLite cannot widen a CHECK later.
-- Portable: BIGINT, TEXT, CHECK. Times are milliseconds since 1970, dates YYYY-MM-DD, money fen, areas 12 digits.
-- Columns named sealed hold ciphertext of a person's facts; nothing else in here names a person.

CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE process_lease (one BIGINT PRIMARY KEY CHECK (one = 1), number BIGINT NOT NULL);
INSERT INTO process_lease (one, number) VALUES (1, 0);

CREATE TABLE job_lease (job TEXT PRIMARY KEY, holder TEXT NOT NULL, until_at BIGINT NOT NULL);

CREATE TABLE organization (
    id BIGINT PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    unified_code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('foundation', 'society', 'service', 'federation', 'government')),
    area BIGINT NOT NULL,
    phone TEXT NOT NULL,
    website TEXT NOT NULL,
    public_fundraising BIGINT NOT NULL CHECK (public_fundraising IN (0, 1)),
    certificate_until TEXT,
    active BIGINT NOT NULL CHECK (active IN (0, 1)),
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE account (
    id BIGINT PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('village', 'township', 'county', 'charity', 'admin', 'integrator')),
    area BIGINT,
    organization_id BIGINT REFERENCES organization (id),
    password_hash TEXT NOT NULL,
    active BIGINT NOT NULL CHECK (active IN (0, 1)),
    lead BIGINT NOT NULL CHECK (lead IN (0, 1)),
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    language TEXT NOT NULL CHECK (language IN ('', 'zh', 'en')),
    started_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
CREATE INDEX session_account ON session (account_id);

CREATE TABLE api_token (
    id BIGINT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    account_id BIGINT NOT NULL REFERENCES account (id),
    label TEXT NOT NULL,
    may_write BIGINT NOT NULL CHECK (may_write IN (0, 1)),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    last_used_at BIGINT,
    ended BIGINT NOT NULL CHECK (ended IN (0, 1))
);
CREATE INDEX api_token_account ON api_token (account_id);

CREATE TABLE one_time_code (
    code_hash TEXT PRIMARY KEY,
    purpose TEXT NOT NULL CHECK (purpose IN ('first_admin', 'invite', 'reset')),
    account_id BIGINT REFERENCES account (id),
    expires_at BIGINT NOT NULL,
    used BIGINT NOT NULL CHECK (used IN (0, 1))
);

CREATE TABLE sign_in_failure (login_hash TEXT NOT NULL, address_hash TEXT NOT NULL, at BIGINT NOT NULL);
CREATE INDEX sign_in_failure_login ON sign_in_failure (login_hash, at);
CREATE INDEX sign_in_failure_address ON sign_in_failure (address_hash, at);

CREATE TABLE program (
    id BIGINT PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    organization_id BIGINT NOT NULL REFERENCES organization (id),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'paused', 'closed')),
    document TEXT NOT NULL,
    accepted BIGINT NOT NULL,
    fulfilled BIGINT NOT NULL,
    answered BIGINT NOT NULL,
    answered_in_time BIGINT NOT NULL,
    median_days BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (organization_id, code)
);

CREATE TABLE program_version (
    program_id BIGINT NOT NULL REFERENCES program (id),
    version BIGINT NOT NULL,
    document TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (program_id, version)
);

CREATE TABLE site (
    id BIGINT PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    program_id BIGINT NOT NULL REFERENCES program (id),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    area BIGINT NOT NULL,
    hours TEXT NOT NULL,
    active BIGINT NOT NULL CHECK (active IN (0, 1)),
    UNIQUE (program_id, code)
);

-- One row for the program itself (site '') and one per site. NULL: not limited.
CREATE TABLE capacity (
    program_id BIGINT NOT NULL REFERENCES program (id),
    site TEXT NOT NULL,
    places BIGINT CHECK (places >= 0),
    reserved BIGINT NOT NULL CHECK (reserved >= 0),
    committed BIGINT NOT NULL CHECK (committed >= 0),
    used BIGINT NOT NULL CHECK (used >= 0),
    budget_fen BIGINT CHECK (budget_fen >= 0),
    reserved_fen BIGINT NOT NULL CHECK (reserved_fen >= 0),
    committed_fen BIGINT NOT NULL CHECK (committed_fen >= 0),
    paid_fen BIGINT NOT NULL CHECK (paid_fen >= 0),
    PRIMARY KEY (program_id, site),
    CHECK (reserved + committed + used <= places),
    CHECK (reserved_fen + committed_fen + paid_fen <= budget_fen)
);

CREATE TABLE household (id BIGINT PRIMARY KEY, village BIGINT NOT NULL, created_at BIGINT NOT NULL);

-- author_id NULL: the system began it; author_area says with which office it lies while the village is not known.
CREATE TABLE referral (
    id BIGINT PRIMARY KEY,
    household_id BIGINT NOT NULL REFERENCES household (id),
    reference TEXT UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('draft', 'reported', 'rechecked', 'returned', 'confirmed', 'planned',
                                         'in_support', 'suspended', 'closed', 'entered_in_error')),
    left_state TEXT CHECK (left_state IN ('draft', 'reported', 'rechecked', 'returned', 'confirmed', 'planned',
                                          'in_support', 'suspended', 'closed', 'entered_in_error')),
    kind TEXT CHECK (kind IN ('outside_aid', 'beyond_aid')),
    urgency TEXT NOT NULL CHECK (urgency IN ('normal', 'urgent')),
    village BIGINT,
    author_id BIGINT REFERENCES account (id),
    author_area BIGINT,
    reporter_id BIGINT REFERENCES account (id),
    rechecker_id BIGINT REFERENCES account (id),
    confirmer_id BIGINT REFERENCES account (id),
    members BIGINT NOT NULL,
    close_reason TEXT CHECK (close_reason IN ('need_met', 'partly_met', 'unmet', 'not_in_hardship',
                                              'now_on_government_aid', 'duplicate', 'not_pursued', 'withdrawn',
                                              'moved', 'died')),
    started_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    reported_at BIGINT,
    confirmed_at BIGINT,
    facts_version BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX referral_village ON referral (village, id);
CREATE INDEX referral_state ON referral (state, village);
CREATE INDEX referral_author ON referral (author_id, state);

CREATE TABLE reference_counter (county BIGINT NOT NULL, year BIGINT NOT NULL, last BIGINT NOT NULL, PRIMARY KEY (county, year));

CREATE TABLE household_document (
    referral_id BIGINT NOT NULL REFERENCES referral (id),
    facts_version BIGINT NOT NULL,
    sealed TEXT NOT NULL,
    by_id BIGINT NOT NULL REFERENCES account (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (referral_id, facts_version)
);

CREATE TABLE need (
    id BIGINT PRIMARY KEY,
    referral_id BIGINT NOT NULL REFERENCES referral (id),
    type TEXT NOT NULL,
    member BIGINT NOT NULL,
    amount_band TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'met', 'closed'))
);
CREATE INDEX need_referral ON need (referral_id);
CREATE INDEX need_type ON need (type, referral_id);

CREATE TABLE referral_move (
    referral_id BIGINT NOT NULL REFERENCES referral (id),
    number BIGINT NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('start', 'report', 'discard', 'recheck', 'return', 'resubmit', 'confirm',
                                     'confirm_urgently', 'recheck_late', 'correct', 'refuse', 'lapse', 'plan',
                                     'fall_back', 'begin_support', 'close', 'withdraw', 'end', 'suspend', 'resume',
                                     'reopen', 'mark_as_error')),
    from_state TEXT CHECK (from_state IN ('draft', 'reported', 'rechecked', 'returned', 'confirmed', 'planned',
                                          'in_support', 'suspended', 'closed', 'entered_in_error')),
    to_state TEXT CHECK (to_state IN ('draft', 'reported', 'rechecked', 'returned', 'confirmed', 'planned',
                                      'in_support', 'suspended', 'closed', 'entered_in_error')),
    by_id BIGINT REFERENCES account (id),
    side TEXT NOT NULL CHECK (side IN ('village', 'township', 'county', 'charity', 'family', 'system', 'author')),
    reason TEXT NOT NULL,
    note_sealed TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (referral_id, number)
);

-- A referral's own clocks have its id as noun_id; those of its offers, consents and objections theirs.
CREATE TABLE clock (
    noun TEXT NOT NULL CHECK (noun IN ('referral', 'offer', 'delivery', 'consent', 'objection')),
    noun_id BIGINT NOT NULL,
    referral_id BIGINT NOT NULL REFERENCES referral (id),
    clock TEXT NOT NULL CHECK (clock IN ('recheck', 'confirm', 'late_recheck', 'answer', 'info', 'returned',
                                         'reconfirm_waitlist', 'first_help', 'feedback', 'objection', 'consent')),
    due_at BIGINT NOT NULL,
    PRIMARY KEY (noun, noun_id, clock)
);
CREATE INDEX clock_referral ON clock (referral_id);
CREATE INDEX clock_due ON clock (due_at);

CREATE TABLE search_token (token TEXT NOT NULL, referral_id BIGINT NOT NULL REFERENCES referral (id), PRIMARY KEY (token, referral_id));
CREATE INDEX search_token_referral ON search_token (referral_id);

CREATE TABLE blind_index (digest TEXT NOT NULL, referral_id BIGINT NOT NULL REFERENCES referral (id), PRIMARY KEY (digest, referral_id));
CREATE INDEX blind_index_referral ON blind_index (referral_id);

-- For whom (member 0: the household), for which need types and fields (codes); who gave it and the evidence are sealed.
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
    recorded_by BIGINT NOT NULL REFERENCES account (id),
    recorded_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX consent_referral ON consent (referral_id);

CREATE TABLE consent_organization (
    consent_id BIGINT NOT NULL REFERENCES consent (id),
    organization_id BIGINT NOT NULL REFERENCES organization (id),
    PRIMARY KEY (consent_id, organization_id)
);

CREATE TABLE plan (
    id BIGINT PRIMARY KEY,
    referral_id BIGINT NOT NULL REFERENCES referral (id),
    state TEXT NOT NULL CHECK (state IN ('proposed', 'approved', 'running', 'done', 'discarded')),
    proposed_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX plan_referral ON plan (referral_id);

CREATE TABLE plan_line (
    id BIGINT PRIMARY KEY,
    plan_id BIGINT NOT NULL REFERENCES plan (id),
    need_id BIGINT NOT NULL REFERENCES need (id),
    program_id BIGINT NOT NULL REFERENCES program (id),
    sealed TEXT NOT NULL
);

CREATE TABLE offer (
    id BIGINT PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    referral_id BIGINT NOT NULL REFERENCES referral (id),
    need_id BIGINT NOT NULL REFERENCES need (id),
    program_id BIGINT NOT NULL REFERENCES program (id),
    organization_id BIGINT NOT NULL REFERENCES organization (id),
    plan_id BIGINT REFERENCES plan (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'offered', 'received', 'info_needed', 'waitlisted', 'accepted',
                                         'delivering', 'fulfilled', 'partly_fulfilled', 'declined', 'expired',
                                         'withdrawn', 'consent_ended', 'failed', 'passed_on', 'entered_in_error')),
    decline_reason TEXT CHECK (decline_reason IN ('full', 'no_money', 'not_eligible', 'cannot_reach',
                                                  'refused_by_family', 'already_helped', 'too_far', 'other')),
    site TEXT NOT NULL,
    member BIGINT NOT NULL,
    places BIGINT NOT NULL CHECK (places >= 0),
    units BIGINT NOT NULL CHECK (units >= 0),
    amount_fen BIGINT NOT NULL CHECK (amount_fen >= 0),
    offered_at BIGINT,
    accepted_at BIGINT,
    version BIGINT NOT NULL
);
CREATE INDEX offer_referral ON offer (referral_id);
CREATE INDEX offer_need ON offer (need_id, program_id);
CREATE INDEX offer_organization ON offer (organization_id, state);

CREATE TABLE delivery (
    id BIGINT PRIMARY KEY,
    offer_id BIGINT NOT NULL REFERENCES offer (id),
    state TEXT NOT NULL CHECK (state IN ('recorded', 'confirmed', 'reversed')),
    amount_fen BIGINT NOT NULL,
    units BIGINT NOT NULL,
    on_day TEXT NOT NULL,
    sealed TEXT NOT NULL,
    recorded_by BIGINT NOT NULL REFERENCES account (id),
    recorded_at BIGINT NOT NULL
);
CREATE INDEX delivery_offer ON delivery (offer_id);

CREATE TABLE objection (
    id BIGINT PRIMARY KEY,
    referral_id BIGINT NOT NULL REFERENCES referral (id),
    kind TEXT NOT NULL CHECK (kind IN ('objection', 'complaint')),
    state TEXT NOT NULL CHECK (state IN ('open', 'upheld', 'dismissed')),
    against_act TEXT NOT NULL,
    sealed TEXT NOT NULL,
    raised_at BIGINT NOT NULL,
    decided_by BIGINT REFERENCES account (id),
    decided_at BIGINT
);

CREATE TABLE notice (
    id BIGINT PRIMARY KEY,
    account_id BIGINT REFERENCES account (id),
    event TEXT NOT NULL,
    subject TEXT NOT NULL,
    not_before BIGINT NOT NULL,
    sent_at BIGINT
);

-- Append-only, hash-chained: mac covers the row and the mac before it. One chain per writing process.
CREATE TABLE audit (
    chain BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    at BIGINT NOT NULL,
    by_id BIGINT,
    event TEXT NOT NULL,
    subject TEXT NOT NULL,
    facts TEXT NOT NULL,
    mac TEXT NOT NULL,
    PRIMARY KEY (chain, sequence)
);
CREATE INDEX audit_subject ON audit (subject);

CREATE TABLE first_answer (
    account_id BIGINT NOT NULL,
    key_hash TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    status BIGINT NOT NULL,
    sealed TEXT NOT NULL,
    location TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (account_id, key_hash)
);

-- What changed, for live catalogs and snapshots; the sequence is given inside the writing transaction.
CREATE TABLE change_counter (one BIGINT PRIMARY KEY CHECK (one = 1), last BIGINT NOT NULL);
INSERT INTO change_counter (one, last) VALUES (1, 0);
CREATE TABLE change_ledger (
    sequence BIGINT PRIMARY KEY,
    noun TEXT NOT NULL CHECK (noun IN ('program', 'organization', 'referral')),
    noun_id BIGINT NOT NULL
);
