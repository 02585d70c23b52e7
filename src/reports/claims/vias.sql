-- Through whom the claims given reached their articles.
SELECT
  claim_via.claim,
  claim_via.speaker
FROM json_each(:ids) AS wanted
CROSS JOIN claim_via ON claim_via.claim = wanted.value
ORDER BY
  claim_via.claim,
  claim_via.number
