-- Allocation rounds: one sharing out of places and money over many needs. A round is queued, worked out, proposed and
-- approved; only then its awards become lines of plans. result and certificate hold sums, prices and ids alone.
CREATE TABLE round (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'proposed', 'approved', 'discarded', 'cancelled', 'failed')),
    area BIGINT NOT NULL,
    opened_by BIGINT NOT NULL REFERENCES account (id),
    opened_at BIGINT NOT NULL,
    seed TEXT NOT NULL,
    slowly BIGINT NOT NULL CHECK (slowly IN (0, 1)),
    permille BIGINT NOT NULL,
    failure TEXT CHECK (failure IN ('stopped', 'interrupted', 'broken', 'not_confirmed')),
    as_of BIGINT,
    ended_at BIGINT,
    decided_by BIGINT REFERENCES account (id),
    awards BIGINT NOT NULL,
    result TEXT NOT NULL,
    certificate TEXT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX round_state ON round (state, id);
CREATE INDEX round_area ON round (area, id);

-- Version and room as the round saw them; NULL: not limited.
CREATE TABLE round_program (
    round_id BIGINT NOT NULL REFERENCES round (id),
    program_id BIGINT NOT NULL REFERENCES program (id),
    program_version BIGINT NOT NULL,
    places_left BIGINT,
    budget_left_fen BIGINT,
    PRIMARY KEY (round_id, program_id)
);
CREATE INDEX round_program_program ON round_program (program_id, round_id);

-- Who asked, as the round saw them; sealed: what they lack, and why what they did not get went elsewhere.
CREATE TABLE round_family (
    round_id BIGINT NOT NULL REFERENCES round (id),
    referral_id BIGINT NOT NULL REFERENCES referral (id),
    referral_version BIGINT NOT NULL,
    village BIGINT NOT NULL,
    tier BIGINT NOT NULL,
    awards BIGINT NOT NULL,
    sealed TEXT NOT NULL,
    PRIMARY KEY (round_id, referral_id)
);

-- award is in the unit of its need. plan_line_id: since it was approved.
CREATE TABLE round_award (
    round_id BIGINT NOT NULL REFERENCES round (id),
    number BIGINT NOT NULL,
    referral_id BIGINT NOT NULL REFERENCES referral (id),
    need_id BIGINT NOT NULL,
    need_type TEXT NOT NULL,
    member BIGINT NOT NULL,
    program_id BIGINT NOT NULL REFERENCES program (id),
    village BIGINT NOT NULL,
    tier BIGINT NOT NULL,
    award BIGINT NOT NULL CHECK (award > 0),
    cost_fen BIGINT NOT NULL CHECK (cost_fen >= 0),
    score BIGINT NOT NULL,
    value BIGINT NOT NULL,
    plan_line_id BIGINT REFERENCES plan_line (id),
    PRIMARY KEY (round_id, number)
);

CREATE INDEX plan_line_plan ON plan_line (plan_id);
CREATE INDEX plan_line_program ON plan_line (program_id);
CREATE INDEX plan_line_need ON plan_line (need_id);
