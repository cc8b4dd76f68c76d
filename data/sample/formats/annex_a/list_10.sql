-- List 10, adoption: one row a child who in twelve months was adopted or whose decision was
-- reversed, or of whom it is decided and who is not yet adopted.
WITH ways AS (
    SELECT
        ssd_permanence.*,
        by_then(perm_decision_reversed_date) AS reversed,
        by_then(perm_permanence_order_date) AS adopted
    FROM ssd_permanence
    WHERE perm_adm_decision_date <= as_at()
    QUALIFY row_number() OVER (
        PARTITION BY perm_person_id ORDER BY perm_adm_decision_date DESC
    ) = 1
)
SELECT
    common."Child Unique ID",
    NULL::VARCHAR AS "Family identifier",
    common.* EXCLUDE ("Child Unique ID", disability),
    disability AS "Does the Child have a Disability",
    start_date AS "Date the Child Entered Care",
    perm_adm_decision_date AS "Date of Decision that Child Should be Placed for Adoption",
    by_then(perm_placement_order_date) AS "Date of Placement Order",
    by_then(perm_matched_date) AS "Date of Matching Child and Prospective Adopters",
    by_then(perm_placed_for_adoption_date) AS "Date Placed for Adoption",
    adopted AS "Date of Adoption Order ",
    reversed AS "Date of Decision that Child Should No Longer be Placed for Adoption",
    CASE WHEN reversed IS NOT NULL THEN preferred_reversed(perm_decision_reversed_reason) END
        AS "Reason Why Child No Longer Placed for Adoption",
    by_then(perm_placed_ffa_cp_date)
        AS "Date the child was placed for fostering in FFA or concurrent planning placement"
FROM ways
JOIN common ON "Child Unique ID" = perm_person_id
LEFT JOIN care_period ON care_id = perm_cla_id
WHERE (adopted IS NULL AND reversed IS NULL) OR in_months(coalesce(reversed, adopted), 12)
ORDER BY perm_adm_decision_date, perm_table_id
