-- One row a child and month end at which the child is in care; the numerator has those with three
-- or more placements in the twelve months to it: the one running as the twelve months began, and
-- each that started since with a change of carer. What counts is told in care_placement, in
-- queries/observations/care.sql.
WITH years AS (
    SELECT DISTINCT as_at, last_day((as_at - INTERVAL 12 MONTHS)::DATE) AS year_before
    FROM child_in_care
),
counted AS (
    SELECT child_in_care.person_id, as_at, count(*) AS placements
    FROM child_in_care
    JOIN years USING (as_at)
    JOIN care_placement
        ON care_placement.person_id = child_in_care.person_id
        AND care_placement.start_date <= as_at
        AND (care_placement.end_date IS NULL OR care_placement.end_date > year_before)
    WHERE kind_of_start = 'new'
        OR (kind_of_start = 'same carer' AND care_placement.start_date <= year_before)
    GROUP BY ALL
),
-- An extract begins by its first ending; a yearly return says when.
first_ending AS (
    SELECT coalesce(
        (SELECT begins - 1 FROM care_returned), (SELECT min(end_date) FROM care_placement)
    ) AS extract_begins
)
SELECT
    child_in_care.person_id,
    as_at,
    coalesce(placements >= 3, false) AS is_numerator,
    coalesce(placements, 0) AS placements,
    start_date,
    end_date,
    (extract_begins + INTERVAL 12 MONTHS)::DATE AS known_from,
    age_band_care(age_on(born, as_at)) AS age,
    legal_status_name(legal_status) AS legal_status,
    placement_name(placement) AS placement
FROM child_in_care
LEFT JOIN counted USING (person_id, as_at)
CROSS JOIN first_ending
