-- One row a social worker's post in a month's list: the denominator is its vacancy, the numerator
-- the part of it that agency workers placed in that post cover.
SELECT
    post AS person_id,
    as_at AS snapshot,
    covered AS amount,
    vacancy AS base,
    established,
    in_post,
    agency,
    team,
    service,
    role
FROM social_work_post
JOIN post_list USING (as_at)
WHERE has_establishment AND has_agency AND has_agency_posts
