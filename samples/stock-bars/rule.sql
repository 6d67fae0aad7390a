-- One-minute bars with the volume-weighted price of each symbol; then the minutes in which BAC moved by more than 0.2 %.
CREATE STREAM trades (
  symbol VARCHAR NOT NULL,
  "time" TIMESTAMP(3),
  price  DECIMAL(10, 4),
  size   INTEGER,
  WATERMARK FOR "time" AS "time"
) WITH ('connector' = 'file', 'path' = 'us_equity_trades.csv.gz', 'format' = 'csv');

CREATE VIEW bars AS
SELECT symbol, window_start AS minute,
       first_value(price) AS open, max(price) AS high, min(price) AS low, last_value(price) AS close,
       sum(size) AS volume,
       CAST(sum(price * size) / sum(size) AS DECIMAL(10, 4)) AS vwap
FROM TUMBLE(trades, INTERVAL '1' MINUTE)
GROUP BY symbol, window_start, window_end;

SELECT minute, open, high, low, close, volume, vwap
FROM bars
WHERE symbol = 'BAC' AND abs(close - open) > 0.002 * open;
