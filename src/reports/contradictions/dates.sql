-- When the claims given were said: the claim's own date, and that of the event at which it was said.
SELECT
  claim.id,
  claim.said,
  event.dates
FROM json_each(:ids) AS wanted
CROSS JOIN claim ON claim.id = wanted.value
LEFT JOIN event ON event.id = claim.uttered_at
ORDER BY claim.id
