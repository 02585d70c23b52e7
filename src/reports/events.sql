-- The events given.
SELECT
  event.id,
  event.key,
  event.name,
  event.dates
FROM json_each(:ids) AS wanted
CROSS JOIN event ON event.id = wanted.value
ORDER BY event.id
