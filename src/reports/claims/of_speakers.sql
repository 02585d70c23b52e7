-- The claims in which the speakers given have a part.
SELECT claim_speaker.claim AS id
FROM json_each(:ids) AS wanted
CROSS JOIN claim_speaker ON claim_speaker.speaker = wanted.value
