-- A file kept with a delivery (its voucher) or with a consent (the form that was signed): what it is and the hash of what is kept.
-- Its bytes lie apart and sealed, so that no list reads them. The name it was sent with is not kept.
CREATE TABLE attachment (
    id BIGINT PRIMARY KEY,
    referral_id BIGINT NOT NULL REFERENCES referral (id),
    delivery_id BIGINT REFERENCES delivery (id),
    consent_id BIGINT REFERENCES consent (id),
    kind TEXT NOT NULL CHECK (kind IN ('jpeg', 'png', 'pdf')),
    bytes BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    added_by BIGINT NOT NULL REFERENCES account (id),
    added_at BIGINT NOT NULL,
    CHECK ((delivery_id IS NULL) <> (consent_id IS NULL))
);
CREATE INDEX attachment_referral ON attachment (referral_id);
CREATE INDEX attachment_delivery ON attachment (delivery_id);
CREATE INDEX attachment_consent ON attachment (consent_id);

CREATE TABLE attachment_content (
    attachment_id BIGINT PRIMARY KEY REFERENCES attachment (id),
    sealed TEXT NOT NULL
);
