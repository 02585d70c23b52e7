-- The content and the cue of the claims given, in the version that their coding reads.
SELECT
  span.claim,
  span.role,
  span.words
FROM json_each(:ids) AS wanted
CROSS JOIN claim ON claim.id = wanted.value
CROSS JOIN coding ON coding.id = claim.coding
CROSS JOIN span ON span.claim = claim.id AND span.version = coding.version
WHERE span.role IN ('content', 'cue')
ORDER BY
  span.claim,
  span.role,
  span.number
