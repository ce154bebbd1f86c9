-- Why a placement changed.
--
-- Makes  dimReasonPlaceChange  every code that REASON_PLACE_CHANGE may carry in any year, and those that repair gives

CREATE TABLE dimReasonPlaceChange AS
SELECT key AS ReasonPlaceChangeKey, code AS ReasonPlaceChangeCode, description AS ReasonPlaceChangeDescription
FROM coded_members('dimReasonPlaceChange', 'episodes', 'REASON_PLACE_CHANGE')
ORDER BY ReasonPlaceChangeKey;
