-- The speakers given.
SELECT
  speaker.id,
  speaker.key,
  speaker.name,
  speaker.kind,
  speaker.country,
  speaker.short
FROM json_each(:ids) AS wanted
CROSS JOIN speaker ON speaker.id = wanted.value
ORDER BY speaker.id
