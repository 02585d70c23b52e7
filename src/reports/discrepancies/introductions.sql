-- How the codings given introduce speakers.
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
ORDER BY
  coding.article,
  introduction.number
