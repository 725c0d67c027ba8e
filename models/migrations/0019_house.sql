-- What a charity's manager has typed of a program and not saved as one yet: a new one, or changes of one that is there.
-- base: the program's document it began with. seen: the sections that were saved once.
CREATE TABLE program_sketch (
    id BIGINT PRIMARY KEY,
    organization_id BIGINT NOT NULL REFERENCES organization (id),
    program_id BIGINT REFERENCES program (id),
    base TEXT NOT NULL,
    document TEXT NOT NULL,
    seen TEXT NOT NULL,
    changed_by BIGINT NOT NULL REFERENCES account (id),
    changed_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX program_sketch_program ON program_sketch (program_id);
CREATE INDEX program_sketch_organization ON program_sketch (organization_id, id);

-- Test drives: how many an account made lately. What came of them is not kept.
CREATE TABLE test_drive (
    account_id BIGINT NOT NULL REFERENCES account (id),
    sketch_id BIGINT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX test_drive_account ON test_drive (account_id, at);

-- A paused program that opens again by itself.
CREATE TABLE program_reopening (
    program_id BIGINT PRIMARY KEY REFERENCES program (id),
    on_day TEXT NOT NULL,
    set_by BIGINT NOT NULL REFERENCES account (id)
);

-- Every change of a program's own places and money. by_id NULL: the system. What there was before this table
-- is entered as its sums, with ids below all others.
CREATE TABLE capacity_entry (
    id BIGINT PRIMARY KEY,
    program_id BIGINT NOT NULL REFERENCES program (id),
    site TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('total', 'counter', 'reserve', 'free_reserved', 'commit', 'free_committed', 'use',
                                       'give_back')),
    places BIGINT NOT NULL,
    fen BIGINT NOT NULL,
    offer_id BIGINT REFERENCES offer (id),
    counters BIGINT REFERENCES capacity_entry (id),
    reason TEXT NOT NULL,
    by_id BIGINT REFERENCES account (id),
    at BIGINT NOT NULL
);
CREATE INDEX capacity_entry_program ON capacity_entry (program_id, id);
CREATE UNIQUE INDEX capacity_entry_counters ON capacity_entry (counters);
INSERT INTO capacity_entry (id, program_id, site, what, places, fen, offer_id, counters, reason, by_id, at)
SELECT -4 * p.id, p.id, '', 'total', COALESCE(c.places, 0), COALESCE(c.budget_fen, 0), NULL, NULL, '', NULL, p.changed_at
  FROM program p JOIN capacity c ON c.program_id = p.id AND c.site = '';
INSERT INTO capacity_entry (id, program_id, site, what, places, fen, offer_id, counters, reason, by_id, at)
SELECT -4 * p.id + 1, p.id, '', 'reserve', c.reserved + c.committed + c.used, c.reserved_fen + c.committed_fen + c.paid_fen,
       NULL, NULL, '', NULL, p.changed_at
  FROM program p JOIN capacity c ON c.program_id = p.id AND c.site = '';
INSERT INTO capacity_entry (id, program_id, site, what, places, fen, offer_id, counters, reason, by_id, at)
SELECT -4 * p.id + 2, p.id, '', 'commit', c.committed + c.used, c.committed_fen + c.paid_fen, NULL, NULL, '', NULL, p.changed_at
  FROM program p JOIN capacity c ON c.program_id = p.id AND c.site = '';
INSERT INTO capacity_entry (id, program_id, site, what, places, fen, offer_id, counters, reason, by_id, at)
SELECT -4 * p.id + 3, p.id, '', 'use', c.used, c.paid_fen, NULL, NULL, '', NULL, p.changed_at
  FROM program p JOIN capacity c ON c.program_id = p.id AND c.site = '';
