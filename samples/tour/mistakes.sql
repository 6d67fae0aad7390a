CREATE STREAM trades (
  symbol VARCHAR,
  price  DOUBLE,
  ts     TIMESTAMP(3),
  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
) WITH ('connector' = 'file', 'pth' = 'trades.csv');

CREATE STREAM clicks (page VARCHAR, at TIMESTAMP(3), WATERMARK FOR at AS at);

SELECT pgae, cuont(*) FROM TUMBLE(clicks, INTERVAL '1' MINUTE) GROUP BY page, window_start, window_end;
SELECT page FROM clicks WHERE page > 3;
SELECT page, count(*) FROM clicks GROUP BY page
SELECT 1;
