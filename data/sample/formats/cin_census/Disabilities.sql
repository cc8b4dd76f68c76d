-- One row a disability of a child with an episode in the year; NONE where it is known of none.
SELECT disa_person_id AS "LAchildID", disa_disability_code AS "Disability"
FROM ssd_disability
WHERE disa_person_id IN (SELECT "LAchildID" FROM episode)
ORDER BY "LAchildID", "Disability"
