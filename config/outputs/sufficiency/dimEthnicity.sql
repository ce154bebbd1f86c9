-- The ethnic origin of a child.
--
-- Makes  dimEthnicity  every code that ETHNIC may carry in any year

CREATE TABLE dimEthnicity AS
SELECT
  key                                                       AS EthnicityKey,
  code                                                      AS EthnicityCode,
  coalesce(known.description, member.description)           AS EthnicityDescription,
  coalesce(ethnic_group, 'Not known')                       AS EthnicityGroup,
  -- One that is not in our list comes behind all others.
  CASE WHEN key = -1 THEN 9999 ELSE coalesce(position, 999) END::BIGINT AS EthnicityOrder,
  list_position(['White', 'Mixed', 'Asian', 'Black', 'Other', 'Not known'], EthnicityGroup)::BIGINT
                                                            AS EthnicityGroupOrder
FROM coded_members('dimEthnicity', 'header', 'ETHNIC') AS member LEFT JOIN ethnic_labels AS known USING (code)
ORDER BY EthnicityKey;
