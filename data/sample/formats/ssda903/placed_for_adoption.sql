-- One row a child in care in the year of whom it was decided by its end that adoption is the plan.
SELECT
    "CHILD",
    "DOB",
    perm_adm_decision_date AS "DATE_PLACED",
    by_then(perm_decision_reversed_date) AS "DATE_PLACED_CEASED",
    CASE WHEN perm_decision_reversed_date <= year_end() THEN perm_decision_reversed_reason END
        AS "REASON_PLACED_CEASED"
FROM ssd_permanence
JOIN in_care_in_year ON care_id = perm_cla_id
JOIN person USING ("CHILD")
WHERE open_in_year(perm_adm_decision_date, perm_decision_reversed_date)
ORDER BY "CHILD", "DATE_PLACED"
