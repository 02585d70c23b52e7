-- Through whom the claims of the codings given reached their articles. Not sorted: the index gives a claim's rows by number.
SELECT
  claim_via.claim,
  claim_via.speaker
FROM json_each(:codings) AS chosen
CROSS JOIN claim ON claim.coding = chosen.value
CROSS JOIN claim_via ON claim_via.claim = claim.id
