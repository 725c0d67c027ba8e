-- A way out of the outbox: the mail address of an account, or a webhook or an SMS gateway that is told what an office is told, and
-- with the side system whatever anybody is told. sealed: address, URL, secrets.
CREATE TABLE channel (
    id BIGINT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('mail', 'webhook', 'sms')),
    state TEXT NOT NULL CHECK (state IN ('unconfirmed', 'on', 'off')),
    off_reason TEXT CHECK (off_reason IN ('by_hand', 'gone', 'bounced')),
    account_id BIGINT NOT NULL REFERENCES account (id),
    mail_of BIGINT UNIQUE REFERENCES account (id),
    side TEXT CHECK (side IN ('village', 'township', 'county', 'charity', 'family', 'system', 'author')),
    area BIGINT,
    organization_id BIGINT REFERENCES organization (id),
    supervisor BIGINT NOT NULL CHECK (supervisor IN (0, 1)),
    topics TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('zh', 'en')),
    daily BIGINT NOT NULL CHECK (daily IN (0, 1)),
    daily_on TEXT NOT NULL,
    rotated_until BIGINT,
    sealed TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX channel_office ON channel (side, area, organization_id);

-- One message through one channel. Its number is the webhook-id, so that a receiver sees what comes twice. Claimed: next_at lies
-- ahead, until it is known what came of it. About one case, they go one after the other. gathers_for: the channel, while a mail takes
-- notices in.
CREATE TABLE dispatch (
    id BIGINT PRIMARY KEY,
    channel_id BIGINT NOT NULL REFERENCES channel (id),
    kind TEXT NOT NULL CHECK (kind IN ('notice', 'batch', 'due', 'code')),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'dead', 'dropped')),
    subject TEXT NOT NULL,
    gathers_for BIGINT UNIQUE REFERENCES channel (id),
    tries BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX dispatch_waiting ON dispatch (channel_id, state, next_at);
CREATE INDEX dispatch_order ON dispatch (channel_id, subject, state, id);
CREATE INDEX dispatch_channel ON dispatch (channel_id, id);
CREATE INDEX dispatch_ended ON dispatch (ended_at);

CREATE TABLE dispatch_notice (
    dispatch_id BIGINT NOT NULL REFERENCES dispatch (id),
    notice_id BIGINT NOT NULL REFERENCES notice (id),
    PRIMARY KEY (dispatch_id, notice_id)
);

-- Its ledger: a row a try. status: what the receiver answered, 0 where it did not.
CREATE TABLE dispatch_try (
    dispatch_id BIGINT NOT NULL REFERENCES dispatch (id),
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    took_ms BIGINT NOT NULL,
    status BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    PRIMARY KEY (dispatch_id, number)
);

-- What offices have not read yet is counted for all of them at once.
CREATE INDEX notice_unread ON notice (state, side, area, organization_id, supervisor);
