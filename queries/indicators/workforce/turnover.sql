-- One row a social worker's holding of a post at a month's end, which the denominator sums, and
-- one row a holding given up on leaving, in the month of leaving, which the numerator sums.
SELECT
    holder AS person_id,
    as_at AS snapshot,
    0.0::DOUBLE AS amount,
    fte AS base,
    NULL::DATE AS left_on,
    team,
    service,
    role
FROM social_work_holding
JOIN post_list USING (as_at)
WHERE has_leavers AND state = 'in post' AND fte > 0
UNION ALL BY NAME
SELECT
    holder AS person_id,
    as_at AS snapshot,
    fte AS amount,
    0.0::DOUBLE AS base,
    end_date AS left_on,
    team,
    service,
    role
FROM social_work_leaver
