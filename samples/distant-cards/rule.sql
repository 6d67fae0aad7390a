-- A card used in two places more than 300 km apart within an hour.
CREATE STREAM payments (
  card   VARCHAR NOT NULL,
  city   VARCHAR,
  lat    DOUBLE,
  lon    DOUBLE,
  amount DECIMAL(10, 2),
  at     TIMESTAMP(3),
  WATERMARK FOR at AS at - INTERVAL '1' MINUTE
) WITH ('connector' = 'file', 'path' = 'payments.csv', 'format' = 'csv');

SELECT *
FROM payments MATCH_RECOGNIZE (
  PARTITION BY card ORDER BY at
  MEASURES A.city AS first_city, B.city AS second_city, A.at AS first_at, B.at AS second_at,
           CAST(ST_DISTANCE(A.lat, A.lon, B.lat, B.lon) / 1000 AS INTEGER) AS km
  AFTER MATCH SKIP TO NEXT ROW
  PATTERN (A -> B) WITHIN INTERVAL '1' HOUR
  DEFINE B AS ST_DISTANCE(A.lat, A.lon, lat, lon) > 300000
);
