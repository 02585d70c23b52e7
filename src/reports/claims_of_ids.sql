-- The claims with the ids given.
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
FROM json_each(:ids) AS wanted
CROSS JOIN claim ON claim.id = wanted.value
ORDER BY
  claim.article,
  claim.number
