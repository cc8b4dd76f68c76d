-- One row a holding by a social worker, employed or from an agency, at a month's end; those from
-- an agency are the numerator.
SELECT
    holder AS person_id,
    as_at AS snapshot,
    CASE WHEN state = 'agency' THEN fte ELSE 0 END AS amount,
    fte AS base,
    state = 'agency' AS is_agency,
    post_number,
    post_title,
    team,
    service,
    role
FROM social_work_holding
JOIN post_list USING (as_at)
WHERE has_posts AND has_agency AND fte > 0
