-- One row a child and month end at which the child is in care; the numerator has those seen, or
-- whose care began, within the council's standard ([standards] in settings.toml), in days. A visit
-- at which the child is recorded as not seen is none.
WITH seen AS (
    SELECT DISTINCT clav_person_id AS person_id, clav_cla_visit_date AS last_visit
    FROM ssd_cla_visits
    WHERE clav_cla_visit_date IS NOT NULL AND coalesce(upper(clav_cla_visit_seen), 'Y') <> 'N'
),
visited AS (
    SELECT
        child_in_care.*,
        last_visit,
        (greatest(start_date, last_visit) + care_visit_days())::DATE AS due_date
    FROM child_in_care
    ASOF LEFT JOIN seen
        ON seen.person_id = child_in_care.person_id AND seen.last_visit <= as_at
    -- Without any visit in the extract nothing is known of visits.
    WHERE EXISTS (FROM seen)
)
SELECT
    person_id,
    as_at AS event_date,
    due_date >= as_at AS is_numerator,
    start_date AS care_started,
    end_date,
    last_visit,
    due_date,
    greatest(as_at - due_date, 0) AS days_late,
    placement_started,
    -- Visits before the extract begins are not seen.
    ((SELECT min(last_visit) FROM seen) + care_visit_days())::DATE AS known_from,
    age_band_care(age_on(born, as_at)) AS age,
    placement_name(placement) AS placement,
    legal_status_name(legal_status) AS legal_status,
    provider_name(provider) AS provider,
    sex_name(sex) AS sex,
    ethnic_group(ethnicity) AS ethnicity
FROM visited
