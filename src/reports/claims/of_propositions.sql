-- The claims on the propositions given, in the codings given.
SELECT claim.id
FROM json_each(:propositions) AS wanted
CROSS JOIN claim ON claim.proposition = wanted.value
WHERE claim.coding IN (SELECT value FROM json_each(:codings))
