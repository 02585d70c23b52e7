-- Which records the names given stand for.
SELECT
  wanted.value AS name,
  'event' AS kind,
  event.id
FROM json_each(:names) AS wanted
CROSS JOIN event ON event.name = wanted.value
UNION
SELECT
  wanted.value,
  'organization',
  organization.id
FROM json_each(:names) AS wanted
CROSS JOIN organization ON organization.name = wanted.value
UNION
SELECT
  wanted.value,
  'speaker',
  speaker.id
FROM json_each(:names) AS wanted
CROSS JOIN speaker ON speaker.name = wanted.value
UNION
SELECT
  wanted.value,
  'outlet',
  outlet.id
FROM json_each(:names) AS wanted
CROSS JOIN outlet ON outlet.name = wanted.value
UNION
SELECT
  wanted.value,
  CASE
    WHEN alias.event IS NOT NULL THEN 'event'
    WHEN alias.organization IS NOT NULL THEN 'organization'
    WHEN alias.speaker IS NOT NULL THEN 'speaker'
    ELSE 'outlet'
  END,
  coalesce(alias.event, alias.organization, alias.speaker, alias.outlet)
FROM json_each(:names) AS wanted
CROSS JOIN alias ON alias.name = wanted.value
WHERE alias.proposition IS NULL
ORDER BY
  1,
  2,
  3
