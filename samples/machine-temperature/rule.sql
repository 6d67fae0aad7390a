-- A machine's temperature: alarm when a reading is more than 4 standard deviations below the mean of its last day.
CREATE STREAM readings (
  "timestamp" TIMESTAMP(3),
  value       DOUBLE,
  -- The recording goes back in time once: those readings are late, see LATE(readings).
  WATERMARK FOR "timestamp" AS "timestamp"
) WITH ('connector' = 'file', 'path' = 'machine_temperature.csv', 'format' = 'csv');

SELECT "timestamp", value, round(mean, 2) AS day_mean, round(deviation, 2) AS day_deviation
FROM (
  SELECT "timestamp", value,
         avg(value) OVER day AS mean,
         stddev_samp(value) OVER day AS deviation,
         count(*) OVER day AS readings
  FROM readings
  WINDOW day AS (ORDER BY "timestamp" RANGE BETWEEN INTERVAL '1' DAY PRECEDING AND CURRENT ROW)
)
WHERE readings > 100 AND value < mean - 4 * deviation;
