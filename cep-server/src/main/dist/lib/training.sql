-- Run once, unseen, to learn which classes a run needs; see bin/weir.
CREATE STREAM trades (symbol VARCHAR, price DOUBLE, volume INTEGER, ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '1' SECOND)
  WITH ('connector' = 'datagen', 'number.of.rows' = '2000', 'fields.symbol.prefix' = 'S', 'fields.ts.disorder' = '500 ms');
CREATE STREAM nowhere (symbol VARCHAR, n BIGINT, mean DOUBLE) WITH ('connector' = 'blackhole');
INSERT INTO nowhere
SELECT symbol, count(*), avg(price) FROM TUMBLE(trades, INTERVAL '1' SECOND) WHERE volume > 10 GROUP BY symbol, window_start, window_end;
SELECT symbol, ts, sum(volume) OVER (PARTITION BY symbol ORDER BY ts RANGE BETWEEN INTERVAL '1' MINUTE PRECEDING AND CURRENT ROW) AS total
FROM trades WHERE upper(symbol) LIKE 'S%' LIMIT 100;
SELECT 1;
