-- What the outlets given can be grouped by beside themselves.
SELECT
  outlet.id,
  outlet.organization,
  coalesce(outlet.country, organization.country) AS country,
  organization.kind
FROM json_each(:ids) AS wanted
CROSS JOIN outlet ON outlet.id = wanted.value
LEFT JOIN organization ON organization.id = outlet.organization
ORDER BY outlet.id
