-- No data at hand: a million trades are made up, always the same ones. Per symbol and minute the traded value, and its share of all.
CREATE STREAM trades (
  symbol VARCHAR,
  price  DOUBLE,
  volume INTEGER,
  ts     TIMESTAMP(3),
  WATERMARK FOR ts AS ts
) WITH (
  'connector' = 'datagen', 'number.of.rows' = '1000000', 'seed' = '42',
  'fields.symbol.kind' = 'choice', 'fields.symbol.values' = 'ACME,BETA,CORE,DELTA',
  'fields.price.kind' = 'walk', 'fields.price.min' = '1',
  'fields.volume.min' = '1', 'fields.volume.max' = '1000'
);

CREATE VIEW minutes AS
SELECT window_start AS minute, window_end, symbol, count(*) AS trades, sum(price * volume) AS traded
FROM TUMBLE(trades, INTERVAL '1' MINUTE)
GROUP BY window_start, window_end, symbol;

SELECT minute, symbol, trades, round(traded) AS traded,
       round(100 * traded / sum(traded) OVER (PARTITION BY minute, window_end), 1) AS percent
FROM minutes;
