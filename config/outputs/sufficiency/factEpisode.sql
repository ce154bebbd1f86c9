-- Episodes of care.
--
-- Reads  episodes and all dimensions; each is joined by its own key, so no episode is lost or doubled
-- Makes  factEpisode  one row for each episode

-- Rows without a child or a day cannot be told apart by them: all that they say, and a number among those alike, is
-- what they are known by.
CREATE TABLE nameless AS
SELECT *, row_number() OVER (PARTITION BY said) AS twin
FROM (SELECT *, CAST(episodes AS VARCHAR) AS said FROM episodes WHERE CHILD IS NULL OR DECOM IS NULL);

CREATE VIEW episodes_with_key AS
SELECT *, member_key('factEpisode', CHILD, DECOM::VARCHAR) AS key
FROM episodes WHERE CHILD IS NOT NULL AND DECOM IS NOT NULL
UNION ALL
SELECT * EXCLUDE (said, twin), member_key('factEpisode', said, twin::VARCHAR)
FROM nameless;

CREATE VIEW factEpisode AS
SELECT
  coalesce(LookedAfterChildKey, -1)         AS LookedAfterChildKey,
  coalesce(DECOM, unknown_day())            AS EpisodeCommencedDateKey,
  coalesce(ReasonForNewEpisodeKey, -1)      AS ReasonForNewEpisodeKey,
  coalesce(LegalStatusKey, -1)              AS LegalStatusKey,
  coalesce(CategoryOfNeedKey, -1)           AS CategoryOfNeedKey,
  coalesce(PlacementTypeKey, -1)            AS PlacementTypeKey,
  coalesce(PlacementProviderKey, -1)        AS PlacementProviderKey,
  coalesce(DEC, unknown_day())              AS EpisodeCeasedDateKey,
  coalesce(ReasonEpisodeCeasedKey, -1)      AS ReasonEpisodeCeasedKey,
  coalesce(ReasonPlaceChangeKey, -1)        AS ReasonPlaceChangeKey,
  coalesce(home.PostcodeKey, -1)            AS HomePostcodeKey,
  coalesce(placement.PostcodeKey, -1)       AS PlacementPostcodeKey,
  CASE
    WHEN episode.URN IS NULL THEN -1
    WHEN plain_urn(episode.URN) = 'XXXXXXX' THEN -2
    ELSE coalesce(provider.OfstedProviderKey, -3)
  END                                       AS OfstedProviderKey,
  coalesce(authority_areas.ONSAreaKey, -1)  AS ONSAreaKey,
  coalesce("YEAR", year(unknown_day()))     AS SubmissionYearDateKey,
  episode.key                               AS FactEpisodeKey,
  -- A county that is an authority has its districts' codes in it.
  CASE
    WHEN placement.ONSAreaKey IS NULL OR placement.ONSAreaKey = -1 OR authority_areas.AreaCode IS NULL
      OR authority_areas.AreaCode = unknown_text() THEN unknown_text()
    WHEN authority_areas.AreaCode IN (there.LACode, there.CountyCode) THEN 'Inside'
    ELSE 'Outside'
  END                                       AS PlacedOutside,
  distance_band(miles(home.OSEastings, home.OSNorthings, placement.OSEastings, placement.OSNorthings))
                                            AS DistanceBand,
  list_position(['Under 5 miles', '5 to under 20 miles', '20 miles or more', unknown_text()], DistanceBand)::BIGINT
                                            AS DistanceBandOrder
FROM episodes_with_key AS episode
LEFT JOIN dimLookedAfterChild         ON ChildIdentifier = CHILD AND LookedAfterChildKey > 0
LEFT JOIN dimReasonForNewEpisode      ON ReasonForNewEpisodeCode = RNE
LEFT JOIN dimLegalStatus              ON LegalStatusCode = LS
LEFT JOIN dimCategoryOfNeed           ON CategoryOfNeedCode = CIN
LEFT JOIN dimPlacementType            ON PlacementTypeCode = PLACE
LEFT JOIN dimPlacementProvider        ON PlacementProviderCode = PLACE_PROVIDER
LEFT JOIN dimReasonEpisodeCeased      ON ReasonEpisodeCeasedCode = REC
LEFT JOIN dimReasonPlaceChange        ON ReasonPlaceChangeCode = REASON_PLACE_CHANGE
LEFT JOIN dimPostcode AS home         ON home.Sector = HOME_POST AND home.PostcodeKey > 0
LEFT JOIN dimPostcode AS placement    ON placement.Sector = PL_POST AND placement.PostcodeKey > 0
LEFT JOIN dimONSArea AS there         ON there.ONSAreaKey = placement.ONSAreaKey
LEFT JOIN dimOfstedProvider AS provider ON provider.URN = plain_urn(episode.URN)
  AND provider.OfstedProviderKey > 0
LEFT JOIN authority_areas             ON authority_areas.name = LA
ORDER BY LookedAfterChildKey, EpisodeCommencedDateKey, FactEpisodeKey;
