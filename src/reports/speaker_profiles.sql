-- What the speakers given are.
SELECT
  speaker.id,
  speaker.kind,
  speaker.country,
  speaker.organization
FROM json_each(:ids) AS wanted
CROSS JOIN speaker ON speaker.id = wanted.value
ORDER BY speaker.id
