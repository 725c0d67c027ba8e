-- The engine's idea in SQL: one join by block, rules as bits of a few words, limits as column filters, one
-- whole number that orders, twenty of each need.
CREATE TEMP TABLE reply AS
WITH met AS (
    SELECT n.need, n.village, n.lacks, o.program, o.award, o.cost, o.covered, o.most, o.step, o.minimum,
           CASE WHEN n.urgent = 1 THEN o.base_urgent ELSE o.base_normal END + n.of_family
               + {fit_weight} * (1000 * (CASE WHEN (n.yes_0 & o.point_1) <> 0 THEN o.points_1 ELSE 0 END
                                       + CASE WHEN (n.yes_0 & o.point_2) <> 0 THEN o.points_2 ELSE 0 END
                                       + CASE WHEN (n.yes_0 & o.point_3) <> 0 THEN o.points_3 ELSE 0 END)
                                 // o.points_all) AS base,
           CASE WHEN o.basis_points > 0 THEN n.lacks * o.basis_points // 10000
                WHEN n.lacks < o.full_from THEN o.full_from END AS wish,
           CASE WHEN TRUE
                 AND (n.yes_{w} & o.lines_{w}) = o.lines_{w}
                THEN 0 ELSE 1 END AS unsure
      FROM need n
      JOIN offer o ON o.block = n.block
     WHERE TRUE
       AND (n.could_{w} & o.lines_{w}) = o.lines_{w}
       AND (n.yes_{w} & o.must_{w}) = o.must_{w}
       AND (n.could_{w} & o.never_{w}) = 0
       AND o.program <> n.had_1
       AND o.program <> n.had_2
       AND CASE WHEN n.lacks IS NULL THEN o.basis_points = 0 ELSE n.lacks >= o.least_lacks END
),
given AS (
    SELECT need, village, lacks, program, base, unsure, minimum, wish,
           CASE WHEN wish IS NULL THEN award ELSE least(wish, most, lacks) - least(wish, most, lacks) % step END AS award,
           CASE WHEN wish IS NULL THEN cost ELSE least(wish, most, lacks) - least(wish, most, lacks) % step END AS cost,
           CASE WHEN wish IS NULL THEN covered ELSE least(wish, most, lacks) - least(wish, most, lacks) % step END AS covered
      FROM met
),
weighed AS (
    SELECT g.need, g.program, g.unsure, g.award, g.cost, g.base + coalesce(m.more, 0) AS base,
           CASE WHEN g.lacks IS NULL OR g.covered IS NULL THEN 500
                WHEN g.covered >= g.lacks THEN 1000
                ELSE g.covered * 1000 // g.lacks END AS coverage
      FROM given g
      LEFT JOIN nearer m ON m.village = g.village AND m.program = g.program
     WHERE g.wish IS NULL OR g.award >= g.minimum
),
scored AS (
    SELECT need, program, unsure, base + {coverage_weight} * coverage AS score, coverage, award, cost FROM weighed
    UNION ALL
    SELECT need, program, unsure, score, coverage, award, cost FROM told
),
ranked AS (
    SELECT need, program, unsure, score, award, cost,
           row_number() OVER (PARTITION BY need
                                  ORDER BY ((unsure * 131072 + 100000 - score) * 1024 + 1000 - coverage) * 1048576 + program) AS place
      FROM scored
)
SELECT need, place, program, 1 - unsure AS fits, score, award, cost
  FROM ranked
 WHERE place <= 20;
