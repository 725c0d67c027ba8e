-- Codes that were mailed to confirm an address, so that nobody is flooded by them: of an account, and to an address (its keyed hash).
CREATE TABLE mail_code (
    account_id BIGINT NOT NULL REFERENCES account (id),
    address_hash TEXT NOT NULL,
    sent_at BIGINT NOT NULL
);
CREATE INDEX mail_code_account ON mail_code (account_id, sent_at);
CREATE INDEX mail_code_address ON mail_code (address_hash, sent_at);
CREATE INDEX mail_code_sent ON mail_code (sent_at);

-- Who is told is asked with every notice: by the accounts of an office, not by all mail there is.
CREATE INDEX account_office ON account (role, area);
CREATE INDEX account_organization ON account (organization_id);
CREATE INDEX channel_daily ON channel (daily, daily_on);
CREATE INDEX channel_organization ON channel (side, organization_id, id);

CREATE INDEX dispatch_state ON dispatch (state);
CREATE INDEX dispatch_notice_notice ON dispatch_notice (notice_id);

CREATE INDEX payment_run_newest ON payment_run (organization_id, id);
