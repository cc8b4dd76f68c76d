-- What Ofsted's Annex A tells of care (annexa-) is each child's latest state on an extract's day.
-- These tables say of which days that is enough. Those of extracts and children are empty where other
-- records tell of care, and then everything is known.

-- One row a day of an extract: it ``reaches`` over the weekend and bank holidays that follow.
CREATE OR REPLACE TEMP TABLE annex_a_day AS
SELECT as_at, coalesce(working_day_after(as_at, 1) - 1, as_at) AS reaches
FROM (SELECT DISTINCT as_at FROM annex_a_extract);

-- One row an extract of List 8: from ``begins`` to ``as_at`` it lists all who were in care.
CREATE OR REPLACE TEMP TABLE care_extract AS
SELECT as_at, reaches, min(begins) AS begins
FROM annex_a_extract JOIN annex_a_day USING (as_at)
WHERE list_number = 8
    AND EXISTS (FROM ssd_cla_episodes WHERE starts_with(clae_cla_episode_id, 'annexa-'))
GROUP BY as_at, reaches;

-- One row a child and extract that lists the child. A child of whom a list tells no last check,
-- though it does of others, has had none: then it is the first day of 1900.
CREATE OR REPLACE TEMP TABLE care_listing AS
SELECT
    person_id,
    as_at,
    reaches,
    care_started,
    coalesce(earlier_period, 'U') AS earlier_period,
    placements_in_year,
    placement_started,
    legal_status_started,
    CASE WHEN bool_or(last_health_assessment IS NOT NULL) OVER whole_list
        THEN coalesce(last_health_assessment, DATE '1900-01-01') END AS last_health_assessment,
    CASE WHEN bool_or(last_dental_check IS NOT NULL) OVER whole_list
        THEN coalesce(last_dental_check, DATE '1900-01-01') END AS last_dental_check
FROM care_as_listed
JOIN care_extract USING (as_at)
WINDOW whole_list AS (PARTITION BY as_at);

-- One row a return into care: a child of whom a list says that this is not the first period within
-- twelve months, or does not say. ``listed``: the day of the first extract that tells of it.
CREATE OR REPLACE TEMP TABLE care_return AS
SELECT person_id, care_started, as_at AS listed
FROM care_listing
SEMI JOIN ssd_cla_episodes
    ON clae_person_id = person_id AND clae_cla_episode_start_date = care_started
QUALIFY row_number() OVER (PARTITION BY person_id, care_started ORDER BY as_at) = 1
    AND earlier_period <> 'N';

-- One row a child and month end at which it is not known whether the child was in care: a list has
-- a child's latest period alone, and this one came back into care after the month, before any
-- extract had told of the month.
CREATE OR REPLACE TEMP TABLE care_unsure AS
SELECT person_id, month_end AS as_at
FROM care_return
JOIN month_end ON care_started > month_end
WHERE NOT EXISTS (FROM care_extract WHERE reaches >= month_end AND as_at < care_started)
    AND month_end >= (SELECT min(begins) - INTERVAL 1 MONTH FROM care_extract);

-- One row a child and month of which it is not known whether the child came into care or left it.
-- Besides those months: a child came back, and of the period before nothing was told. It may have
-- begun and ended in the month of the return.
CREATE OR REPLACE TEMP TABLE care_change_unsure AS
SELECT person_id, as_at AS month_end FROM care_unsure
UNION
SELECT person_id, last_day(as_at + 1) FROM care_unsure
UNION
SELECT person_id, last_day(care_started)
FROM care_return
WHERE NOT EXISTS (
    FROM ssd_cla_episodes
    WHERE clae_person_id = person_id AND clae_cla_episode_start_date < care_started
        AND coalesce(clae_cla_episode_ceased_date, care_started) > listed - INTERVAL 12 MONTHS
);

-- One row a month end: whether all who were then in care are known, and all who came into care or
-- left it in the month.
CREATE OR REPLACE TEMP TABLE care_month AS
WITH told AS (
    SELECT min(begins) AS first_day, max(reaches) AS last_day FROM care_extract
)
SELECT
    month_end,
    coalesce(month_end BETWEEN first_day AND last_day, true)
        AND month_end NOT IN (SELECT as_at FROM care_unsure) AS in_care_known,
    coalesce(date_trunc('month', month_end) >= first_day AND month_end <= last_day, true)
        AND month_end NOT IN (SELECT month_end FROM care_change_unsure) AS changes_known
FROM month_end CROSS JOIN told;

-- The same for queries of events, whose rows with ``is_known`` false leave their month out: one row
-- a child and month of which the child's changes are not known; after the last extract, any child.
CREATE OR REPLACE TEMP TABLE care_change_untold AS
SELECT person_id, month_end AS event_date
FROM care_change_unsure SEMI JOIN month_end USING (month_end)
UNION ALL
SELECT min(person_id), month_end
FROM care_listing CROSS JOIN month_end
WHERE month_end > (SELECT max(reaches) FROM care_extract)
GROUP BY month_end;
