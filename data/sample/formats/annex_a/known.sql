-- What was known at the end of the extract's day: what had begun and been recorded by then, with
-- the endings of by then.

CREATE MACRO as_at() AS CAST(getvariable('as_at') AS DATE);
CREATE MACRO by_then(day) AS CASE WHEN day <= as_at() THEN day END;
-- Whether what began on a day is known: of the last month a few rows come with the next extract.
CREATE MACRO is_known(day, is_late) AS
    day <= as_at() AND NOT (is_late AND day >= CAST(getvariable('late_from') AS DATE));
-- The first day of the extract's months.
CREATE MACRO months_begin(months) AS CAST(as_at() - to_months(months) AS DATE) + 1;
CREATE MACRO in_months(day, months) AS day BETWEEN months_begin(months) AND as_at();

-- The five columns that stand on every list of children. The unborn have the day on which they
-- are expected, and neither sex nor ethnicity.
CREATE TEMP VIEW common AS
SELECT
    person_id AS "Child Unique ID",
    CASE WHEN born > as_at() THEN 'c) Not stated/recorded' ELSE gender END AS "Gender",
    CASE WHEN born > as_at() THEN 's) NOBT' ELSE ethnicity END AS "Ethnicity",
    born AS "Date of Birth",
    CASE
        WHEN born > as_at() THEN -1
        ELSE year(as_at()) - year(born) - (strftime(as_at(), '%m%d') < strftime(born, '%m%d'))::INT
    END AS "Age of Child (Years)",
    disability
FROM person;

CREATE TEMP VIEW known_referral AS
SELECT * REPLACE (by_then(close_date) AS close_date)
FROM referral WHERE is_known(referral_date, is_late);

CREATE TEMP VIEW known_assessment AS
SELECT * REPLACE (by_then(authorised) AS authorised)
FROM assessment WHERE is_known(start_date, is_late);

CREATE TEMP VIEW known_enquiry AS
SELECT * REPLACE (by_then(end_date) AS end_date)
FROM enquiry WHERE is_known(start_date, is_late);

CREATE TEMP VIEW known_conference AS
SELECT * FROM conference WHERE is_known(conference_date, is_late);

CREATE TEMP VIEW known_plan AS
SELECT * REPLACE (by_then(end_date) AS end_date)
FROM plan WHERE is_known(start_date, is_late);

CREATE TEMP VIEW known_care AS
SELECT * REPLACE (
    by_then(end_date) AS end_date, CASE WHEN end_date <= as_at() THEN end_reason END AS end_reason
)
FROM care_period WHERE is_known(start_date, is_late);
