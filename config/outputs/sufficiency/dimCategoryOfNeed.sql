-- Why a child came to need care.
--
-- Makes  dimCategoryOfNeed  every code that CIN may carry in any year, and those that repair gives

CREATE TABLE dimCategoryOfNeed AS
SELECT key AS CategoryOfNeedKey, code AS CategoryOfNeedCode, description AS CategoryOfNeedDescription
FROM coded_members('dimCategoryOfNeed', 'episodes', 'CIN')
ORDER BY CategoryOfNeedKey;
