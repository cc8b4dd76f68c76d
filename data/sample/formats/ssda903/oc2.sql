-- One row a child who at the year's end had been in care for twelve months. Health was assessed in
-- the year; below the age of five in each half of it. The sample knows of no questionnaires,
-- convictions, immunisations or misuse of substances.
WITH cohort AS (
    SELECT DISTINCT "CHILD", "DOB", CAST("DOB" + to_years(5) AS DATE) > year_end() AS is_young
    FROM care JOIN person USING ("CHILD")
    WHERE start_date <= year_begin() - 1 AND coalesce(end_date > year_end(), true)
),
checks AS (
    SELECT
        clah_person_id AS "CHILD",
        bool_or(clah_health_check_type = 'Dental Check') AS teeth,
        coalesce(bool_or(clah_health_check_date > half) FILTER (is_health), false) AS later,
        coalesce(bool_or(clah_health_check_date <= half) FILTER (is_health), false) AS earlier
    FROM (
        SELECT *, clah_health_check_type LIKE '%Health Assessment' AS is_health,
            last_day(CAST(year_end() - to_months(6) AS DATE)) AS half
        FROM ssd_cla_health
        WHERE clah_health_check_status = 'Completed' AND in_year(clah_health_check_date)
    )
    GROUP BY ALL
)
SELECT
    "CHILD",
    "DOB",
    NULL::INTEGER AS "SDQ_SCORE",
    CASE WHEN CAST("DOB" + to_years(4) AS DATE) <= year_end()
        AND CAST("DOB" + to_years(17) AS DATE) > year_end() THEN 'SDQ4' ELSE 'SDQ1' END
        AS "SDQ_REASON",
    NULL::INTEGER AS "CONVICTED",
    CASE WHEN is_young THEN coalesce(earlier OR later, false)::INTEGER END AS "HEALTH_CHECK",
    NULL::INTEGER AS "IMMUNISATIONS",
    coalesce(teeth, false)::INTEGER AS "TEETH_CHECK",
    coalesce(CASE WHEN is_young THEN earlier AND later ELSE earlier OR later END, false)::INTEGER
        AS "HEALTH_ASSESSMENT",
    NULL::INTEGER AS "SUBSTANCE_MISUSE",
    NULL::INTEGER AS "INTERVENTION_RECEIVED",
    NULL::INTEGER AS "INTERVENTION_OFFERED"
FROM cohort
LEFT JOIN checks USING ("CHILD")
ORDER BY "CHILD"
