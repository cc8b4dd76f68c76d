-- List 7, child protection: one row a child, the latest plan that is open or ended in six months.
WITH plans AS (
    SELECT *
    FROM known_plan
    WHERE end_date IS NULL OR in_months(end_date, 6)
    QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY start_date DESC, plan_id DESC) = 1
),
visits AS (
    SELECT person_id, max(visited) AS visited, max_by(seen_alone, visited) AS seen_alone
    FROM plan_visit WHERE visited <= as_at() GROUP BY ALL
),
reviews AS (SELECT plan_id, max(held) AS held FROM plan_review WHERE held <= as_at() GROUP BY ALL),
earlier AS (
    SELECT plans.person_id, count(*) AS plans
    FROM known_plan JOIN plans ON plans.person_id = known_plan.person_id
    WHERE known_plan.start_date < plans.start_date
    GROUP BY ALL
),
emergencies AS (
    SELECT DISTINCT person_id FROM legal_status
    WHERE code IN ('L1', 'L2') AND in_months(start_date, 6)
)
SELECT
    common.* EXCLUDE (disability),
    disability AS "Does the Child have a Disability",
    start_date AS "Child Protection Plan Start Date",
    first_category AS "Initial Category of Abuse",
    latest_category AS "Latest Category of Abuse",
    CASE WHEN visited >= start_date THEN visited END AS "Date of the Last Statutory Visit",
    CASE WHEN visited >= start_date THEN coalesce(seen_alone, 'c) Unknown') END
        AS "Was the Child Seen Alone?",
    held AS "Date of latest review conference",
    end_date AS "Child Protection Plan End Date",
    preferred_yes_no(CASE WHEN person_id IN (FROM emergencies) THEN 'Y' ELSE 'N' END)
        AS "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
    coalesce(earlier.plans, 0) AS "Number of Previous Child Protection Plans",
    team AS "Allocated Team",
    worker AS "Allocated Worker"
FROM plans
JOIN common ON "Child Unique ID" = person_id
LEFT JOIN visits USING (person_id)
LEFT JOIN reviews USING (plan_id)
LEFT JOIN earlier USING (person_id)
ORDER BY start_date, plan_id
