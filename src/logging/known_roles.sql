-- As what the speaker with the key given was introduced so far.
SELECT
  affiliation.role,
  organization.name AS organization
FROM speaker
CROSS JOIN affiliation ON affiliation.speaker = speaker.id
LEFT JOIN organization ON organization.id = affiliation.organization
WHERE speaker.key = :key
ORDER BY affiliation.id
