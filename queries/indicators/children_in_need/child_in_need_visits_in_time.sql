-- One row a child and month end at which the child is on a child in need plan; the numerator has
-- those seen, or whose plan began, within the council's standard ([standards] in settings.toml).
-- A visit at which the child is recorded as not seen is none.
WITH seen AS (
    SELECT DISTINCT cinv_person_id AS person_id, cinv_cin_visit_date AS last_visit
    FROM ssd_cin_visits
    WHERE cinv_cin_visit_date IS NOT NULL AND coalesce(upper(cinv_cin_visit_seen), 'Y') <> 'N'
),
visited AS (
    SELECT
        child_on_need_plan.*,
        last_visit,
        greatest(start_date, last_visit) + child_in_need_visit_days() AS due_date
    FROM child_on_need_plan
    ASOF LEFT JOIN seen
        ON seen.person_id = child_on_need_plan.person_id AND seen.last_visit <= as_at
    -- Before the first visit of all, nothing is known of visits.
    WHERE as_at >= (SELECT min(last_visit) FROM seen)
)
SELECT
    visited.person_id,
    as_at AS event_date,
    due_date >= as_at AS is_numerator,
    start_date AS plan_started,
    end_date,
    last_visit,
    due_date,
    greatest(as_at - due_date, 0) AS days_late,
    -- Visits before the extract begins are not seen.
    (SELECT min(last_visit) FROM seen) + child_in_need_visit_days() AS known_from,
    plan_id,
    coalesce(council_team.team, team_id) AS team,
    service,
    age_band(age_on(born, as_at)) AS age,
    sex,
    ethnicity,
    disability
FROM visited
LEFT JOIN child USING (person_id)
LEFT JOIN council_team USING (team_id)
