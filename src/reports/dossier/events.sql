-- The events given.
SELECT
  event.key,
  event.name,
  event.dates,
  event.place,
  event.country,
  event.note
FROM json_each(:ids) AS wanted
CROSS JOIN event ON event.id = wanted.value
ORDER BY
  event.name,
  event.key
