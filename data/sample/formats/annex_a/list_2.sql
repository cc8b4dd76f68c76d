-- List 2, early help: the sample's council records none in its case system.
SELECT
    common.* EXCLUDE (disability),
    NULL::DATE AS "Assessment start date",
    NULL::DATE AS "Assessment completion date",
    NULL::VARCHAR AS "Organisation completing assessment"
FROM common
WHERE false
