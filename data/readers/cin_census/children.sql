-- What the census alone tells of a child: when a birth is expected, a death, and disabilities.

UPDATE ssd_person
SET pers_expected_dob = coalesce(pers_expected_dob, expected),
    pers_death_date = coalesce(pers_death_date, died)
FROM (
    SELECT
        la_child_id,
        max_by(expected_person_birth_date, (coalesce(_year, 0), _source, _row))
            FILTER (expected_person_birth_date IS NOT NULL) AS expected,
        max_by(person_death_date, (coalesce(_year, 0), _source, _row))
            FILTER (person_death_date IS NOT NULL) AS died
    FROM told_cin_census_child_identifiers
    GROUP BY la_child_id
)
WHERE pers_person_id = la_child_id;

-- One row a disability of a child, by the newest set that tells any of the child's.
INSERT INTO ssd_disability (disa_person_id, disa_table_id, disa_disability_code)
SELECT la_child_id, census_key('disability', la_child_id, disability), disability
FROM (
    SELECT DISTINCT la_child_id, disability
    FROM (
        FROM told_cin_census_disabilities
        QUALIFY rank() OVER (PARTITION BY la_child_id ORDER BY _year DESC NULLS LAST) = 1
    )
)
ORDER BY ALL;
