-- One row a post of a social worker in a month's list, or a part of one: it adds what is funded.
SELECT
    post AS person_id,
    as_at AS snapshot,
    established AS amount,
    post_title,
    state,
    team,
    service,
    role
FROM social_work_holding
JOIN post_list USING (as_at)
WHERE has_establishment AND established > 0
