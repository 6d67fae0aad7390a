-- W shapes: a share falls, rises, falls and rises again, each time for two minutes or more.
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
  MEASURES X.minute AS since, LAST(A.minute) AS first_bottom, LAST(C.minute) AS second_bottom, LAST(minute) AS until,
           LAST(A.price) AS first_low, LAST(B.price) AS middle, LAST(C.price) AS second_low
  PATTERN (X A{2,} B{2,} C{2,} D{2,})
  DEFINE A AS price < PREV(price),
         B AS price > PREV(price),
         C AS price < PREV(price),
         D AS price > PREV(price)
);
