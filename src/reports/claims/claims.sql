-- The claims chosen, each with who says it, for whom, and who else may be meant: a row for each of them, or one
-- without a speaker. Not sorted: the rows of one claim come together, by part and number as the index has them.
SELECT
  claim.id,
  claim.article,
  claim.coding,
  claim.number,
  claim.proposition,
  claim.uttered_at,
  claim.about,
  claim.said,
  claim.voice,
  claim.voice_guess,
  claim.stance,
  claim.stance_guess,
  claim.status,
  claim.block,
  claim_speaker.speaker,
  claim_speaker.part,
  claim_speaker.affiliation,
  claim_speaker.guess
FROM chosen
CROSS JOIN claim ON claim.id = chosen.id
LEFT JOIN claim_speaker ON claim_speaker.claim = claim.id
