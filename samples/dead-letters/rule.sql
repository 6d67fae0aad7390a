-- What people paid per five minutes, out of a file with mistakes: each bad row is left out, counted and kept with its reason.
CREATE STREAM orders (
  id       INTEGER,
  at       TIMESTAMP_LTZ(3),
  customer VARCHAR NOT NULL,
  amount   DECIMAL(10, 2),
  WATERMARK FOR at AS at - INTERVAL '2' MINUTE
) WITH ('connector' = 'file', 'path' = 'orders.csv');

SELECT window_start, count(*) AS orders, sum(amount) AS paid
FROM TUMBLE(orders, INTERVAL '5' MINUTE)
GROUP BY window_start, window_end;
