-- Nothing was offered before: the tables are made anew. An offer's places and money are what its program gives; units is the
-- same in the unit of its need. person: blind index of whom the need is for (the contact person where it names nobody), so that
-- one question over all referrals tells whether somebody is helped already; empty where no ID is known.
DROP TABLE delivery;
DROP TABLE offer;
CREATE TABLE offer (
    id BIGINT PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    referral_id BIGINT NOT NULL REFERENCES referral (id),
    need_id BIGINT NOT NULL REFERENCES need (id),
    need_type TEXT NOT NULL,
    unit TEXT NOT NULL CHECK (unit IN ('fen', 'hours', 'pieces', 'places')),
    person TEXT NOT NULL,
    program_id BIGINT NOT NULL REFERENCES program (id),
    program_version BIGINT NOT NULL,
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
    fields_opened_at BIGINT,
    version BIGINT NOT NULL
);
CREATE INDEX offer_referral ON offer (referral_id);
CREATE INDEX offer_need ON offer (need_id, program_id);
CREATE INDEX offer_person ON offer (person, need_type);
CREATE INDEX offer_inbox ON offer (organization_id, state, id);
CREATE INDEX offer_program ON offer (program_id, state);

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

-- One row a move, in its transaction; units and money as they stand after it.
CREATE TABLE offer_move (
    offer_id BIGINT NOT NULL REFERENCES offer (id),
    number BIGINT NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('draft', 'offer', 'queue', 'open', 'ask_for_facts', 'answer', 'waitlist', 'reconfirm',
                                     'place_free', 'accept', 'decline', 'withdraw', 'lapse', 'consent_ends', 'deliver',
                                     'complete', 'stop_short', 'fail', 'pass_on', 'reopen', 'mark_as_error')),
    from_state TEXT CHECK (from_state IN ('draft', 'offered', 'received', 'info_needed', 'waitlisted', 'accepted',
                                          'delivering', 'fulfilled', 'partly_fulfilled', 'declined', 'expired',
                                          'withdrawn', 'consent_ended', 'failed', 'passed_on', 'entered_in_error')),
    to_state TEXT NOT NULL CHECK (to_state IN ('draft', 'offered', 'received', 'info_needed', 'waitlisted', 'accepted',
                                               'delivering', 'fulfilled', 'partly_fulfilled', 'declined', 'expired',
                                               'withdrawn', 'consent_ended', 'failed', 'passed_on', 'entered_in_error')),
    by_id BIGINT REFERENCES account (id),
    side TEXT NOT NULL CHECK (side IN ('village', 'township', 'county', 'charity', 'family', 'system', 'author')),
    reason TEXT NOT NULL,
    note_sealed TEXT NOT NULL,
    units BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (offer_id, number)
);
