-- Who says the claims of the codings given, for whom, and who else may be meant. Not sorted: the index gives a claim's rows by part and
-- number.
SELECT
  claim_speaker.claim,
  claim_speaker.speaker,
  claim_speaker.part,
  claim_speaker.affiliation,
  claim_speaker.guess
FROM json_each(:codings) AS chosen
CROSS JOIN claim ON claim.coding = chosen.value
CROSS JOIN claim_speaker ON claim_speaker.claim = claim.id
