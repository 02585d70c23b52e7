-- Claims of the codings given that carry one of the labels given.
SELECT
  label.name,
  claim.id,
  claim.article,
  claim.number
FROM json_each(:labels) AS wanted
CROSS JOIN label ON label.name = wanted.value
CROSS JOIN claim ON claim.id = label.claim
WHERE claim.status <> 'rejected'
  AND claim.coding IN (SELECT value FROM json_each(:codings))
ORDER BY
  label.name,
  claim.article,
  claim.number
