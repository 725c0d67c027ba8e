-- An offer's places and money are what its program gives; units is the same in the unit of its need. person: blind index of
-- whom the need is for (the contact person where it names nobody), so that one question over all referrals tells whether
-- somebody is helped already; empty where no ID is known.
ALTER TABLE offer ADD COLUMN need_type TEXT NOT NULL DEFAULT '';
ALTER TABLE offer ADD COLUMN unit TEXT NOT NULL DEFAULT 'fen' CHECK (unit IN ('fen', 'hours', 'pieces', 'places'));
ALTER TABLE offer ADD COLUMN person TEXT NOT NULL DEFAULT '';
ALTER TABLE offer ADD COLUMN program_version BIGINT NOT NULL DEFAULT 0;
ALTER TABLE offer ADD COLUMN fields_opened_at BIGINT;
CREATE INDEX offer_person ON offer (person, need_type);
CREATE INDEX offer_inbox ON offer (organization_id, state, id);
CREATE INDEX offer_program ON offer (program_id, state);

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
    side TEXT NOT NULL CHECK (side IN ('village', 'township', 'county', 'charity', 'family', 'system')),
    reason TEXT NOT NULL,
    note_sealed TEXT NOT NULL,
    units BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (offer_id, number)
);
