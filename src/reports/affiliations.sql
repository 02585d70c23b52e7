-- The affiliations given.
SELECT
  affiliation.id,
  affiliation.role,
  affiliation.organization
FROM json_each(:ids) AS wanted
CROSS JOIN affiliation ON affiliation.id = wanted.value
ORDER BY affiliation.id
