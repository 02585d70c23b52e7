-- The claims of the codings given; of the propositions given, or of all where that is NULL.
SELECT claim.id
FROM json_each(:codings) AS wanted
CROSS JOIN claim ON claim.coding = wanted.value
WHERE :propositions IS NULL OR claim.proposition IN (SELECT value FROM json_each(:propositions))
