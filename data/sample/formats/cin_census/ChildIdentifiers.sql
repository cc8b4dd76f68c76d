-- One row a child with an episode in the year. The unborn have the day on which they are expected.
SELECT
    "LAchildID",
    NULL::VARCHAR AS "UPN",
    NULL::VARCHAR AS "FormerUPN",
    'UN1' AS "UPNunknown",
    by_then(born) AS "PersonBirthDate",
    CASE WHEN born > year_end() THEN born END AS "ExpectedPersonBirthDate",
    CASE
        WHEN born > year_end() THEN '0'
        ELSE CASE sex WHEN 'M' THEN '1' WHEN 'F' THEN '2' ELSE '0' END
    END AS "GenderCurrent",
    NULL::DATE AS "PersonDeathDate"
FROM person
WHERE "LAchildID" IN (SELECT "LAchildID" FROM episode)
ORDER BY "LAchildID"
