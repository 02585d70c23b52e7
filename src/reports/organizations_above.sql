-- The organizations given and all above them.
WITH RECURSIVE above (id) AS (
  SELECT value
  FROM json_each(:ids)
  UNION
  SELECT organization.parent
  FROM above
  CROSS JOIN organization ON organization.id = above.id
  WHERE organization.parent IS NOT NULL
)
SELECT
  organization.id,
  organization.name,
  organization.kind,
  organization.country,
  organization.parent
FROM above
CROSS JOIN organization ON organization.id = above.id
ORDER BY organization.id
