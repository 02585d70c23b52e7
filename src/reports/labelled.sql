-- What carries one of the labels given.
SELECT
  label.outlet,
  label.speaker,
  label.article,
  label.proposition,
  label.claim
FROM json_each(:labels) AS wanted
CROSS JOIN label ON label.name = wanted.value
ORDER BY label.id
