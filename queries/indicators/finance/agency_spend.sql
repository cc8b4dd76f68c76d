-- One row a line of a budget monitor that names agency staff, at each month's end: what it spent in
-- the month (m) and since 1 April (y), told as spending to date is.
WITH line AS (
    SELECT as_at, service, service_line, nature, sum(actual_to_date) AS to_date
    FROM budget_month
    WHERE nature <> 'total' AND actual_to_date IS NOT NULL
        AND regexp_matches(service_line,
            '\b(?:agency|locum|interim)\b.*\b(?:staff\w*|work\w*|social|cover|locums?)\b', 'i')
        AND NOT regexp_matches(service_line, '\b(?:foster\w*|placements?|adopt\w*)\b', 'i')
    GROUP BY ALL
),

taken AS (
    SELECT last_day(as_at + INTERVAL 1 MONTH) AS as_at, service, service_line, nature,
        -to_date AS to_date
    FROM line
    WHERE month(as_at) <> 3
),

month_alone AS (
    SELECT as_at, service, service_line, nature, sum(to_date) AS in_month
    FROM (SELECT * FROM line UNION ALL BY NAME SELECT * FROM taken)
    WHERE as_at IN (SELECT as_at FROM line)
        AND (month(as_at) = 4 OR as_at IN (SELECT as_at FROM taken))
    GROUP BY ALL
)

SELECT concat_ws(' · ', service, service_line) AS person_id, as_at AS snapshot, 'y' AS "window",
    to_date AS amount, service
FROM line
UNION ALL BY NAME
SELECT concat_ws(' · ', service, service_line) AS person_id, as_at AS snapshot, 'm' AS "window",
    in_month AS amount, service
FROM month_alone
