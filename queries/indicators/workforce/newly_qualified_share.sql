-- One row a social worker's holding of a post at a month's end; the numerator has those in their
-- assessed year, by the list's own mark, or by the post's title where there is none.
SELECT
    holder AS person_id,
    as_at AS snapshot,
    CASE
        WHEN coalesce(asye, CASE WHEN role = 'Newly qualified social worker' THEN 'Y' END) = 'Y'
        THEN fte ELSE 0
    END AS amount,
    fte AS base,
    asye,
    post_title,
    team,
    service,
    role
FROM social_work_holding
JOIN post_list USING (as_at)
WHERE has_posts AND has_newly_qualified AND state = 'in post' AND fte > 0
