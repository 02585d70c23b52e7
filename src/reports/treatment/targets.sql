-- Whom the claims given address or are about, and in which tone.
SELECT
  target.claim,
  target.speaker,
  target.role,
  target.tone
FROM json_each(:ids) AS wanted
CROSS JOIN target ON target.claim = wanted.value
ORDER BY
  target.claim,
  target.number
