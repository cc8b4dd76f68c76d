-- One row a child adopted in the year.
SELECT
    "CHILD",
    "DOB",
    perm_adm_decision_date AS "DATE_INT",
    perm_matched_date AS "DATE_MATCH",
    (perm_adopted_by_carer_flag = 'Y')::INTEGER AS "FOSTER_CARE",
    perm_number_of_adopters AS "NB_ADOPTR",
    CASE perm_number_of_adopters WHEN 1 THEN 'F1' WHEN 2 THEN 'MF' END AS "SEX_ADOPTR",
    CASE perm_number_of_adopters WHEN 1 THEN 'L0' WHEN 2 THEN 'L12' END AS "LS_ADOPTR"
FROM ssd_permanence
JOIN person ON "CHILD" = perm_person_id
WHERE perm_permanence_order_type = 'Adoption' AND in_year(perm_permanence_order_date)
ORDER BY "CHILD"
