-- List 8, children in care: one row a child, the latest period of care that is open or ended in six
-- months. The placements are those of the twelve months: that running as they begin, and each that
-- started since with another carer; one at least.
WITH periods AS (
    SELECT *, coalesce(end_date, as_at()) AS until
    FROM known_care
    WHERE end_date IS NULL OR in_months(end_date, 6)
    QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY start_date DESC, care_id DESC) = 1
),
again AS (
    SELECT DISTINCT periods.person_id
    FROM known_care JOIN periods ON periods.person_id = known_care.person_id
    WHERE known_care.start_date < periods.start_date
        AND known_care.end_date >= months_begin(12)
),
asylum AS (
    SELECT DISTINCT person_id FROM asylum_seeker
    WHERE start_date <= as_at() AND (end_date IS NULL OR end_date >= months_begin(12))
),
statuses AS (
    SELECT periods.person_id, max(legal_status.start_date) AS started,
        max_by(code, legal_status.start_date) AS code
    FROM periods JOIN legal_status ON legal_status.person_id = periods.person_id
    WHERE legal_status.start_date <= until
    GROUP BY ALL
),
reviews AS (SELECT care_id, max(held) AS held FROM care_review WHERE held <= as_at() GROUP BY ALL),
visits AS (
    SELECT care_id, max(visited) AS visited FROM care_visit WHERE visited <= as_at() GROUP BY ALL
),
officers AS (
    SELECT care_id, max(officer_seen) AS seen
    FROM care_episode WHERE officer_seen <= as_at() GROUP BY ALL
),
checks AS (
    SELECT person_id, max(checked) FILTER (NOT is_dental) AS health,
        max(checked) FILTER (is_dental) AS dental
    FROM health_check WHERE checked <= as_at() GROUP BY ALL
),
placements AS (
    SELECT person_id, count(*) AS placements
    FROM placement
    WHERE start_date <= as_at()
        AND (end_date IS NULL OR end_date > last_day(CAST(as_at() - to_months(12) AS DATE)))
        AND (counts = 'always' OR (counts = 'if running'
            AND start_date <= last_day(CAST(as_at() - to_months(12) AS DATE))))
    GROUP BY ALL
),
latest AS (
    SELECT *
    FROM placement WHERE start_date <= as_at()
    QUALIFY row_number() OVER (PARTITION BY care_id ORDER BY start_date DESC) = 1
),
away AS (
    SELECT periods.person_id, count(*) FILTER (type = 'M') AS missing,
        count(*) FILTER (type = 'A') AS absent,
        max_by(coalesce(offered, 'c) Unknown'), missing.start_date) FILTER (type = 'M') AS offered,
        max_by(accepted, missing.start_date) FILTER (type = 'M') AS accepted
    FROM missing JOIN periods ON periods.person_id = missing.person_id
    WHERE in_months(missing.start_date, 12) AND missing.start_date >= periods.start_date
    GROUP BY ALL
),
ways AS (
    SELECT perm_cla_id AS care_id,
        CASE
            WHEN perm_adm_decision_date <= as_at()
                AND coalesce(perm_decision_reversed_date > as_at(), true) THEN 'b) Adoption'
        END AS plan
    FROM ssd_permanence
)
SELECT
    common.* EXCLUDE (disability),
    preferred_yes_no(CASE WHEN person_id IN (FROM asylum) THEN 'Y' ELSE 'N' END)
        AS "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)",
    disability AS "Does the Child have a Disability",
    periods.start_date AS "Date Started to be Looked After",
    need AS "Child's Category of Need",
    preferred_yes_no(CASE WHEN person_id IN (FROM again) THEN 'Y' ELSE 'N' END)
        AS "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)",
    started AS "Start date of current legal status",
    preferred_legal_status(code) AS "Child's Legal Status",
    reviews.held AS "Date of Latest Statutory Review",
    visits.visited AS "Date of Last Social Work Visit",
    coalesce(plan, CASE latest.type WHEN 'U1' THEN 'f) Long-term fostering'
        WHEN 'U4' THEN 'f) Long-term fostering' WHEN 'P1' THEN 'a) Return to family'
        WHEN 'K3' THEN 'd) Supported living in the community' END)
        AS "What is the permanence plan for this child?",
    officers.seen AS "Date of Last IRO Visit / Contact to the Child",
    checks.health AS "Date of Last Health Assessment",
    checks.dental AS "Date of Last Dental Check",
    greatest(coalesce(placements, 1), 1) AS "Number of Placements in the Last 12 months",
    periods.end_date AS "Date Ceased to be Looked After ",
    end_reason AS "Reason Ceased to be Looked After",
    latest.start_date AS "Start Date of Most Recent Placement",
    preferred_placement(latest.type) AS "Placement Type",
    preferred_provider(latest.provider) AS "Placement Provider",
    'ZZ99 9ZZ' AS "Placement postcode",
    latest.urn AS "URN of Placement",
    CASE WHEN latest.miles >= 20 THEN 'b) Out' ELSE 'a) In' END AS "Placement Location",
    CASE WHEN latest.miles >= 20 THEN 'Northmere' ELSE 'Wayshire' END AS "LA of Placement",
    coalesce(missing, 0) AS "Number of Episodes the Child has been ‘Missing’ from their Placement in the last 12 months",
    coalesce(absent, 0) AS "Number of Episodes the Child has been ‘Absent’ from their Placement in the last 12 months",
    offered AS "Was the child offered a Return Interview after their last missing episode (Y/N)?",
    accepted AS "Did the child accept a Return Interview after their last missing episode (Y/N)?",
    team AS "Allocated Team",
    worker AS "Allocated Worker"
FROM periods
JOIN common ON "Child Unique ID" = person_id
LEFT JOIN statuses USING (person_id)
LEFT JOIN reviews USING (care_id)
LEFT JOIN visits USING (care_id)
LEFT JOIN officers USING (care_id)
LEFT JOIN checks USING (person_id)
LEFT JOIN placements USING (person_id)
LEFT JOIN latest USING (care_id)
LEFT JOIN away USING (person_id)
LEFT JOIN ways USING (care_id)
ORDER BY periods.start_date, care_id
