-- One row a holding by a social worker whom the council employs: the numerator has the days lost to
-- sickness in the month, the denominator the full-time equivalent in post at its end times its
-- working days. Who left in the month brings days lost alone.
WITH working AS (
    SELECT last_day(day) AS as_at, count(*) AS working_days
    FROM working_day
    WHERE is_working
    GROUP BY 1
)
SELECT
    holder AS person_id,
    as_at AS snapshot,
    CASE WHEN coalesce(is_sickness, 'Y') = 'Y' THEN coalesce(sick_days, 0) ELSE 0 END AS amount,
    fte * working_days AS base,
    post_number,
    post_title,
    team,
    service,
    role
FROM social_work_holding
JOIN post_list USING (as_at)
JOIN working USING (as_at)
WHERE has_posts AND has_sick_days
    AND (state = 'in post' OR (state = 'ended' AND end_date >= date_trunc('month', as_at)))
    AND kind = 'posts' AND coalesce(employment_type, '') <> 'agency'
