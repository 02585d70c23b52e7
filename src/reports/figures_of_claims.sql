-- The figures of the claims given.
SELECT
  figure.claim,
  figure.value,
  figure.low,
  figure.high,
  figure.comparator,
  figure.hedge,
  figure.unit,
  figure.what,
  figure.period,
  figure.printed
FROM json_each(:ids) AS wanted
CROSS JOIN figure ON figure.claim = wanted.value
ORDER BY
  figure.claim,
  figure.number
