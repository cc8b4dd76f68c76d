-- One row: what the census is, and whose.
SELECT
    'CIN' AS "Collection",
    year(year_end()) AS "Year",
    year_end() AS "ReferenceDate",
    'L' AS "SourceLevel",
    getvariable('council') AS "LEA",
    'Sample' AS "SoftwareCode",
    '1' AS "Release",
    '001' AS "SerialNo",
    strftime(year_end() + 91, '%Y-%m-%dT10:00:00') AS "DateTime"
