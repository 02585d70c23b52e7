-- When the claims given were said, and at which event.
SELECT
  claim.id,
  claim.said,
  event.id AS event,
  event.dates
FROM json_each(:ids) AS wanted
CROSS JOIN claim ON claim.id = wanted.value
LEFT JOIN event ON event.id = claim.uttered_at
ORDER BY claim.id
