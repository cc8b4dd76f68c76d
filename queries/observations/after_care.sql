-- Young people who have left care, defined once for every query that counts them.

-- One row a care leaver at the last month's end: the table holds each as known now, and nothing of
-- how it was before. An extract of Annex A (``clea_as_at``) tells of its own day, and so of the
-- month's end before it, or on it. Relevant and former relevant young people, who were in care long
-- enough to be owed support; not those who died, or have been back with parents for six months
-- (RHOM). ``is_known`` is false at month ends of which no extract tells. ``tells_…``: whether the
-- extract tells such a thing of anyone.
CREATE OR REPLACE TEMP TABLE care_leaver AS
WITH told AS (
    SELECT
        ssd_care_leavers.*,
        (
            SELECT max(month_end) FROM month_end
            WHERE month_end <= coalesce(reaches, DATE '9999-12-31')
        ) AS as_at,
        clea_as_at IS NULL OR bool_or(clea_care_leaver_accom_suitable IS NOT NULL) OVER whole_list
            AS tells_accommodation,
        clea_as_at IS NULL OR bool_or(clea_care_leaver_activity IS NOT NULL) OVER whole_list
            AS tells_activity,
        clea_as_at IS NULL OR bool_or(clea_pathway_plan_review_date IS NOT NULL) OVER whole_list
            AS tells_pathway_plan
    FROM ssd_care_leavers
    LEFT JOIN annex_a_day ON annex_a_day.as_at = clea_as_at
    WHERE clea_person_id IS NOT NULL
    WINDOW whole_list AS (PARTITION BY clea_as_at)
),
-- Of several extracts that tell of one month's end, the first after it.
at_month_ends AS (
    SELECT *
    FROM told
    WHERE as_at IS NOT NULL
    QUALIFY coalesce(clea_as_at = min(clea_as_at) OVER (PARTITION BY as_at), true)
),
leavers AS (
    SELECT *, true AS is_known
    FROM at_month_ends
    QUALIFY row_number() OVER (
        PARTITION BY clea_person_id, as_at
        ORDER BY clea_care_leaver_latest_contact DESC NULLS LAST, clea_table_id DESC
    ) = 1
),
untold AS (
    SELECT min(clea_person_id) AS clea_person_id, month_end AS as_at, false AS is_known
    FROM leavers JOIN month_end ON leavers.as_at < month_end
    WHERE month_end NOT IN (SELECT as_at FROM leavers)
    GROUP BY month_end
)
SELECT
    clea_person_id AS person_id,
    as_at,
    is_known,
    tells_accommodation,
    tells_activity,
    tells_pathway_plan,
    age_on(born, as_at) AS years_old,
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
FROM (FROM leavers UNION ALL BY NAME FROM untold)
LEFT JOIN child ON child.person_id = clea_person_id
LEFT JOIN council_team ON team_id = clea_care_leaver_allocated_team
WHERE NOT is_known
    OR (
        coalesce(lower(clea_care_leaver_eligibility), '')
            NOT IN ('eligible', 'qualifying', 'no current eligibility')
        AND coalesce(upper(clea_care_leaver_in_touch), '') NOT IN ('DIED', 'RHOM')
    );

-- One row an adoption order, with the days that led to it. A child whom foster carers adopt has
-- moved in with them when that fostering began, and so has one fostered for adoption. Where the
-- decision was reversed the row's way ended there.
--
-- Annex A (annexa-) has a list of adoptions, which holds twelve months to the first extract, and
-- does not say who adopted: ``is_known`` is false outside the months that it holds. List 8 has
-- whether the placement for adoption was with the foster carers (A3, A5): then it is not told when
-- the child moved in, unless they fostered for adoption. ``moved_in_known`` is false of orders from
-- before List 8 begins to tell.
CREATE OR REPLACE TEMP TABLE adoption AS
WITH told AS (
    SELECT min(begins) AS first_day, max(reaches) AS last_day
    FROM annex_a_extract JOIN annex_a_day USING (as_at)
    WHERE list_number = 10
),
permanence AS (
    SELECT *, starts_with(perm_table_id, 'annexa-') AS is_listed FROM ssd_permanence
),
orders AS (
    SELECT
        perm_person_id AS person_id,
        perm_permanence_order_date AS order_date,
        perm_entered_care_date AS entered_care,
        perm_adm_decision_date AS decided,
        perm_placement_order_date AS placement_order,
        perm_matched_date AS matched,
        CASE
            WHEN upper(perm_adopted_by_carer_flag) = 'Y' THEN coalesce(
                perm_placed_foster_carer_date, perm_placed_ffa_cp_date,
                perm_placed_for_adoption_date
            )
            WHEN is_listed AND EXISTS (
                FROM ssd_cla_placement
                WHERE clap_person_id = perm_person_id
                    AND clap_cla_placement_type IN ('A3', 'A5')
                    AND clap_cla_placement_start_date <= perm_permanence_order_date
            ) THEN perm_placed_ffa_cp_date
            ELSE coalesce(perm_placed_ffa_cp_date, perm_placed_for_adoption_date)
        END AS moved_in,
        NOT is_listed OR date_trunc('month', perm_permanence_order_date) >= first_day AS is_known,
        is_known AND (
            NOT is_listed
            OR coalesce(
                date_trunc('month', perm_permanence_order_date)
                    >= (SELECT min(begins) FROM care_extract),
                true
            )
        ) AS moved_in_known
    FROM permanence CROSS JOIN told
    WHERE perm_person_id IS NOT NULL AND perm_permanence_order_date IS NOT NULL
        AND perm_decision_reversed_date IS NULL
        AND regexp_matches(perm_permanence_order_type, '(?i)adopt')
    QUALIFY row_number() OVER (
        PARTITION BY perm_person_id, perm_permanence_order_date ORDER BY perm_table_id
    ) = 1
    UNION ALL BY NAME
    -- After the last extract: it is not known of any child.
    SELECT min(perm_person_id) AS person_id, month_end AS order_date, false AS is_known,
        false AS moved_in_known
    FROM permanence CROSS JOIN told JOIN month_end ON month_end > last_day
    WHERE is_listed
    GROUP BY month_end
)
SELECT
    orders.* REPLACE (
        coalesce(
            orders.entered_care,
            CASE WHEN care_begun.start_is_known THEN care_begun.start_date END
        ) AS entered_care
    ),
    age_band(age_on(child.born, order_date)) AS age,
    child.sex,
    child.ethnicity
FROM orders
ASOF LEFT JOIN care_begun
    ON care_begun.person_id = orders.person_id AND orders.order_date > care_begun.start_date
LEFT JOIN child ON child.person_id = orders.person_id;
