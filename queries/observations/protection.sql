-- Child protection and child in need plans, defined once for every query that counts them.

-- One row a child protection plan of this council. A plan that another council holds for a child
-- living here is not this council's.
CREATE OR REPLACE TEMP TABLE protection_plan AS
SELECT
    cppl_cp_plan_id AS plan_id,
    cppl_person_id AS person_id,
    cppl_cp_plan_start_date AS start_date,
    cppl_cp_plan_end_date AS end_date,
    cppl_previous_plans AS previous_plans,
    category_name(coalesce(cppl_cp_plan_initial_category, cppl_cp_plan_latest_category))
        AS first_category,
    category_name(coalesce(cppl_cp_plan_latest_category, cppl_cp_plan_initial_category))
        AS latest_category
FROM ssd_cp_plans
WHERE coalesce(cppl_cp_plan_ola, 'N') <> 'Y';

-- One row a child and month end at which the child is subject to a protection plan. A plan that
-- ends on the last day of the month is over; a child with two plans open at once counts once, by
-- the later.
CREATE OR REPLACE TEMP TABLE child_on_plan AS
SELECT protection_plan.*, month_end AS as_at
FROM month_end
JOIN protection_plan ON start_date <= month_end AND (end_date IS NULL OR end_date > month_end)
QUALIFY row_number() OVER (
    PARTITION BY person_id, month_end ORDER BY start_date DESC, plan_id DESC
) = 1;

-- The same of child in need plans; children who are then in care or subject to a protection plan
-- are seen under those.
CREATE OR REPLACE TEMP TABLE child_on_need_plan AS
WITH plans AS (
    SELECT
        cinp_cin_plan_id AS plan_id,
        cinp_person_id AS person_id,
        cinp_cin_plan_start_date AS start_date,
        cinp_cin_plan_end_date AS end_date,
        cinp_cin_plan_team AS team_id
    FROM ssd_cin_plans
),
open_plans AS (
    SELECT plans.*, month_end AS as_at
    FROM month_end
    JOIN plans ON start_date <= month_end AND (end_date IS NULL OR end_date > month_end)
    QUALIFY row_number() OVER (
        PARTITION BY person_id, month_end ORDER BY start_date DESC, plan_id DESC
    ) = 1
)
SELECT open_plans.*
FROM open_plans
ANTI JOIN child_on_plan USING (person_id, as_at)
ANTI JOIN child_in_care USING (person_id, as_at);

-- One row: the first day from which the conferences recorded are all that were held. An extract
-- holds them from its beginning; Annex A's (annexa-) only those that follow an enquiry on its list,
-- so that those of its first weeks are few, and all of them soon after their enquiry.
CREATE OR REPLACE TEMP TABLE conferences_whole AS
SELECT
    coalesce(
        last_day((min(s47e_s47_start_date) + INTERVAL 1 MONTH)::DATE) + 1, DATE '1900-01-01'
    ) AS first_day
FROM ssd_s47_enquiry
WHERE s47e_s47_enquiry_id LIKE 'annexa-%';
