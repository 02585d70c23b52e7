-- The claims with the ids given.
SELECT wanted.value AS id
FROM json_each(:ids) AS wanted
