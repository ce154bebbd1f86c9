-- Why an episode of care ended.
--
-- Makes  dimReasonEpisodeCeased  every code that REC may carry in any year, and those that repair gives

CREATE TABLE dimReasonEpisodeCeased AS
SELECT key AS ReasonEpisodeCeasedKey, code AS ReasonEpisodeCeasedCode, description AS ReasonEpisodeCeasedDescription
FROM coded_members('dimReasonEpisodeCeased', 'episodes', 'REC')
ORDER BY ReasonEpisodeCeasedKey;
