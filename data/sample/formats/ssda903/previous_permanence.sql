-- One row a child whose care began in the year: the order of before, where there was one.
SELECT
    "CHILD",
    "DOB",
    CASE perm_permanence_order_type
        WHEN 'Adoption' THEN 'P1' WHEN 'Special Guardianship Order' THEN 'P2'
        WHEN 'Child Arrangements Order' THEN 'P4' ELSE 'Z1' END AS "PREV_PERM",
    CASE WHEN perm_permanence_order_date IS NOT NULL THEN 'E06009900' END AS "LA_PERM",
    perm_permanence_order_date AS "DATE_PERM"
FROM in_care_in_year
JOIN person USING ("CHILD")
LEFT JOIN ssd_permanence
    ON perm_person_id = "CHILD" AND perm_permanence_order_date < start_date
WHERE in_year(start_date)
QUALIFY row_number() OVER (
    PARTITION BY "CHILD" ORDER BY start_date DESC, perm_permanence_order_date DESC NULLS LAST
) = 1
ORDER BY "CHILD"
