-- What carries the label given, or one that begins with it and a colon; the colon's next character ends the range.
SELECT
  label.outlet,
  label.organization,
  label.speaker,
  label.article,
  label.name
FROM label
WHERE label.name = :label
  OR (label.name > :label || ':' AND label.name < :label || ';')
ORDER BY
  label.name,
  label.id
