-- One row a holding, of whoever has a case or more at a month's end: a social worker, employed or
-- from an agency. The split cases_held is by all of that person's cases, counted as in caseload.
WITH held AS (
    SELECT *, coalesce(allocated_cases, 0) AS cases
    FROM social_work_holding
    WHERE state IN ('in post', 'agency') AND is_first AND NOT is_in_other_list
),
holders AS (
    SELECT
        *,
        CASE
            WHEN min(cases) OVER person = max(cases) OVER person THEN max(cases) OVER person
            ELSE sum(cases) OVER person
        END AS cases_of_person
    FROM held
    WINDOW person AS (PARTITION BY as_at, holder)
)
SELECT
    holder AS person_id,
    as_at AS snapshot,
    fte AS amount,
    cases_of_person,
    post_number,
    post_title,
    CASE
        WHEN cases_of_person < 10 THEN '1 to 9'
        WHEN cases_of_person < 15 THEN '10 to 14'
        WHEN cases_of_person < 20 THEN '15 to 19'
        WHEN cases_of_person < 25 THEN '20 to 24'
        ELSE '25 or more'
    END AS cases_held,
    team,
    service,
    role
FROM holders
JOIN post_list USING (as_at)
WHERE has_posts AND has_cases AND cases_of_person >= 1
