-- Why an episode of care began.
--
-- Makes  dimReasonForNewEpisode  every code that RNE may carry in any year, and those that repair gives

CREATE TABLE dimReasonForNewEpisode AS
SELECT key AS ReasonForNewEpisodeKey, code AS ReasonForNewEpisodeCode, description AS ReasonForNewEpisodeDescription
FROM coded_members('dimReasonForNewEpisode', 'episodes', 'RNE')
ORDER BY ReasonForNewEpisodeKey;
