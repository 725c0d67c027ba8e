-- As first written: every need before every program of its type, a rule line by line.
CREATE TEMP TABLE reply AS
WITH met AS (
    SELECT n.need, n.village, n.lacks, n.of_family, n.urgent, o.*,
           EXISTS (SELECT 1 FROM requirement r JOIN answer a ON a.question = r.question
                    WHERE r.offer = o.offer AND r.role = 'line' AND a.need = n.need AND a.verdict = 'unknown') AS open
      FROM need n
      JOIN offer o ON o.need_type = n.need_type AND o.names_person = n.names_person
     WHERE EXISTS (SELECT 1 FROM served s WHERE s.program = o.program AND starts_with(n.village, s.area))
       AND NOT EXISTS (SELECT 1 FROM requirement r JOIN answer a ON a.question = r.question
                        WHERE r.offer = o.offer AND a.need = n.need
                          AND ((r.role = 'line' AND a.verdict = 'no')
                            OR (r.role = 'free' AND a.verdict <> 'yes')
                            OR (r.role = 'holds' AND a.verdict <> 'yes')
                            OR (r.role = 'fails' AND a.verdict <> 'no')))
       AND o.program NOT IN (n.had_1, n.had_2)
       AND (n.lacks IS NULL AND o.basis_points = 0 OR n.lacks >= o.least_lacks)
),
given AS (
    SELECT m.*, CASE WHEN basis_points > 0 THEN least(lacks * basis_points // 10000, most, lacks)
                     WHEN lacks < full_from THEN least(full_from, most, lacks) END AS money
      FROM met m
),
cut AS (
    SELECT g.*, money - money % step AS gift FROM given g
),
weighed AS (
    SELECT c.*,
           CASE WHEN lacks IS NULL OR (gift IS NULL AND covered IS NULL) THEN 500
                ELSE least(1000, coalesce(gift, covered) * 1000 // lacks) END AS coverage,
           (SELECT coalesce(max(CASE
                       WHEN p.area = c.village THEN 1000
                       WHEN length(p.area) >= 9 AND left(p.area, 9) = left(c.village, 9) THEN 950
                       WHEN length(p.area) >= 6 AND left(p.area, 6) = left(c.village, 6) THEN 900
                       WHEN length(p.area) >= 4 AND left(p.area, 4) = left(c.village, 4) THEN 600
                       WHEN left(p.area, 2) = left(c.village, 2) THEN 400
                       ELSE 200 END), 200)
              FROM place p WHERE p.program = c.program) AS proximity,
           (SELECT coalesce(1000 * CAST(sum(CASE WHEN a.verdict = 'yes' THEN t.points ELSE 0 END) AS BIGINT)
                           // CAST(sum(t.points) AS BIGINT), 0)
              FROM point t JOIN answer a ON a.question = t.question
             WHERE t.offer = c.offer AND a.need = c.need) AS fit
      FROM cut c
     WHERE gift IS NULL OR gift >= minimum
),
scored AS (
    SELECT need, program, CASE WHEN open THEN 1 ELSE 0 END AS unsure,
           CASE WHEN urgent = 1 THEN base_urgent ELSE base_normal END + of_family + {coverage_weight} * coverage
               + {proximity_weight} * proximity + {fit_weight} * fit AS score,
           coverage, coalesce(gift, award) AS award, coalesce(gift, cost) AS cost
      FROM weighed
    UNION ALL
    SELECT need, program, unsure, score, coverage, award, cost FROM told
),
ranked AS (
    SELECT need, program, unsure, score, award, cost,
           row_number() OVER (PARTITION BY need ORDER BY unsure, score DESC, coverage DESC, program) AS place
      FROM scored
)
SELECT need, place, program, 1 - unsure AS fits, score, award, cost
  FROM ranked
 WHERE place <= 20;
