-- One row a holding, of whoever has a case or more at a month's end: a social worker, employed or
-- from an agency. Where someone in two posts has the same number of cases on each row, the number
-- is the person's, and counts once. All of a case holder's full-time equivalent counts.
WITH held AS (
    SELECT *, coalesce(allocated_cases, 0) AS cases
    FROM social_work_holding
    WHERE state IN ('in post', 'agency') AND is_first AND NOT is_in_other_list
),
holders AS (
    SELECT
        *,
        min(cases) OVER person = max(cases) OVER person AS is_alike,
        row_number() OVER (PARTITION BY as_at, holder ORDER BY source_row, file) AS nth_of_person
    FROM held
    WINDOW person AS (PARTITION BY as_at, holder)
    QUALIFY sum(cases) OVER person >= 1
)
SELECT
    holder AS person_id,
    as_at AS snapshot,
    CASE WHEN is_alike AND nth_of_person > 1 THEN 0 ELSE cases END::DOUBLE AS amount,
    fte AS base,
    state = 'agency' AS is_agency,
    post_number,
    post_title,
    team,
    service,
    role
FROM holders
JOIN post_list USING (as_at)
WHERE has_posts AND has_cases
