-- A second factor (RFC 6238) and its recovery codes. sealed: the secret. last_step: the last 30 seconds whose code was used.
CREATE TABLE second_factor (
    account_id BIGINT PRIMARY KEY REFERENCES account (id),
    sealed TEXT NOT NULL,
    last_step BIGINT NOT NULL,
    set_at BIGINT NOT NULL
);
CREATE TABLE recovery_code (
    account_id BIGINT NOT NULL REFERENCES account (id),
    code_hash TEXT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (account_id, code_hash)
);

-- An administrator took the factor away: who sets up the next one has to know this code besides the password.
CREATE TABLE factor_reset (
    account_id BIGINT PRIMARY KEY REFERENCES account (id),
    code_hash TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);

-- A sign-in that is half done: the password fitted. sealed: the secret of a factor that is being set up, and where to go.
CREATE TABLE sign_in_ticket (
    ticket_hash TEXT PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    sealed TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);

-- Since when the second factor has been used in this session; NULL: it has not.
ALTER TABLE session ADD COLUMN factor_at BIGINT;
