-- One row an episode open in the year. A change of placement has its reason where the placement
-- ends, but none to or from a temporary one.
SELECT
    clae_person_id AS "CHILD",
    clae_cla_episode_start_date AS "DECOM",
    clae_cla_episode_start_reason AS "RNE",
    lega_legal_status AS "LS",
    clae_cla_primary_need_code AS "CIN",
    placement.type AS "PLACE",
    placement.provider AS "PLACE_PROVIDER",
    by_then(clae_cla_episode_ceased_date) AS "DEC",
    CASE WHEN clae_cla_episode_ceased_date <= year_end() THEN clae_cla_episode_ceased_reason END
        AS "REC",
    CASE
        WHEN clae_cla_episode_ceased_date <= year_end()
            AND clae_cla_episode_ceased_date = placement.end_date
            AND clae_cla_episode_ceased_reason = 'X1'
            AND NOT (temporary OR before_temporary) THEN change_reason
    END AS "REASON_PLACE_CHANGE",
    'ZZ99' AS "HOME_POST",
    'ZZ99' AS "PL_POST",
    placement.urn AS "URN"
FROM ssd_cla_episodes
LEFT JOIN placement ON placement_id = clae_cla_placement_id
ASOF LEFT JOIN ssd_legal_status
    ON lega_person_id = clae_person_id
    AND clae_cla_episode_start_date >= lega_legal_status_start_date
WHERE open_in_year(clae_cla_episode_start_date, clae_cla_episode_ceased_date)
ORDER BY "CHILD", "DECOM"
