-- The claims on the propositions given, those thrown out aside, in the codings given.
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
FROM json_each(:propositions) AS wanted
CROSS JOIN claim ON claim.proposition = wanted.value
WHERE claim.status <> 'rejected'
  AND claim.coding IN (SELECT value FROM json_each(:codings))
ORDER BY
  claim.article,
  claim.number
