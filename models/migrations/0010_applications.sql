-- A charity that wants to take part, and what a county officer decided once it was checked. sealed: its contact.
CREATE TABLE application (
    id BIGINT PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('applied', 'accepted', 'refused')),
    unified_code TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('foundation', 'society', 'service', 'federation', 'government')),
    area BIGINT NOT NULL,
    public_fundraising BIGINT NOT NULL CHECK (public_fundraising IN (0, 1)),
    certificate_until TEXT NOT NULL,
    sealed TEXT NOT NULL,
    applied_at BIGINT NOT NULL,
    decided_by BIGINT REFERENCES account (id),
    decided_at BIGINT,
    reason TEXT NOT NULL,
    organization_id BIGINT REFERENCES organization (id),
    version BIGINT NOT NULL
);
CREATE INDEX application_state ON application (state, id);
CREATE INDEX application_code ON application (unified_code, state);
