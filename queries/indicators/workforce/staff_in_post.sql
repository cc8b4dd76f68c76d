-- One row a social worker's holding of a post at a month's end; it adds its full-time equivalent.
SELECT
    holder AS person_id,
    as_at AS snapshot,
    fte AS amount,
    post_number,
    post_title,
    employment_type,
    start_date AS started,
    team,
    service,
    role
FROM social_work_holding
JOIN post_list USING (as_at)
WHERE has_posts AND state = 'in post' AND fte > 0
