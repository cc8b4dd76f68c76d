-- One row a child and month end at which the child is in care; the numerator has those with three
-- or more placements in the twelve months to it: the one running as the twelve months began, and
-- each that started since with a change of carer. What counts is told in care_placement, in
-- queries/observations/care.sql. Annex A (annexa-) gives their number.
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
-- What an extract of Annex A says of the twelve months to its day, which is the month's end or at
-- most two weeks after. Of a child whom a later extract lists for the first time, no more than two
-- placements since care began say as much.
listed AS (
    SELECT
        child_in_care.person_id,
        child_in_care.as_at,
        placements_in_year,
        placements_in_year IS NOT NULL
            AND (
                care_listing.as_at <= child_in_care.as_at + 14
                OR (
                    placements_in_year <= 2
                    AND care_started > care_listing.as_at - INTERVAL 12 MONTHS
                    AND earlier_period = 'N'
                )
            ) AS is_told
    FROM child_in_care
    ASOF JOIN care_listing
        ON care_listing.person_id = child_in_care.person_id
        AND care_listing.care_started = child_in_care.start_date
        AND child_in_care.as_at <= care_listing.reaches
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
    coalesce(coalesce(placements_in_year, placements) >= 3, false) AS is_numerator,
    coalesce(placements_in_year, placements, 0) AS placements,
    care_known AND (NOT EXISTS (FROM care_extract) OR coalesce(is_told, false)) AS is_known,
    placement_known AS knows_placement,
    legal_status_known AS knows_legal_status,
    start_date,
    end_date,
    (extract_begins + INTERVAL 12 MONTHS)::DATE AS known_from,
    age_band_care(age_on(born, as_at)) AS age,
    legal_status_name(legal_status) AS legal_status,
    placement_name(placement) AS placement
FROM child_in_care
LEFT JOIN counted USING (person_id, as_at)
LEFT JOIN listed USING (person_id, as_at)
CROSS JOIN first_ending
