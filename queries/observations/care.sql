-- Children in care, defined once for every query that counts them.

-- One row a legal status of those under which a child can be looked after. Statuses follow one
-- another: a later one replaces the one before it.
CREATE OR REPLACE TEMP TABLE care_legal_status AS
WITH statuses AS (
    SELECT
        lega_person_id AS person_id,
        upper(lega_legal_status) AS code,
        lega_legal_status_start_date AS start_date,
        lega_legal_status_end_date AS end_date,
        lead(lega_legal_status_start_date) OVER (
            PARTITION BY lega_person_id
            ORDER BY lega_legal_status_start_date, lega_legal_status_end_date NULLS LAST,
                lega_legal_status_id
        ) AS replaced
    FROM ssd_legal_status
    WHERE lega_person_id IS NOT NULL AND lega_legal_status_start_date IS NOT NULL
        AND upper(lega_legal_status) IN
            ('C1', 'C2', 'D1', 'E1', 'V2', 'V3', 'V4', 'L1', 'L2', 'L3', 'J1', 'J2', 'J3')
)
SELECT person_id, code, start_date, least(end_date, replaced) AS end_date
FROM statuses
WHERE start_date < coalesce(least(end_date, replaced), DATE '9999-12-31');

-- The day from which the SSDA903 tells of children in care, where it alone does; else none.
CREATE OR REPLACE TEMP TABLE care_returned AS
SELECT min(year_begins) AS begins
FROM return_year
WHERE return_kind = 'ssda903'
    AND NOT EXISTS (
        FROM ssd_cla_episodes WHERE NOT starts_with(clae_cla_episode_id, 'ssda903-')
    );

-- One row a period of care: episodes of the same period (its id), or that follow one another by
-- X1 (continues in a new episode). An episode left open is closed where the child's next begins;
-- one that starts and ends on the same day is no episode. Care ends at 18: births are kept to
-- the month, so a record left open longer ends with the month of the eighteenth birthday.
CREATE OR REPLACE TEMP TABLE care_period AS
WITH recorded AS (
    SELECT
        clae_person_id AS person_id,
        nullif(trim(clae_cla_id), '') AS care_id,
        clae_cla_primary_need_code AS need,
        clae_cla_episode_start_date AS start_date,
        clae_cla_episode_ceased_date AS end_date,
        upper(clae_cla_episode_ceased_reason) AS end_reason,
        clae_entered_care_date AS entered,
        lead(clae_cla_episode_start_date) OVER (
            PARTITION BY clae_person_id
            ORDER BY clae_cla_episode_start_date, clae_cla_episode_ceased_date NULLS LAST,
                clae_cla_episode_id
        ) AS next_start
    FROM ssd_cla_episodes
    WHERE clae_person_id IS NOT NULL AND clae_cla_episode_start_date IS NOT NULL
),
episodes AS (
    SELECT * REPLACE (
        least(end_date, next_start) AS end_date,
        CASE WHEN coalesce(end_date, DATE '9999-12-31') > next_start THEN 'X1' ELSE end_reason END
            AS end_reason
    )
    FROM recorded
    WHERE start_date < coalesce(least(end_date, next_start), DATE '9999-12-31')
),
marked AS (
    SELECT
        *,
        NOT coalesce(care_id = lag(care_id) OVER earlier, false)
        AND NOT coalesce(
            lag(end_reason) OVER earlier = 'X1' AND lag(end_date) OVER earlier = start_date, false
        ) AS begins
    FROM episodes
    WINDOW earlier AS (PARTITION BY person_id ORDER BY start_date)
),
numbered AS (
    SELECT *, sum(begins::INTEGER) OVER (PARTITION BY person_id ORDER BY start_date) AS period
    FROM marked
),
periods AS (
    SELECT
        person_id,
        period,
        -- The first period known may have begun before the extract did; its own field tells.
        CASE WHEN period = 1 THEN least(min(start_date), min(entered)) ELSE min(start_date) END
            AS start_date,
        CASE WHEN count(*) = count(end_date) THEN max(end_date) END AS end_date,
        max_by(end_reason, start_date) AS end_reason,
        -- A yearly return tells the first day of care only where it has the start itself.
        min(entered) IS NOT NULL OR (SELECT begins FROM care_returned) IS NULL AS start_is_known,
        min_by(need, start_date) AS need
    FROM numbered
    GROUP BY person_id, period
),
people AS (
    SELECT pers_person_id AS person_id, coalesce(pers_dob, pers_expected_dob) AS born,
        pers_sex AS sex, pers_ethnicity AS ethnicity
    FROM ssd_person
),
grown AS (
    SELECT periods.* REPLACE (least(end_date, last_day((born + INTERVAL 18 YEARS)::DATE)) AS end_date),
        born, sex, ethnicity
    FROM periods LEFT JOIN people USING (person_id)
)
SELECT *
FROM grown
WHERE start_date < coalesce(end_date, DATE '9999-12-31');

-- One row a placement; a later one replaces the one before it. ``kind_of_start`` tells whether it
-- counts among a year's placements: 'new' always; 'same carer' only where it is running when the
-- year begins, since then it stands for the placement that the child was in; 'never' for a series
-- of short breaks, and for a temporary stay (T0 to T4) that the child came to from nowhere.
CREATE OR REPLACE TEMP TABLE care_placement AS
WITH recorded AS (
    SELECT
        clap_person_id AS person_id,
        clap_cla_placement_id AS placement_id,
        upper(clap_cla_placement_type) AS type,
        upper(clap_cla_placement_provider) AS provider,
        upper(clap_cla_placement_urn) AS urn,
        clap_cla_placement_start_date AS start_date,
        clap_cla_placement_end_date AS end_date,
        lead(clap_cla_placement_start_date) OVER (
            PARTITION BY clap_person_id
            ORDER BY clap_cla_placement_start_date, clap_cla_placement_end_date NULLS LAST,
                clap_cla_placement_id
        ) AS replaced
    FROM ssd_cla_placement
    WHERE clap_person_id IS NOT NULL AND clap_cla_placement_start_date IS NOT NULL
),
placements AS (
    SELECT
        * EXCLUDE (replaced) REPLACE (least(end_date, replaced) AS end_date),
        coalesce(starts_with(type, 'T'), false) AS temporary
    FROM recorded
    WHERE start_date < coalesce(least(end_date, replaced), DATE '9999-12-31')
),
-- Placements that follow one another without a day between, numbered as one run.
followed AS (
    SELECT *, coalesce(lag(end_date) OVER earlier <> start_date, true) AS begins
    FROM placements
    WINDOW earlier AS (PARTITION BY person_id ORDER BY start_date)
),
runs AS (
    SELECT *, sum(begins::INTEGER) OVER (PARTITION BY person_id ORDER BY start_date) AS run
    FROM followed
),
-- With the usual placement of before: the last one that was not temporary.
with_usual AS (
    SELECT
        *,
        coalesce(lag(temporary) OVER earlier, false) AS after_temporary,
        last_value(
            CASE WHEN NOT temporary THEN {'type': type, 'provider': provider, 'urn': urn} END
            IGNORE NULLS
        ) OVER (earlier ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS usual
    FROM runs
    WINDOW earlier AS (PARTITION BY person_id, run ORDER BY start_date)
),
-- Why the episode that starts with the placement was begun: T and U keep the same carer.
reasons AS (
    SELECT
        clae_person_id AS person_id,
        clae_cla_episode_start_date AS start_date,
        max(upper(clae_cla_episode_start_reason)) AS reason
    FROM ssd_cla_episodes
    GROUP BY ALL
)
SELECT
    placed.* EXCLUDE (temporary, begins, run, after_temporary, usual),
    CASE
        WHEN legal.code IN ('V3', 'V4') THEN 'never'
        -- Away for a while: the usual placement waits.
        WHEN temporary THEN CASE WHEN usual IS NULL THEN 'never' ELSE 'same carer' END
        -- Placed for adoption with the foster carers of before.
        WHEN type IN ('A3', 'A5') THEN 'same carer'
        WHEN reason IN ('T', 'U') THEN 'same carer'
        -- Back from a temporary stay: the same home, as far as the record tells.
        WHEN after_temporary AND usual IS NOT NULL
            AND usual.type IS NOT DISTINCT FROM type
            AND usual.provider IS NOT DISTINCT FROM provider
            AND usual.urn IS NOT DISTINCT FROM urn THEN 'same carer'
        ELSE 'new'
    END AS kind_of_start
FROM with_usual AS placed
LEFT JOIN reasons USING (person_id, start_date)
LEFT JOIN care_legal_status AS legal
    ON legal.person_id = placed.person_id
    AND legal.start_date <= placed.start_date
    AND (legal.end_date IS NULL OR legal.end_date > placed.start_date);

-- One row a period of care, with the legal status on the day that it began, and whether it is
-- known. Series of short breaks (V3, V4) are not care.
CREATE OR REPLACE TEMP TABLE care_begun AS
SELECT
    period.*,
    legal.code AS legal_status,
    legal.code IS NOT NULL OR NOT EXISTS (FROM care_extract) AS legal_status_known
FROM care_period AS period
LEFT JOIN care_legal_status AS legal
    ON legal.person_id = period.person_id
    AND legal.start_date <= period.start_date
    AND (legal.end_date IS NULL OR legal.end_date > period.start_date)
WHERE coalesce(legal.code NOT IN ('V3', 'V4'), true);

-- One row a child and month end at which the child is in care, and not in a series of short
-- breaks; legal status and placement as they then are. ``care_known``: whether all who are then in
-- care are known; the two others: whether the child's placement and legal status are too. Annex A
-- knows them from their start to the day of an extract that lists them.
CREATE OR REPLACE TEMP TABLE child_in_care AS
SELECT
    period.person_id,
    month_end AS as_at,
    period.start_date,
    period.end_date,
    born,
    sex,
    ethnicity,
    legal.code AS legal_status,
    placement.type AS placement,
    placement.provider AS provider,
    placement.start_date AS placement_started,
    in_care_known AS care_known,
    in_care_known AND (
        NOT EXISTS (FROM care_extract)
        OR EXISTS (
            FROM care_listing
            WHERE care_listing.person_id = period.person_id
                AND care_started >= period.start_date
                AND reaches >= month_end AND care_listing.placement_started <= month_end
        )
    ) AS placement_known,
    in_care_known AND (
        NOT EXISTS (FROM care_extract)
        OR EXISTS (
            FROM care_listing
            WHERE care_listing.person_id = period.person_id
                AND care_started >= period.start_date
                AND reaches >= month_end AND legal_status_started <= month_end
        )
    ) AS legal_status_known
FROM care_period AS period
JOIN care_month
    ON period.start_date <= month_end
    AND (period.end_date IS NULL OR period.end_date > month_end)
LEFT JOIN care_legal_status AS legal
    ON legal.person_id = period.person_id
    AND legal.start_date <= month_end
    AND (legal.end_date IS NULL OR legal.end_date > month_end)
LEFT JOIN care_placement AS placement
    ON placement.person_id = period.person_id
    AND placement.start_date <= month_end
    AND (placement.end_date IS NULL OR placement.end_date > month_end)
WHERE coalesce(legal.code NOT IN ('V3', 'V4'), true);

-- One row a spell as an unaccompanied asylum seeking child, as the status is written.
CREATE OR REPLACE TEMP TABLE asylum_spell AS
SELECT DISTINCT
    immi_person_id AS person_id,
    coalesce(immi_immigration_status_start_date, DATE '1900-01-01') AS start_date,
    immi_immigration_status_end_date AS end_date
FROM ssd_immigration_status
WHERE regexp_matches(immi_immigration_status, '(?i)unaccompanied|\bUASC\b');
