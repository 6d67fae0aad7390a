-- V shapes: a share falls for two minutes or more, then rises for two or more, back to where it came from.
CREATE STREAM trades (
  symbol VARCHAR NOT NULL,
  "time" TIMESTAMP(3),
  price  DECIMAL(10, 4),
  size   INTEGER,
  WATERMARK FOR "time" AS "time"
) WITH ('connector' = 'file', 'path' = '../stock-bars/us_equity_trades.csv.gz', 'format' = 'csv');

-- The last price of each minute.
CREATE VIEW closes AS
SELECT symbol, window_start AS minute, last_value(price) AS price, window_time
FROM TUMBLE(trades, INTERVAL '1' MINUTE)
GROUP BY symbol, window_start, window_end, window_time;

SELECT *
FROM closes MATCH_RECOGNIZE (
  PARTITION BY symbol ORDER BY window_time
  MEASURES X.minute AS since, LAST(D.minute) AS bottom, R.minute AS until,
           X.price AS price, LAST(D.price) AS low, R.price AS recovered
  PATTERN (X D{2,} U+ R)
  DEFINE D AS price < PREV(price),
         U AS price > PREV(price),
         R AS price > PREV(price) AND price >= X.price
);
