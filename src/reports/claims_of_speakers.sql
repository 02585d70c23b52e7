-- The claims in which the speakers given have a part, those thrown out aside, in the codings given.
SELECT
  claim.id,
  claim.article,
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
  claim.gloss
FROM (
  SELECT DISTINCT claim_speaker.claim AS id
  FROM json_each(:speakers) AS wanted
  CROSS JOIN claim_speaker ON claim_speaker.speaker = wanted.value
) AS said
CROSS JOIN claim ON claim.id = said.id
WHERE claim.status <> 'rejected'
  AND claim.coding IN (SELECT value FROM json_each(:codings))
ORDER BY
  claim.article,
  claim.number
