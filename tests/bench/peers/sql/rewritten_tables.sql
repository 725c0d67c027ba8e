-- A need of which something is left, in its block: county, type of need, whether it names a person.
CREATE TABLE need (
    need BIGINT,
    block BIGINT,
    village BIGINT,
    lacks BIGINT,
    of_family BIGINT,
    urgent BIGINT,
    had_1 BIGINT,
    had_2 BIGINT,
    yes_{w} BIGINT,
    could_{w} BIGINT,
    spare BIGINT
);
-- One case of the award of an open program that could serve the block, every limit a column.
CREATE TABLE offer (
    block BIGINT,
    program BIGINT,
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
    minimum BIGINT,
    point_1 BIGINT,
    point_2 BIGINT,
    point_3 BIGINT,
    points_1 BIGINT,
    points_2 BIGINT,
    points_3 BIGINT,
    points_all BIGINT,
    lines_{w} BIGINT,
    must_{w} BIGINT,
    never_{w} BIGINT,
    spare BIGINT
);
-- Villages nearer to a site of the program than the rest of the county: so much more of the score.
CREATE TABLE nearer (village BIGINT, program BIGINT, more BIGINT);
-- Pairs that no column can say, as they are.
CREATE TABLE told (
    need BIGINT,
    program BIGINT,
    unsure BIGINT,
    score BIGINT,
    coverage BIGINT,
    award BIGINT,
    cost BIGINT
);
