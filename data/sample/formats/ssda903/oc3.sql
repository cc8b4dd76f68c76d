-- One row a care leaver with a 17th to 21st birthday in the year, as the case system tells of each
-- now: in the last return alone. Accommodation whose suitability is not told counts as unsuitable
-- where nobody knows where it is, and else as suitable.
SELECT
    "CHILD",
    "DOB",
    clea_care_leaver_in_touch AS "IN_TOUCH",
    coalesce(clea_care_leaver_activity, '0') AS "ACTIV",
    CASE
        WHEN clea_care_leaver_accommodation IS NULL THEN '0'
        ELSE clea_care_leaver_accommodation || coalesce(
            clea_care_leaver_accom_suitable,
            CASE clea_care_leaver_accommodation WHEN 'R' THEN '2' ELSE '1' END
        )
    END AS "ACCOM"
FROM leaver
WHERE leavers_known()
ORDER BY "CHILD"
