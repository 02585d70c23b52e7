-- How the codings given introduce the speakers given, or all where that is NULL.
SELECT
  introduction.id,
  coding.article,
  introduction.speaker,
  affiliation.role,
  affiliation.organization
FROM json_each(:codings) AS chosen
CROSS JOIN coding ON coding.id = chosen.value
CROSS JOIN introduction ON introduction.coding = coding.id
CROSS JOIN affiliation ON affiliation.id = introduction.affiliation
WHERE :speakers IS NULL OR introduction.speaker IN (SELECT value FROM json_each(:speakers))
ORDER BY
  coding.article,
  introduction.number
