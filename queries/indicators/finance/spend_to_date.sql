-- One row a line of a budget monitor at each month's end: what it has spent since 1 April (window
-- y), and in the month (m): to date, less to date a month before. April is its own. Where the month
-- before is not held, the month alone is not known. A line gone or renamed since takes its sum back.
WITH line AS (
    SELECT as_at, service, service_line, nature, sum(actual_to_date) AS to_date
    FROM budget_month
    WHERE nature <> 'total' AND actual_to_date IS NOT NULL
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

SELECT
    concat_ws(' · ', service, service_line, nullif(nature, 'net')) AS person_id,
    as_at AS snapshot,
    'y' AS "window",
    to_date AS amount,
    service,
    service_line
FROM line
UNION ALL BY NAME
SELECT
    concat_ws(' · ', service, service_line, nullif(nature, 'net')) AS person_id,
    as_at AS snapshot,
    'm' AS "window",
    in_month AS amount,
    service,
    service_line
FROM month_alone
