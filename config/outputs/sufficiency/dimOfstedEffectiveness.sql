-- What an inspection judged.
--
-- Makes  dimOfstedEffectiveness  the judgements, with the number that Ofsted gives them

CREATE TABLE dimOfstedEffectiveness AS
SELECT key AS OfstedEffectivenessKey, code AS Grade, description AS OverallEffectiveness
FROM members
WHERE table_name = 'dimOfstedEffectiveness'
ORDER BY OfstedEffectivenessKey;
