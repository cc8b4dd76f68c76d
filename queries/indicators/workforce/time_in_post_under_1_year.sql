-- One row a social worker's holding of a post at a month's end; the numerator has those who joined
-- less than a year before. Joining is the earliest start known of that person as the council's
-- employee, so that a move to another post is none. Without a start a holding is on neither side.
WITH joined AS (
    SELECT
        *,
        CASE
            WHEN staff_ref IS NULL THEN start_date
            ELSE min(start_date) OVER (PARTITION BY staff_ref ORDER BY as_at)
        END AS joined_on
    FROM post_listed
    WHERE kind = 'posts' AND state IN ('in post', 'ended')
        AND coalesce(employment_type, '') <> 'agency'
)
SELECT
    social_work_holding.holder AS person_id,
    as_at AS snapshot,
    CASE WHEN joined_on + INTERVAL 1 YEAR > as_at THEN social_work_holding.fte ELSE 0 END AS amount,
    social_work_holding.fte AS base,
    joined_on,
    social_work_holding.post_title,
    social_work_holding.team,
    social_work_holding.service,
    social_work_holding.role
FROM social_work_holding
JOIN joined USING (as_at, kind, source_row, file)
JOIN post_list USING (as_at)
WHERE has_posts AND has_start_dates AND social_work_holding.state = 'in post'
    AND social_work_holding.fte > 0 AND joined_on IS NOT NULL
