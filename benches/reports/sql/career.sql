-- As what articles introduce :speaker, and what the speaker asserts and rejects, by date of publication.
SELECT
  article.published,
  'a' || article.id AS article,
  'introduced' AS what,
  affiliation.role || coalesce(', ' || organization.name, '') AS value,
  NULL AS voice
FROM speaker
CROSS JOIN introduction ON introduction.speaker = speaker.id
CROSS JOIN chosen ON chosen.coding = introduction.coding
CROSS JOIN article ON article.id = chosen.article
LEFT JOIN affiliation ON affiliation.id = introduction.affiliation
LEFT JOIN organization ON organization.id = affiliation.organization
WHERE speaker.key = :speaker
  AND NOT chosen.collapsed
UNION ALL
SELECT
  article.published,
  'a' || article.id,
  coalesce(side.stance, 'unset'),
  proposition.text,
  NULL
FROM speaker
CROSS JOIN side ON side.speaker = speaker.id
CROSS JOIN article ON article.id = side.article
CROSS JOIN proposition ON proposition.id = side.base
WHERE speaker.key = :speaker
ORDER BY 1, 2, 3, 4;
