-- What every table of a year's return is made of.

CREATE TEMP TABLE person AS
SELECT
    pers_person_id AS "CHILD",
    pers_sex AS sex,
    coalesce(pers_dob, pers_expected_dob) AS "DOB",
    pers_ethnicity AS "ETHNIC"
FROM ssd_person;

-- One row a period of care.
CREATE TEMP TABLE care AS
SELECT
    clae_cla_id AS care_id,
    clae_person_id AS "CHILD",
    min(clae_cla_episode_start_date) AS start_date,
    CASE WHEN count(*) = count(clae_cla_episode_ceased_date)
        THEN max(clae_cla_episode_ceased_date) END AS end_date
FROM ssd_cla_episodes
GROUP BY ALL;

CREATE TEMP TABLE placement AS
SELECT
    clap_cla_placement_id AS placement_id,
    clap_cla_placement_type AS type,
    clap_cla_placement_provider AS provider,
    clap_cla_placement_urn AS urn,
    clap_cla_placement_end_date AS end_date,
    clap_cla_placement_change_reason AS change_reason,
    starts_with(clap_cla_placement_type, 'T') AS temporary,
    coalesce(lead(starts_with(clap_cla_placement_type, 'T')) OVER (
        PARTITION BY clap_cla_id ORDER BY clap_cla_placement_start_date
    ), false) AS before_temporary
FROM ssd_cla_placement;

CREATE TEMP VIEW in_care_in_year AS
SELECT "CHILD", care_id, start_date, end_date FROM care WHERE open_in_year(start_date, end_date);

-- Care leavers whose 17th to 21st birthday lies in the year, and who had left care by then.
CREATE TEMP VIEW leaver AS
SELECT person."CHILD", "DOB", ssd_care_leavers.*
FROM ssd_care_leavers
JOIN person ON "CHILD" = clea_person_id
JOIN (SELECT "CHILD", max(end_date) AS left_care FROM care GROUP BY ALL) USING ("CHILD")
WHERE clea_care_leaver_eligibility IN ('Relevant', 'Former relevant')
    AND EXISTS (
        SELECT 1 FROM range(17, 22) AS years(age)
        WHERE in_year(CAST("DOB" + to_years(age::INTEGER) AS DATE))
            AND left_care <= CAST("DOB" + to_years(age::INTEGER) AS DATE)
    );

-- The case system keeps how care leavers are now: of earlier years nothing is known.
CREATE MACRO leavers_known() AS CAST(getvariable('last_year_end') AS DATE) = year_end();
