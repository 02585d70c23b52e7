-- Articles that have the speakers given say something, or introduce them.
SELECT claim.article AS id
FROM json_each(:ids) AS wanted
CROSS JOIN claim_speaker ON claim_speaker.speaker = wanted.value
CROSS JOIN claim ON claim.id = claim_speaker.claim
UNION
SELECT coding.article
FROM json_each(:ids) AS wanted
CROSS JOIN introduction ON introduction.speaker = wanted.value
CROSS JOIN coding ON coding.id = introduction.coding
