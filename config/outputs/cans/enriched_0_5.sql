-- Assessments with their summaries: of each assessment the names of the questions whose answers count as a strength,
-- a trauma or an action, one behind the other in the order of the questions.
--
-- Reads  "0_5"   the compiled table: dates as DATE, numbers as BIGINT, all else as text
--        summary table_name, field, value, summary_column and position, the order of the questions
-- Makes  output  one row for each of the compiled table, with all its columns and one for each summary

CREATE OR REPLACE TABLE assessments AS
SELECT row_number() OVER (ORDER BY LA, "Child Unique ID", "Assessment Date", "Year", "Month") AS assessment, *
FROM "0_5";

-- An answer is compared as the text of its value: a whole number has no fraction, whatever stands in other rows.
CREATE OR REPLACE TABLE answers AS
SELECT assessment, field, answer
FROM (
  UNPIVOT (SELECT assessment, COLUMNS(* EXCLUDE (assessment))::VARCHAR FROM assessments)
  ON COLUMNS(* EXCLUDE (assessment)) INTO NAME field VALUE answer
);

CREATE OR REPLACE TABLE output AS
WITH summaries AS (
  SELECT
    assessment,
    string_agg(field, ';' ORDER BY position) FILTER (WHERE summary_column = 'Centerpiece of the Plan') AS "Centerpiece of the Plan",
    string_agg(field, ';' ORDER BY position) FILTER (WHERE summary_column = 'Strength used in the Plan') AS "Strength used in the Plan",
    string_agg(field, ';' ORDER BY position) FILTER (WHERE summary_column = 'Consider Strength Development') AS "Consider Strength Development",
    string_agg(field, ';' ORDER BY position) FILTER (WHERE summary_column = 'No Strength, Consider Building') AS "No Strength, Consider Building",
    string_agg(field, ';' ORDER BY position) FILTER (WHERE summary_column = 'Trauma Experience (Over Lifetime)') AS "Trauma Experience (Over Lifetime)",
    string_agg(field, ';' ORDER BY position) FILTER (WHERE summary_column = 'Action Needed (Youth)') AS "Action Needed (Youth)",
    string_agg(field, ';' ORDER BY position) FILTER (WHERE summary_column = 'Immediate/Intensive Action Needed (Youth)') AS "Immediate/Intensive Action Needed (Youth)",
    string_agg(field, ';' ORDER BY position) FILTER (WHERE summary_column = 'Action Needed (Caregiver)') AS "Action Needed (Caregiver)",
    string_agg(field, ';' ORDER BY position) FILTER (WHERE summary_column = 'Immediate/Intensive Action Needed (Caregiver)') AS "Immediate/Intensive Action Needed (Caregiver)"
  FROM answers JOIN summary USING (field)
  WHERE summary.table_name = '0_5' AND summary.value = answers.answer
  GROUP BY assessment
)
SELECT assessments.* EXCLUDE (assessment), summaries.* EXCLUDE (assessment)
FROM assessments LEFT JOIN summaries ON summaries.assessment = assessments.assessment
ORDER BY assessments.assessment;

DROP TABLE answers;
DROP TABLE assessments;
