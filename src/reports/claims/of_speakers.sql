-- The claims in which the speakers given have a part, in the codings given.
SELECT DISTINCT claim.id
FROM json_each(:speakers) AS wanted
CROSS JOIN claim_speaker ON claim_speaker.speaker = wanted.value
CROSS JOIN claim ON claim.id = claim_speaker.claim
WHERE claim.coding IN (SELECT value FROM json_each(:codings))
