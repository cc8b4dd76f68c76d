-- One row a social worker's post in a month's list: its vacancy is in the numerator, and vacancy
-- and who is in post are the denominator.
SELECT
    post AS person_id,
    as_at AS snapshot,
    vacancy AS amount,
    vacancy + in_post AS base,
    established,
    in_post,
    agency,
    team,
    service,
    role
FROM social_work_post
JOIN post_list USING (as_at)
WHERE has_establishment AND (vacancy > 0 OR in_post > 0)
