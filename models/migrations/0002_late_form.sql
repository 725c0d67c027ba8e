-- What somebody sent after the session had ended: kept for the same account's next sign-in, a day at most. session_hash
-- is empty until then. Sealed: the page the form stands on, where it was sent, its fields.
CREATE TABLE late_form (
    account_id BIGINT PRIMARY KEY REFERENCES account (id),
    session_hash TEXT NOT NULL,
    sealed TEXT NOT NULL,
    at BIGINT NOT NULL
);
