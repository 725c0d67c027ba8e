-- The same province as one would lay it out first: a row for everything.
CREATE TABLE need (
    need BIGINT,
    need_type TEXT,
    names_person BIGINT,
    village TEXT,
    lacks BIGINT,
    of_family BIGINT,
    urgent BIGINT,
    had_1 BIGINT,
    had_2 BIGINT
);
-- One case of the award of an open program, before one type of need.
CREATE TABLE offer (
    offer BIGINT,
    program BIGINT,
    need_type TEXT,
    names_person BIGINT,
    base_normal BIGINT,
    base_urgent BIGINT,
    award BIGINT,
    cost BIGINT,
    covered BIGINT,
    least_lacks BIGINT,
    full_from BIGINT,
    basis_points BIGINT,
    most BIGINT,
    step BIGINT,
    minimum BIGINT
);
CREATE TABLE requirement (offer BIGINT, question BIGINT, role TEXT); -- line, free, holds, fails
CREATE TABLE point (offer BIGINT, question BIGINT, points BIGINT);
CREATE TABLE served (program BIGINT, area TEXT);                     -- digits; '': everywhere
CREATE TABLE place (program BIGINT, area TEXT);                      -- of its sites, else the areas served
CREATE TABLE answer (need BIGINT, question BIGINT, verdict TEXT);    -- yes, unknown, no
CREATE TABLE told (
    need BIGINT,
    program BIGINT,
    unsure BIGINT,
    score BIGINT,
    coverage BIGINT,
    award BIGINT,
    cost BIGINT
);
