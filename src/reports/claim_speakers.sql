-- Who says the claims given, for whom, and who else may be meant.
SELECT
  claim_speaker.claim,
  claim_speaker.speaker,
  claim_speaker.affiliation,
  claim_speaker.part,
  claim_speaker.guess
FROM json_each(:ids) AS wanted
CROSS JOIN claim_speaker ON claim_speaker.claim = wanted.value
ORDER BY
  claim_speaker.claim,
  claim_speaker.part,
  claim_speaker.number
