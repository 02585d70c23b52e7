-- Articles that introduce the speakers given.
SELECT coding.article AS id
FROM json_each(:ids) AS wanted
CROSS JOIN introduction ON introduction.speaker = wanted.value
CROSS JOIN coding ON coding.id = introduction.coding
