-- What the sets tell besides episodes, each thing as the newest set that has it tells it.

INSERT INTO ssd_missing (
    miss_table_id, miss_person_id, miss_missing_episode_start_date, miss_missing_episode_type,
    miss_missing_episode_end_date
)
SELECT ssda903_key('missing', child, mis_start), child, mis_start, missing, mis_end
FROM told_ssda903_missing
WHERE _year IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY child, mis_start ORDER BY _year DESC, _source DESC, _row DESC
) = 1
ORDER BY child, mis_start;

-- One left open that the next year's set has no more ended where the next began, or with its year.
-- The worker's registration is kept as a hash: it tells one from another and nobody's number.
INSERT INTO ssd_involvements (
    invo_involvements_id, invo_person_id, invo_professional_id, invo_involvement_start_date,
    invo_involvement_end_date, invo_worker_change_reason
)
WITH newest AS (
    FROM told_ssda903_social_worker
    WHERE _year IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY child, sw_decom, sw_id ORDER BY _year DESC, _source DESC, _row DESC
    ) = 1
),
followed AS (
    SELECT
        *,
        lead(sw_decom) OVER (PARTITION BY child ORDER BY sw_decom, sw_id) AS next_start,
        max(_year) OVER () AS last_year
    FROM newest
)
SELECT
    ssda903_key('worker', concat_ws('|', child, sw_id), sw_decom),
    child,
    ssda903_key('professional', sw_id, NULL),
    sw_decom,
    coalesce(sw_dec, CASE WHEN _year < last_year THEN least(next_start, make_date(_year, 4, 1)) END),
    sw_reason
FROM followed
ORDER BY child, sw_decom;

-- Yes and no of a year, without a day (oc2).
INSERT INTO ssda903_outcome (
    outcome_id, person_id, year_ends, health_assessed, teeth_checked
)
SELECT
    ssda903_key('outcome', child, make_date(_year, 3, 31)),
    child,
    make_date(_year, 3, 31),
    health_assessment,
    teeth_check
FROM told_ssda903_oc2
WHERE _year IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY child, _year ORDER BY _source DESC, _row DESC) = 1
ORDER BY child, _year;

-- Young people who have left care, each as about the birthday in the year (oc3): those of the newest
-- set alone, since the table holds each as known now.
INSERT INTO ssd_care_leavers (
    clea_table_id, clea_person_id, clea_care_leaver_in_touch, clea_care_leaver_accommodation,
    clea_care_leaver_accom_suitable, clea_care_leaver_activity
)
SELECT
    ssda903_key('leaver', child, NULL),
    child,
    in_touch,
    nullif(regexp_extract(accom, '^([A-Z])[12]$', 1), ''),
    nullif(regexp_extract(accom, '^[A-Z]([12])$', 1), ''),
    nullif(activ, '0')
FROM told_ssda903_oc3
WHERE _year = (FROM ssda903_last_year)
QUALIFY row_number() OVER (PARTITION BY child ORDER BY _source DESC, _row DESC) = 1
ORDER BY child;
