-- Articles where something carries one of the labels given.
SELECT label.article AS id
FROM json_each(:ids) AS wanted
CROSS JOIN label ON label.name = wanted.value
WHERE label.article IS NOT NULL
UNION
SELECT article.id
FROM json_each(:ids) AS wanted
CROSS JOIN label ON label.name = wanted.value
CROSS JOIN article ON article.outlet = label.outlet
UNION
SELECT claim.article
FROM json_each(:ids) AS wanted
CROSS JOIN label ON label.name = wanted.value
CROSS JOIN claim ON claim.proposition = label.proposition
UNION
SELECT claim.article
FROM json_each(:ids) AS wanted
CROSS JOIN label ON label.name = wanted.value
CROSS JOIN claim ON claim.id = label.claim
UNION
SELECT claim.article
FROM json_each(:ids) AS wanted
CROSS JOIN label ON label.name = wanted.value
CROSS JOIN claim_speaker ON claim_speaker.speaker = label.speaker
CROSS JOIN claim ON claim.id = claim_speaker.claim
