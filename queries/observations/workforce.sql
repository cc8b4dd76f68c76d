-- Social workers, their posts and their leaving, defined once for every query that counts them.

-- One row a holding of any post in a month's list, as it stands at the month's end. `state` is
-- 'in post' (employed by the council), 'agency', 'vacant', 'to start' or 'ended'. Rows that differ
-- in the absence alone are one holding: only the first, `is_first`, brings FTE and cases.
CREATE OR REPLACE TEMP TABLE post_listed AS
WITH placed AS (
    SELECT * REPLACE (
        coalesce(kind, 'posts') AS kind,
        coalesce(file, '') AS file,
        coalesce(source_row, row_number() OVER ()) AS source_row
    ), rowid AS listing
    FROM post_month
),
identified AS (
    SELECT
        *,
        coalesce(post_number, 'row ' || source_row || ' of ' || file) AS post,
        CASE
            WHEN employment_type = 'vacant' AND (staff_ref IS NULL OR end_date IS NULL) THEN 'vacant'
            WHEN end_date <= as_at THEN 'ended'
            WHEN start_date > as_at THEN 'to start'
            WHEN employment_type = 'agency' THEN 'agency'
            WHEN employment_type = 'vacant' THEN 'vacant'
            ELSE 'in post'
        END AS state
    FROM placed
),
agency_list AS (
    SELECT DISTINCT as_at, staff_ref AS in_agency_list FROM post_month
    WHERE kind = 'agency' AND staff_ref IS NOT NULL
),
-- Rows that say what an earlier row of their list has said, but for the absence.
again AS (
    SELECT listing FROM identified
    WHERE staff_ref IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY as_at, kind, post, staff_ref, state, established_fte, contracted_fte,
            start_date, end_date
        ORDER BY source_row, file
    ) > 1
),
-- Of posts that a row names without a title: what the other rows' titles say.
titled AS (
    SELECT as_at, post, max(social_work) AS social_work FROM identified
    GROUP BY ALL
    HAVING count(*) > count(post_title)
),
-- Since when someone registered is known to have held the post.
registered AS (
    SELECT post, min(as_at) AS since FROM identified WHERE swe_registered = 'Y' GROUP BY post
)
SELECT
    identified.* EXCLUDE (listing),
    coalesce(staff_ref, identified.post || ' (row ' || source_row || ')') AS holder,
    -- The agency's own list goes before HR's for a worker in both.
    in_agency_list IS NOT NULL AND kind = 'posts' AND coalesce(employment_type, '') = 'agency'
        AS is_in_other_list,
    again.listing IS NULL AS is_first,
    -- A social worker's post: by its title; where that tells nothing, by the registration of who
    -- holds it or has held it.
    coalesce(
        CASE WHEN post_title IS NULL THEN titled.social_work ELSE identified.social_work END = 'Y',
        identified.as_at >= since,
        false
    ) AS is_social_work
FROM identified
LEFT JOIN agency_list ON agency_list.as_at = identified.as_at
    AND agency_list.in_agency_list = identified.staff_ref
LEFT JOIN again ON again.listing = identified.listing
LEFT JOIN titled ON titled.as_at = identified.as_at AND titled.post = identified.post
LEFT JOIN registered ON registered.post = identified.post;

-- What each month's lists tell. A measure that a month's list does not hold is not made for it.
-- Agency workers are known in a month where HR's list holds some, in any month, or where the
-- agency's own list of that month is held.
CREATE OR REPLACE TEMP TABLE post_list AS
SELECT
    as_at,
    bool_or(kind = 'posts') AS has_posts,
    bool_or(kind = 'posts' AND established_fte IS NOT NULL) AS has_establishment,
    bool_or(kind = 'posts' AND asye IS NOT NULL OR role = 'Newly qualified social worker')
        AS has_newly_qualified,
    bool_or(allocated_cases IS NOT NULL) AS has_cases,
    bool_or(sick_days IS NOT NULL) AS has_sick_days,
    bool_or(kind = 'posts' AND start_date IS NOT NULL) AS has_start_dates,
    bool_or(kind = 'posts' AND leavers_listed = 'Y') AS has_leavers,
    bool_or(employment_type = 'agency')
        OR (SELECT coalesce(bool_or(kind = 'posts' AND employment_type = 'agency'), false)
            FROM post_listed) AS has_agency,
    bool_and(employment_type IS DISTINCT FROM 'agency')
        OR bool_or(employment_type = 'agency' AND post_number IS NOT NULL) AS has_agency_posts
FROM post_listed
GROUP BY as_at;

-- How many rows of one post and size in a month are held how: rows that show the same post again.
CREATE OR REPLACE TEMP TABLE post_rows AS
SELECT
    as_at, post, established_fte,
    count(*) FILTER (
        WHERE state = 'vacant' OR (state = 'in post' AND start_date >= date_trunc('month', as_at))
    ) AS successors,
    count(*) FILTER (WHERE state IN ('agency', 'to start')) AS covers,
    bool_and(state IN ('in post', 'agency')) AND count(*) > 1
        AND min(contracted_fte) > 0
        AND max(contracted_fte) < established_fte
        AND sum(contracted_fte) <= established_fte + 1e-6 AS is_repeated
FROM post_listed
WHERE kind = 'posts' AND is_first
GROUP BY as_at, post, established_fte;

-- One row a holding of a social worker's post. `fte` is of those in post or agency workers at the
-- month's end, else 0; `established` the funded FTE that the row brings. A post that changes hands
-- may be listed again with its whole FTE: on the row of whoever left, or of an agency worker or
-- one yet to start, beside the row that is vacant or of who came; or on every row of a job share.
-- It counts once; but halves, one vacant and one covered, are parts of a shared post. The agency's
-- own list brings no establishment.
CREATE OR REPLACE TEMP TABLE social_work_holding AS
WITH shared AS (
    SELECT as_at, post, kind, is_first, established_fte FROM post_listed
    GROUP BY ALL
    HAVING count(*) > 1
),
parted AS (
    SELECT post_listed.*, shared.post IS NOT NULL AS is_shared
    FROM post_listed
    LEFT JOIN shared ON shared.as_at = post_listed.as_at AND shared.post = post_listed.post
        AND shared.kind = post_listed.kind AND shared.is_first = post_listed.is_first
        AND shared.established_fte IS NOT DISTINCT FROM post_listed.established_fte
),
-- Most posts stand on one row, and only those that do not need be put into an order.
numbered AS (
    SELECT * EXCLUDE (is_shared), 1 AS nth, 1 AS nth_of_all FROM parted WHERE NOT is_shared
    UNION ALL
    SELECT
        * EXCLUDE (is_shared),
        row_number() OVER (
            PARTITION BY as_at, post, established_fte, kind, is_first,
                CASE WHEN state IN ('agency', 'to start') THEN 'cover' ELSE state END
            ORDER BY source_row, file
        ) AS nth,
        row_number() OVER (PARTITION BY as_at, post, established_fte, kind, is_first
            ORDER BY source_row, file) AS nth_of_all
    FROM parted
    WHERE is_shared
)
SELECT
    numbered.*,
    CASE
        WHEN NOT is_first OR is_in_other_list OR state NOT IN ('in post', 'agency') THEN 0
        ELSE coalesce(contracted_fte, 0)
    END AS fte,
    CASE
        WHEN kind = 'agency' OR NOT is_first THEN 0
        WHEN is_repeated AND nth_of_all > 1 THEN 0
        WHEN state IN ('agency', 'to start') AND nth <= successors
            AND numbered.established_fte > 0.5 THEN 0
        WHEN state = 'ended' AND nth <= successors + covers THEN 0
        ELSE coalesce(numbered.established_fte, 0)
    END AS established
FROM numbered
LEFT JOIN post_rows ON post_rows.as_at = numbered.as_at AND post_rows.post = numbered.post
    AND post_rows.established_fte IS NOT DISTINCT FROM numbered.established_fte
    AND numbered.kind = 'posts'
WHERE is_social_work;

-- One row a social worker's post in a month: its vacancy is what is established less what its
-- employees fill, never below nothing, so that a post filled over hides no vacancy of another.
-- `covered` is the part of the vacancy that agency workers placed in that very post cover.
CREATE OR REPLACE TEMP TABLE social_work_post AS
WITH filled AS (
    SELECT
        as_at, post,
        sum(established) AS established,
        coalesce(sum(fte) FILTER (WHERE state = 'in post'), 0) AS in_post,
        coalesce(sum(fte) FILTER (WHERE state = 'agency'), 0) AS agency,
        arg_min(team, (kind = 'agency', state <> 'vacant', source_row, file)) AS team,
        arg_min(service, (kind = 'agency', state <> 'vacant', source_row, file)) AS service,
        arg_min(role, (kind = 'agency', state <> 'vacant', source_row, file)) AS role
    FROM social_work_holding
    GROUP BY ALL
)
SELECT
    filled.*,
    greatest(round(established - in_post, 6), 0) AS vacancy,
    least(greatest(round(established - in_post, 6), 0), agency) AS covered
FROM filled;

-- One row a holding that ended with its holder leaving children's services, once however many
-- lists have it. Moving inside the council is not leaving, nor is ending one post while holding
-- another at that month's end or the next. FTE 0 or blank on the leaver's row is that of before.
CREATE OR REPLACE TEMP TABLE social_work_leaver AS
WITH ended AS (
    SELECT * FROM social_work_holding
    WHERE state = 'ended' AND coalesce(employment_type, '') <> 'agency' AND kind = 'posts'
        AND coalesce(moved_within, 'N') <> 'Y' AND is_first
),
present AS (
    SELECT DISTINCT as_at, staff_ref FROM post_listed
    WHERE state = 'in post' AND staff_ref IS NOT NULL
),
gone AS (
    SELECT * FROM ended
    ANTI JOIN present ON present.staff_ref = ended.staff_ref
        AND present.as_at IN (ended.as_at, last_day(ended.as_at + INTERVAL 1 MONTH))
),
told AS (
    SELECT * FROM gone
    QUALIFY row_number() OVER (
        PARTITION BY post, coalesce(staff_ref, 'nobody ' || nth), end_date ORDER BY as_at
    ) = 1
),
before AS (
    SELECT as_at AS known_at, staff_ref AS known_ref, post AS known_post, sum(fte) AS known_fte
    FROM social_work_holding
    WHERE state = 'in post' AND staff_ref IS NOT NULL
    GROUP BY ALL
)
SELECT
    last_day(end_date) AS as_at,
    holder,
    end_date,
    team,
    service,
    role,
    coalesce(nullif(contracted_fte, 0), known_fte, 0) AS fte
FROM told
ASOF LEFT JOIN before
    ON before.known_ref = told.staff_ref AND before.known_post = told.post
    AND told.as_at > before.known_at
JOIN (SELECT as_at AS listed FROM post_list WHERE has_leavers) ON listed = last_day(end_date);
