-- One row a child and month end at which the child is subject to a plan; the numerator has those
-- seen, or whose plan began, within the council's standard ([standards] in settings.toml), in
-- working days. A visit at which the child is recorded as not seen is none.
WITH seen AS (
    SELECT DISTINCT cppv_person_id AS person_id, cppv_cp_visit_date AS last_visit
    FROM ssd_cp_visits
    WHERE cppv_cp_visit_date IS NOT NULL AND coalesce(upper(cppv_cp_visit_seen), 'Y') <> 'N'
),
visited AS (
    SELECT
        child_on_plan.*,
        last_visit,
        working_days_between(greatest(start_date, last_visit), as_at) AS working_days,
        working_day_after(greatest(start_date, last_visit), protection_visit_working_days())
            AS due_date
    FROM child_on_plan
    ASOF LEFT JOIN seen
        ON seen.person_id = child_on_plan.person_id AND seen.last_visit <= as_at
    -- Before the first visit of all, nothing is known of visits.
    WHERE as_at >= (SELECT min(last_visit) FROM seen)
)
SELECT
    visited.person_id,
    as_at AS event_date,
    coalesce(working_days <= protection_visit_working_days(), false) AS is_numerator,
    start_date AS plan_started,
    end_date,
    last_visit,
    due_date,
    greatest(working_days - protection_visit_working_days(), 0) AS working_days_late,
    -- Visits before the extract begins are not seen.
    working_day_after((SELECT min(last_visit) FROM seen), protection_visit_working_days())
        AS known_from,
    plan_id,
    latest_category AS category,
    age_band(age_on(born, as_at)) AS age,
    sex,
    ethnicity,
    disability
FROM visited
LEFT JOIN child USING (person_id)
