-- The hedges of the claims' figures.
SELECT
  figure.claim,
  figure.hedge
FROM json_each(:ids) AS wanted
CROSS JOIN figure ON figure.claim = wanted.value
WHERE figure.hedge IS NOT NULL
ORDER BY
  figure.claim,
  figure.number
