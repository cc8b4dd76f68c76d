-- Young people who have left care, defined once for every query that counts them.

-- One row a care leaver at the last month's end: the table holds each as known now, and nothing of
-- how it was before. Relevant and former relevant young people, who were in care long enough to be
-- owed support; not those who died, or have been back with parents for six months (RHOM).
CREATE OR REPLACE TEMP TABLE care_leaver AS
WITH leavers AS (
    SELECT *
    FROM ssd_care_leavers
    WHERE clea_person_id IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY clea_person_id
        ORDER BY clea_care_leaver_latest_contact DESC NULLS LAST, clea_table_id DESC
    ) = 1
)
SELECT
    clea_person_id AS person_id,
    month_end AS as_at,
    age_on(born, month_end) AS years_old,
    clea_care_leaver_eligibility AS eligibility,
    upper(clea_care_leaver_in_touch) AS in_touch,
    clea_care_leaver_latest_contact AS latest_contact,
    upper(clea_care_leaver_accommodation) AS accommodation,
    clea_care_leaver_accom_suitable AS suitable,
    upper(clea_care_leaver_activity) AS activity,
    clea_pathway_plan_review_date AS pathway_plan_reviewed,
    coalesce(council_team.team, clea_care_leaver_allocated_team) AS team,
    sex,
    ethnicity
FROM leavers
JOIN month_end ON month_end = (SELECT max(month_end) FROM month_end)
LEFT JOIN child ON child.person_id = clea_person_id
LEFT JOIN council_team ON team_id = clea_care_leaver_allocated_team
WHERE coalesce(lower(clea_care_leaver_eligibility), '')
        NOT IN ('eligible', 'qualifying', 'no current eligibility')
    AND coalesce(upper(clea_care_leaver_in_touch), '') NOT IN ('DIED', 'RHOM');

-- One row an adoption order, with the days that led to it. A child whom foster carers adopt has
-- moved in with them when that fostering began, and so has one fostered for adoption. Where the
-- decision was reversed the row's way ended there.
CREATE OR REPLACE TEMP TABLE adoption AS
WITH orders AS (
    SELECT
        perm_person_id AS person_id,
        perm_permanence_order_date AS order_date,
        perm_adm_decision_date AS decided,
        perm_placement_order_date AS placement_order,
        perm_matched_date AS matched,
        CASE
            WHEN upper(perm_adopted_by_carer_flag) = 'Y' THEN coalesce(
                perm_placed_foster_carer_date, perm_placed_ffa_cp_date,
                perm_placed_for_adoption_date
            )
            ELSE coalesce(perm_placed_ffa_cp_date, perm_placed_for_adoption_date)
        END AS moved_in
    FROM ssd_permanence
    WHERE perm_person_id IS NOT NULL AND perm_permanence_order_date IS NOT NULL
        AND perm_decision_reversed_date IS NULL
        AND regexp_matches(perm_permanence_order_type, '(?i)adopt')
    QUALIFY row_number() OVER (
        PARTITION BY perm_person_id, perm_permanence_order_date ORDER BY perm_table_id
    ) = 1
)
SELECT
    orders.*,
    CASE WHEN care_begun.start_is_known THEN care_begun.start_date END AS entered_care,
    age_band(age_on(child.born, order_date)) AS age,
    child.sex,
    child.ethnicity
FROM orders
ASOF LEFT JOIN care_begun
    ON care_begun.person_id = orders.person_id AND orders.order_date > care_begun.start_date
LEFT JOIN child ON child.person_id = orders.person_id;
