-- Payments by list. open_offer names the offer while its line is open, so that one offer stands in one open run at a time. A line's
-- sealed text is what the bank said.
CREATE TABLE payment_run (
    id BIGINT PRIMARY KEY,
    organization_id BIGINT NOT NULL REFERENCES organization (id),
    number BIGINT NOT NULL,
    program_id BIGINT NOT NULL REFERENCES program (id),
    state TEXT NOT NULL CHECK (state IN ('prepared', 'checked', 'issued', 'settled', 'cancelled')),
    prepared_by BIGINT NOT NULL REFERENCES account (id),
    prepared_at BIGINT NOT NULL,
    checked_by BIGINT REFERENCES account (id),
    checked_at BIGINT,
    issued_at BIGINT,
    settled_at BIGINT,
    version BIGINT NOT NULL,
    UNIQUE (organization_id, number)
);

CREATE TABLE payment_line (
    id BIGINT PRIMARY KEY,
    run_id BIGINT NOT NULL REFERENCES payment_run (id),
    number BIGINT NOT NULL,
    offer_id BIGINT NOT NULL REFERENCES offer (id),
    open_offer BIGINT UNIQUE,
    amount_fen BIGINT NOT NULL CHECK (amount_fen > 0),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'paid', 'failed', 'unbooked')),
    delivery_id BIGINT REFERENCES delivery (id),
    sealed TEXT NOT NULL,
    ended_at BIGINT,
    UNIQUE (run_id, number)
);
CREATE INDEX payment_line_offer ON payment_line (offer_id);
