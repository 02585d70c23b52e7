-- Claims of the codings given whose words are in an older text of the article alone, not in the one that the coding was made against.
SELECT
  claim.article,
  claim.number
FROM json_each(:codings) AS wanted
CROSS JOIN coding ON coding.id = wanted.value
CROSS JOIN claim ON claim.coding = coding.id
WHERE NOT EXISTS (
    SELECT 1 FROM span
    WHERE span.claim = claim.id AND span.version = coding.version AND span.role = 'content'
  )
  AND EXISTS (
    SELECT 1 FROM span
    WHERE span.claim = claim.id AND span.version <> coding.version AND span.role = 'content'
  )
ORDER BY
  claim.article,
  claim.number
