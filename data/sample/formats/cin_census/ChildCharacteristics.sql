-- One row a child with an episode in the year.
SELECT
    "LAchildID",
    CASE WHEN born > year_end() THEN 'NOBT' ELSE ethnicity END AS "Ethnicity"
FROM person
WHERE "LAchildID" IN (SELECT "LAchildID" FROM episode)
ORDER BY "LAchildID"
