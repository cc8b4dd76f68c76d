-- List 11, adopters: the sample has none.
SELECT
    NULL::VARCHAR AS "Individual adopter identifier",
    NULL::VARCHAR AS "Family identifier",
    NULL::VARCHAR AS "Gender",
    NULL::VARCHAR AS "Ethnicity",
    NULL::VARCHAR AS "Disability",
    NULL::VARCHAR AS "Is the (prospective) adopter fostering for adoption?",
    NULL::DATE AS "Date enquiry received",
    NULL::DATE AS "Date Stage 1 started",
    NULL::DATE AS "Date Stage 1 ended",
    NULL::DATE AS "Date Stage 2 started",
    NULL::DATE AS "Date Stage 2 ended",
    NULL::DATE AS "Date application submitted",
    NULL::DATE AS "Date application approved",
    NULL::DATE AS "Date adopter matched with child(ren)",
    NULL::DATE AS "Date child/children placed with adopter(s)",
    NULL::INTEGER AS "No. of children placed",
    NULL::DATE AS "Date of Adoption Order",
    NULL::DATE AS "Date of leaving adoption process",
    NULL::VARCHAR AS "Reason for leaving adoption process"
WHERE false
