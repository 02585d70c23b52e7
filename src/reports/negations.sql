-- The propositions that stand against those given: negated by them, or negating them.
SELECT
  wanted.value AS proposition,
  proposition.negates AS against
FROM json_each(:ids) AS wanted
CROSS JOIN proposition ON proposition.id = wanted.value
WHERE proposition.negates IS NOT NULL
UNION
SELECT
  wanted.value,
  proposition.id
FROM json_each(:ids) AS wanted
CROSS JOIN proposition ON proposition.negates = wanted.value
ORDER BY
  1,
  2
