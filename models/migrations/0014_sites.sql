-- A site's day: what it tells beside its program, when it opens (weekday 1 is Monday, minutes of the day), who works there.
CREATE TABLE site_setting (
    site_id BIGINT PRIMARY KEY REFERENCES site (id),
    contact TEXT NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE site_hours (
    site_id BIGINT NOT NULL REFERENCES site (id),
    weekday BIGINT NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    from_minute BIGINT NOT NULL,
    until_minute BIGINT NOT NULL,
    PRIMARY KEY (site_id, weekday),
    CHECK (0 <= from_minute AND from_minute < until_minute AND until_minute <= 1440)
);

-- An account, or somebody who has none: then sealed holds the name.
CREATE TABLE site_staff (
    id BIGINT PRIMARY KEY,
    site_id BIGINT NOT NULL REFERENCES site (id),
    account_id BIGINT REFERENCES account (id),
    sealed TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('leader', 'teacher', 'social_worker', 'volunteer')),
    added_by BIGINT NOT NULL REFERENCES account (id),
    added_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX site_staff_site ON site_staff (site_id);
CREATE INDEX site_staff_account ON site_staff (account_id);

-- What a month's plan is made from, and the sessions themselves. sheet: the number of the last attendance that was taken, 0 none.
CREATE TABLE site_pattern (
    site_id BIGINT NOT NULL REFERENCES site (id),
    weekday BIGINT NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    from_minute BIGINT NOT NULL,
    until_minute BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('tutoring', 'culture_and_sport', 'safety', 'heritage', 'community', 'psychology',
                                       'collective_birthday')),
    PRIMARY KEY (site_id, weekday, from_minute, kind),
    CHECK (0 <= from_minute AND from_minute < until_minute AND until_minute <= 1440)
);

CREATE TABLE site_session (
    id BIGINT PRIMARY KEY,
    site_id BIGINT NOT NULL REFERENCES site (id),
    on_day TEXT NOT NULL,
    from_minute BIGINT NOT NULL,
    until_minute BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('tutoring', 'culture_and_sport', 'safety', 'heritage', 'community', 'psychology',
                                       'collective_birthday')),
    state TEXT NOT NULL CHECK (state IN ('planned', 'held', 'cancelled')),
    sheet BIGINT NOT NULL CHECK (sheet >= 0),
    version BIGINT NOT NULL,
    UNIQUE (site_id, on_day, from_minute, kind),
    CHECK (0 <= from_minute AND from_minute < until_minute AND until_minute <= 1440)
);

-- Nothing is overwritten: of a child's entries in a session the one with the highest number counts. A child is its offer.
CREATE TABLE attendance (
    session_id BIGINT NOT NULL REFERENCES site_session (id),
    offer_id BIGINT NOT NULL REFERENCES offer (id),
    number BIGINT NOT NULL,
    mark TEXT NOT NULL CHECK (mark IN ('present', 'excused', 'absent')),
    by_id BIGINT NOT NULL REFERENCES account (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (session_id, offer_id, number)
);
CREATE INDEX attendance_offer ON attendance (offer_id);

-- What a guardian agreed to at a site, apart from the consent about data. holds names offer and kind while it is given, so that
-- there is one at a time. sealed: who said so.
CREATE TABLE guardian_consent (
    id BIGINT PRIMARY KEY,
    offer_id BIGINT NOT NULL REFERENCES offer (id),
    kind TEXT NOT NULL CHECK (kind IN ('activities', 'pictures', 'going_home_alone')),
    state TEXT NOT NULL CHECK (state IN ('given', 'replaced', 'withdrawn')),
    way TEXT NOT NULL CHECK (way IN ('paper', 'screen', 'phone_with_witness')),
    holds TEXT UNIQUE,
    sealed TEXT NOT NULL,
    from_day TEXT NOT NULL,
    until_day TEXT NOT NULL,
    recorded_by BIGINT NOT NULL REFERENCES account (id),
    recorded_at BIGINT NOT NULL,
    withdrawn_by BIGINT REFERENCES account (id),
    withdrawn_at BIGINT,
    version BIGINT NOT NULL
);
CREATE INDEX guardian_consent_offer ON guardian_consent (offer_id);

-- An accident or a worry about a child, handed to civil affairs. Its clock runs in the row: next_at is when something is to be done
-- about it, rung how many reminders were given. Texts are sealed.
CREATE TABLE worry (
    id BIGINT PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    offer_id BIGINT NOT NULL REFERENCES offer (id),
    site_id BIGINT NOT NULL REFERENCES site (id),
    session_id BIGINT REFERENCES site_session (id),
    kind TEXT NOT NULL CHECK (kind IN ('accident', 'illness', 'harm', 'neglect', 'mood', 'missing', 'other')),
    urgent BIGINT NOT NULL CHECK (urgent IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('open', 'in_hand', 'answered', 'closed')),
    due_at BIGINT NOT NULL,
    next_at BIGINT,
    rung BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX worry_offer ON worry (offer_id);
CREATE INDEX worry_site ON worry (site_id, state);
CREATE INDEX worry_next ON worry (next_at);

CREATE TABLE worry_move (
    worry_id BIGINT NOT NULL REFERENCES worry (id),
    number BIGINT NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('raise', 'take_up', 'answer', 'ask_again', 'close')),
    side TEXT NOT NULL CHECK (side IN ('village', 'township', 'county', 'charity', 'family', 'system', 'author')),
    by_id BIGINT NOT NULL REFERENCES account (id),
    sealed TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (worry_id, number)
);
