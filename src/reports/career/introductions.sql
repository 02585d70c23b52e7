-- How the codings given introduce the speakers given.
SELECT
  introduction.id,
  introduction.speaker,
  coding.article,
  introduction.affiliation,
  affiliation.role,
  affiliation.organization
FROM json_each(:speakers) AS wanted
CROSS JOIN introduction ON introduction.speaker = wanted.value
CROSS JOIN coding ON coding.id = introduction.coding
LEFT JOIN affiliation ON affiliation.id = introduction.affiliation
WHERE coding.id IN (SELECT value FROM json_each(:codings))
ORDER BY
  coding.article,
  introduction.number,
  introduction.id
