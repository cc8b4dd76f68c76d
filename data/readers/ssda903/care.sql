-- Stitched episodes (stitching.sql) into the case tables of children in care.

-- The first day of care is known where the period begins with a start; else it lies before.
INSERT INTO ssd_cla_episodes (
    clae_cla_episode_id, clae_person_id, clae_cla_id, clae_cla_episode_start_date,
    clae_cla_episode_start_reason, clae_cla_primary_need_code, clae_cla_episode_ceased_date,
    clae_cla_episode_ceased_reason, clae_cla_placement_id, clae_entered_care_date
)
SELECT
    ssda903_key('episode', child, start_date),
    child,
    care_id,
    start_date,
    rne,
    cin,
    end_date,
    ssda903_episode.end_reason,
    ssda903_key('placement', child, placement_start),
    CASE WHEN start_is_told THEN care_start END
FROM ssda903_episode
JOIN ssda903_period USING (child, care_start)
ORDER BY child, start_date;

INSERT INTO ssd_legal_status (
    lega_legal_status_id, lega_person_id, lega_legal_status, lega_legal_status_start_date,
    lega_legal_status_end_date
)
SELECT
    ssda903_key('status', child, min(start_date)),
    child,
    any_value(ls),
    min(start_date),
    arg_max_null(end_date, start_date)
FROM ssda903_episode
WHERE ls IS NOT NULL
GROUP BY child, status_run
ORDER BY child, min(start_date);

-- A placement is of the type that its first episode tells; why it changed stands on its last.
INSERT INTO ssd_cla_placement (
    clap_cla_placement_id, clap_cla_id, clap_person_id, clap_cla_placement_start_date,
    clap_cla_placement_end_date, clap_cla_placement_type, clap_cla_placement_provider,
    clap_cla_placement_urn, clap_cla_placement_change_reason
)
SELECT
    ssda903_key('placement', child, placement_start),
    any_value(care_id),
    child,
    placement_start,
    arg_max_null(end_date, start_date),
    arg_min(place, start_date),
    arg_min(place_provider, start_date),
    arg_min(urn, start_date),
    arg_max_null(reason_place_change, start_date)
FROM ssda903_episode
JOIN ssda903_period USING (child, care_start)
GROUP BY child, placement_start
ORDER BY child, placement_start;

-- A review belongs to the period of care in which it was held. Before the first year that the sets
-- tell, only those of children who stayed are told: they are left out.
INSERT INTO ssd_cla_reviews (
    clar_cla_review_id, clar_cla_id, clar_cla_review_date, clar_cla_review_participation
)
SELECT
    ssda903_key('review', ssda903_review.child, review),
    care_id,
    review,
    review_code
FROM ssda903_review
JOIN ssda903_period
    ON ssda903_period.child = ssda903_review.child
    AND review > care_start
    AND (care_end IS NULL OR review <= care_end)
QUALIFY row_number() OVER (PARTITION BY ssda903_review.child, review ORDER BY care_start DESC) = 1;

-- Unaccompanied asylum seeking until the day that the status ceased (DUC), which may be to come.
INSERT INTO ssd_immigration_status (
    immi_immigration_status_id, immi_person_id, immi_immigration_status,
    immi_immigration_status_end_date
)
SELECT
    ssda903_key('asylum', child, NULL),
    child,
    'Unaccompanied asylum seeking child',
    duc
FROM told_ssda903_uasc
WHERE _year IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY child ORDER BY _year DESC, _source DESC, _row DESC) = 1
ORDER BY child;
