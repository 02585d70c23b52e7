-- The claims of the codings given, those thrown out aside; of the propositions given, or of all where that is NULL. Not sorted: those
-- of one coding come together, codings in the order given.
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
FROM json_each(:codings) AS chosen
CROSS JOIN claim ON claim.coding = chosen.value
WHERE claim.status <> 'rejected'
  AND (:propositions IS NULL OR claim.proposition IN (SELECT value FROM json_each(:propositions)))
