-- One row a child at an initial conference that was held, transfers in left out; the numerator has
-- those with a plan as its outcome, by the extract's own flag; where that is blank, those of which
-- the extract holds the plan.
WITH conferences AS (
    SELECT
        icpc_icpc_id AS conference_id,
        icpc_person_id AS person_id,
        icpc_icpc_date AS event_date,
        icpc_cp_plan_id AS named_plan,
        upper(icpc_icpc_outcome_cp_flag) AS outcome,
        icpc_icpc_team AS team_id
    FROM ssd_initial_cp_conference
    WHERE icpc_icpc_date IS NOT NULL AND coalesce(icpc_icpc_transfer_in, 'N') <> 'Y'
        AND icpc_icpc_date >= (SELECT first_day FROM conferences_whole)
        -- A census (cincensus-) has no outcomes: its plans tell, and where they are not told
        -- nothing does.
        AND (icpc_icpc_id NOT LIKE 'cincensus-%' OR icpc_icpc_outcome_cp_flag IS NOT NULL)
),
plans_by_conference AS (
    SELECT cppl_icpc_id AS conference_id, min(cppl_cp_plan_start_date) AS plan_started
    FROM ssd_cp_plans
    WHERE cppl_icpc_id IS NOT NULL
    GROUP BY cppl_icpc_id
),
plans_by_id AS (
    SELECT cppl_cp_plan_id AS named_plan, cppl_cp_plan_start_date AS named_plan_started
    FROM ssd_cp_plans
)
SELECT
    conferences.person_id,
    event_date,
    coalesce(outcome = 'Y', coalesce(plan_started, named_plan_started) IS NOT NULL)
        AS is_numerator,
    CASE outcome WHEN 'Y' THEN 'Plan' WHEN 'N' THEN 'No plan' ELSE 'Not recorded' END AS outcome,
    coalesce(plan_started, named_plan_started) AS plan_started,
    conference_id,
    coalesce(council_team.team, team_id) AS team,
    service,
    age_band(age_on(born, event_date)) AS age,
    sex,
    ethnicity,
    disability
FROM conferences
LEFT JOIN plans_by_conference USING (conference_id)
LEFT JOIN plans_by_id USING (named_plan)
LEFT JOIN child USING (person_id)
LEFT JOIN council_team USING (team_id)
