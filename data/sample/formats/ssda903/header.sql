-- One row a child of whom any other table tells. From 2025 the sexes have letters.
SELECT
    "CHILD",
    CASE WHEN year_end() < DATE '2025-01-01'
        THEN CASE sex WHEN 'M' THEN '1' WHEN 'F' THEN '2' END ELSE sex END AS "SEX",
    "DOB",
    "ETHNIC",
    'UN1' AS "UPN",
    CASE WHEN sex = 'F' THEN '0' END AS "MOTHER",
    NULL::DATE AS "MC_DOB"
FROM person
WHERE "CHILD" IN (SELECT "CHILD" FROM in_care_in_year)
    OR (leavers_known() AND "CHILD" IN (SELECT "CHILD" FROM leaver))
ORDER BY "CHILD"
