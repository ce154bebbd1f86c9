-- Under which law a child is looked after.
--
-- Makes  dimLegalStatus  every code that LS may carry in any year, and those that repair gives

CREATE TABLE dimLegalStatus AS
SELECT key AS LegalStatusKey, code AS LegalStatusCode, description AS LegalStatusDescription
FROM coded_members('dimLegalStatus', 'episodes', 'LS')
ORDER BY LegalStatusKey;
