-- One row a child who was an unaccompanied asylum seeking child in the year.
SELECT
    "CHILD",
    CASE WHEN year_end() < DATE '2025-01-01'
        THEN CASE sex WHEN 'M' THEN '1' WHEN 'F' THEN '2' END ELSE sex END AS "SEX",
    "DOB",
    by_then(immi_immigration_status_end_date) AS "DUC"
FROM ssd_immigration_status
JOIN person ON "CHILD" = immi_person_id
WHERE immi_immigration_status = 'UASC'
    AND open_in_year(immi_immigration_status_start_date, immi_immigration_status_end_date)
ORDER BY "CHILD"
