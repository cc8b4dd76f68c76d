-- List 6, children in need: one row a child, the latest episode that is open or was closed in six
-- months. Not those whose referral was taken no further, nor those closed after an assessment that
-- found no need (RC8). The status is the first that holds; of a closed episode, that it is closed.
WITH episodes AS (
    SELECT *
    FROM known_referral
    WHERE no_further_action <> 'Y'
        AND (close_date IS NULL OR (in_months(close_date, 6) AND close_reason <> 'RC8'))
    QUALIFY row_number() OVER (
        PARTITION BY person_id ORDER BY referral_date DESC, referral_id DESC
    ) = 1
),
in_care AS (SELECT DISTINCT person_id FROM known_care WHERE end_date IS NULL),
on_plan AS (SELECT DISTINCT person_id FROM known_plan WHERE end_date IS NULL),
on_need_plan AS (
    SELECT DISTINCT person_id FROM need_plan
    WHERE start_date <= as_at() AND (end_date IS NULL OR end_date > as_at())
),
last_seen AS (
    SELECT person_id, max(seen) AS seen FROM child_seen WHERE seen <= as_at() GROUP BY ALL
)
SELECT
    common.* EXCLUDE (disability),
    disability AS "Does the Child have a Disability",
    referral_date AS "CIN Start Date",
    need AS "Primary Need Code",
    CASE WHEN seen >= referral_date THEN seen END AS "Date Child Was Last Seen",
    close_date AS "CIN Closure Date",
    CASE WHEN close_date IS NOT NULL THEN preferred_closure(close_reason) END
        AS "Reason for Closure",
    CASE
        WHEN close_date IS NOT NULL THEN 'e) Closed episode'
        WHEN person_id IN (FROM in_care) THEN 'a) Looked after child'
        WHEN person_id IN (FROM on_plan) THEN 'b) Child Protection plan'
        WHEN person_id IN (FROM on_need_plan) THEN 'c) Child in need plan'
        ELSE 'd) Open assessment'
    END AS "Case status",
    team AS "Allocated Team",
    worker AS "Allocated Worker"
FROM episodes
JOIN common ON "Child Unique ID" = person_id
LEFT JOIN last_seen USING (person_id)
ORDER BY referral_date, referral_id
