-- Earthquakes per region and day, for days with at least 20. The feed comes in order of publication, so event times are out of order:
-- the watermark waits two days, what comes later still is late, and counted by the second query.
CREATE STREAM quakes (
  id     VARCHAR,
  "time" TIMESTAMP_LTZ(3),
  mag    DOUBLE,
  type   VARCHAR,
  place  VARCHAR,
  region AS trim(regexp_replace(place, '^.*,', '')),
  WATERMARK FOR "time" AS "time" - INTERVAL '2' DAY
) WITH ('connector' = 'file', 'path' = 'earthquakes.csv', 'format' = 'csv');

SELECT region, window_start AS day, count(*) AS quakes, max(mag) AS strongest, max_by(place, mag) AS strongest_at
FROM TUMBLE((SELECT * FROM quakes WHERE type = 'earthquake'), DESCRIPTOR("time"), INTERVAL '1' DAY)
GROUP BY region, window_start, window_end
HAVING count(*) >= 20;

SELECT count(*) AS late FROM LATE(quakes);
