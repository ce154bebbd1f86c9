-- An authority of the register lies in one county or unitary authority; where the lookup says two, the smaller code counts.
SELECT gias_code, min(la_code) AS la_code FROM gias_authority_lookup GROUP BY gias_code ORDER BY gias_code
