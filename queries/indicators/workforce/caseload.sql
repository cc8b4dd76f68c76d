-- One row a holding, by a social worker with a case or more at a month's end, employed or from an
-- agency. Where someone in two posts has the same number of cases on each row, the number is the
-- person's, and counts once.
WITH holders AS (
    SELECT
        *,
        count(*) OVER person > 1
            AND min(allocated_cases) OVER person = max(allocated_cases) OVER person AS is_repeated,
        row_number() OVER (PARTITION BY as_at, holder ORDER BY source_row, file) AS nth_of_person
    FROM social_work_holding
    WHERE state IN ('in post', 'agency') AND is_first AND NOT is_in_other_list
        AND allocated_cases >= 1
    WINDOW person AS (PARTITION BY as_at, holder)
)
SELECT
    holder AS person_id,
    as_at AS snapshot,
    CASE WHEN is_repeated AND nth_of_person > 1 THEN 0 ELSE allocated_cases END::DOUBLE AS amount,
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
