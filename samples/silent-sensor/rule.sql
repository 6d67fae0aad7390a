-- Silence: no reading within an hour of the last one. Time alone tells, no further reading is needed.
CREATE STREAM readings (
  "timestamp" TIMESTAMP(3),
  value       DOUBLE,
  WATERMARK FOR "timestamp" AS "timestamp"
) WITH ('connector' = 'file', 'path' = 'ambient_temperature.csv', 'format' = 'csv');

SELECT *
FROM readings MATCH_RECOGNIZE (
  ORDER BY "timestamp"
  MEASURES R."timestamp" AS last_reading, R.value AS value
  AFTER MATCH SKIP TO NEXT ROW
  PATTERN (R -> !N FOR INTERVAL '1' HOUR)
  DEFINE N AS "timestamp" IS NOT NULL
);
