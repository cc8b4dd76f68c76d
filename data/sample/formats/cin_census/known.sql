-- What every table of a year's census is made of.

CREATE TEMP TABLE person AS
SELECT
    pers_person_id AS "LAchildID",
    pers_sex AS sex,
    pers_ethnicity AS ethnicity,
    coalesce(pers_dob, pers_expected_dob) AS born
FROM ssd_person;

-- Episodes open in the year. A referral taken no further opened none: it is of the year it came.
CREATE TEMP VIEW episode AS
SELECT
    cine_person_id AS "LAchildID",
    row_number() OVER (
        PARTITION BY cine_person_id ORDER BY cine_referral_date, cine_referral_id
    ) AS "CINdetailsID",
    ssd_cin_episodes.*
FROM ssd_cin_episodes
WHERE CASE
    WHEN cine_referral_nfa = 'Y' THEN in_year(cine_referral_date)
    ELSE open_in_year(cine_referral_date, cine_close_date)
END;

CREATE TEMP TABLE numbered_plan AS
SELECT
    *,
    row_number() OVER (PARTITION BY cppl_person_id ORDER BY cppl_cp_plan_start_date) - 1
        AS earlier_plans
FROM ssd_cp_plans;

CREATE TEMP VIEW plan AS
SELECT
    "LAchildID",
    "CINdetailsID",
    row_number() OVER (
        PARTITION BY "LAchildID", "CINdetailsID" ORDER BY cppl_cp_plan_start_date
    ) AS "CPPID",
    numbered_plan.*
FROM numbered_plan
JOIN episode ON cine_referral_id = cppl_referral_id
WHERE open_in_year(cppl_cp_plan_start_date, cppl_cp_plan_end_date);
