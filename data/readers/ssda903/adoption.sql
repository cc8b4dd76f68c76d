-- The way to adoption: the decision (ad1, or placed_for_adoption, whose DATE_PLACED is the day of the
-- decision too) and the match; and from the episodes the placement order (legal status E1), the
-- placement with the adopters (A3 to A6), and the day of the order itself (E11, E12).

-- A first day that is not told is some day before: within a year of the decision all the same, where
-- the day that is told lies there.
CREATE OR REPLACE TEMP MACRO ssda903_known(first, decided) AS
    CASE WHEN first.is_told OR first.day <= decided + INTERVAL 12 MONTHS THEN first.day END;

INSERT INTO ssd_permanence (
    perm_table_id, perm_person_id, perm_cla_id, perm_adm_decision_date, perm_placement_order_date,
    perm_placed_for_adoption_date, perm_matched_date, perm_adopted_by_carer_flag,
    perm_placed_ffa_cp_date, perm_placed_foster_carer_date, perm_decision_reversed_date,
    perm_decision_reversed_reason, perm_permanence_order_date, perm_permanence_order_type,
    perm_number_of_adopters
)
WITH placements AS (
    SELECT
        child,
        care_start,
        placement_start,
        arg_min(place, start_date) AS place,
        arg_min({'provider': place_provider, 'urn': urn}, start_date) AS home,
        arg_min(rne, start_date) AS rne,
        coalesce(starts_with(arg_min(place, start_date), 'T'), false) AS temporary
    FROM ssda903_episode
    GROUP BY child, care_start, placement_start
),
followed AS (
    SELECT *, coalesce(lag(temporary) OVER earlier, false) AS after_temporary
    FROM placements
    WINDOW earlier AS (PARTITION BY child, care_start ORDER BY placement_start)
),
-- Placements that follow one another with the same carers, numbered as one stay: begun for T or U,
-- for adoption by the foster carers of before (A3, A5), or back from a temporary placement.
marked AS (
    SELECT
        *,
        coalesce(
            rne IN ('T', 'U')
            OR place IN ('A3', 'A5')
            OR (
                after_temporary
                AND place IS NOT DISTINCT FROM lag(place) OVER earlier
                AND home IS NOT DISTINCT FROM lag(home) OVER earlier
            ),
            false
        ) AS same_carers
    FROM followed
    WHERE NOT temporary
    WINDOW earlier AS (PARTITION BY child, care_start ORDER BY placement_start)
),
stays AS (
    SELECT
        *,
        sum((NOT same_carers)::INTEGER) OVER (
            PARTITION BY child, care_start ORDER BY placement_start
        ) AS stay
    FROM marked
),
-- Each with its first day, and whether the sets tell it: of what ran before they begin they may have
-- a later episode alone, begun for the legal status (L) or with the same carers.
last_stay AS (
    SELECT
        child,
        care_start,
        min({
            'day': placement_start,
            'is_told': coalesce(rne IN ('S', 'P', 'B') AND place NOT IN ('A3', 'A5'), false)
        }) AS with_carers,
        min({'day': placement_start, 'is_told': coalesce(rne <> 'L', false)})
            FILTER (place IN ('U2', 'U5')) AS fostered_for_adoption,
        min({'day': placement_start, 'is_told': coalesce(rne <> 'L', false)})
            FILTER (place IN ('A3', 'A4', 'A5', 'A6')) AS placed_for_adoption
    FROM stays
    GROUP BY child, care_start, stay
    QUALIFY stay = max(stay) OVER (PARTITION BY child, care_start)
),
placement_orders AS (
    SELECT child, care_start, max(began) AS placement_order
    FROM (
        SELECT child, care_start, min(start_date) AS began
        FROM ssda903_episode
        WHERE ls = 'E1'
        GROUP BY child, care_start, status_run
    )
    GROUP BY child, care_start
),
matched AS (
    FROM told_ssda903_ad1
    WHERE _year IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY child ORDER BY _year DESC, _source DESC, _row DESC) = 1
),
decisions AS (
    SELECT child, date_placed AS decided, date_placed_ceased AS reversed, reason_placed_ceased
    FROM told_ssda903_placed_for_adoption
    WHERE _year IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY child, date_placed ORDER BY _year DESC, _source DESC, _row DESC
    ) = 1
),
adopted AS (
    SELECT
        child,
        care_start,
        care_id,
        care_end AS order_date,
        coalesce(date_int, (
            SELECT max(decided)
            FROM decisions
            WHERE decisions.child = period.child
                AND decided <= care_end
                AND (reversed IS NULL OR reversed >= care_end)
        )) AS decided,
        date_match,
        foster_care,
        nb_adoptr,
        placement_order,
        with_carers,
        fostered_for_adoption,
        placed_for_adoption
    FROM ssda903_period AS period
    LEFT JOIN matched USING (child)
    LEFT JOIN placement_orders USING (child, care_start)
    LEFT JOIN last_stay USING (child, care_start)
    WHERE end_reason IN ('E11', 'E12')
)
SELECT
    ssda903_key('adoption', child, care_start),
    child,
    care_id,
    decided,
    placement_order,
    ssda903_known(placed_for_adoption, decided),
    date_match,
    foster_care,
    ssda903_known(fostered_for_adoption, decided),
    CASE WHEN foster_care = 'Y' THEN ssda903_known(with_carers, decided) END,
    NULL,
    NULL,
    order_date,
    'Adoption',
    nb_adoptr
FROM adopted
UNION ALL
-- Children who are not, or not yet, adopted.
SELECT
    ssda903_key('decision', child, decided),
    child,
    NULL,
    decided,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    reversed,
    reason_placed_ceased,
    NULL,
    NULL,
    NULL
FROM decisions
ANTI JOIN adopted USING (child, decided);
