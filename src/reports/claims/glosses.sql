-- The glosses of the claims given, of those that have one.
SELECT
  claim.id,
  claim.gloss
FROM json_each(:ids) AS wanted
CROSS JOIN claim ON claim.id = wanted.value
WHERE claim.gloss IS NOT NULL
