-- Organizations with which the coding introduces somebody, or of which it reports, and no article logged before does.
WITH named (organization) AS (
  SELECT affiliation.organization
  FROM introduction
  CROSS JOIN affiliation ON affiliation.id = introduction.affiliation
  WHERE introduction.coding = :coding
  UNION
  SELECT reported_fact.organization
  FROM reported_fact
  WHERE reported_fact.coding = :coding
)
SELECT
  organization.key,
  organization.name,
  organization.kind AS detail
FROM named
CROSS JOIN organization ON organization.id = named.organization
WHERE NOT EXISTS (
    SELECT 1
    FROM affiliation
    CROSS JOIN introduction ON introduction.affiliation = affiliation.id
    CROSS JOIN coding ON coding.id = introduction.coding
    WHERE affiliation.organization = organization.id
      AND coding.article < :article
  )
  AND NOT EXISTS (
    SELECT 1
    FROM reported_fact
    CROSS JOIN coding ON coding.id = reported_fact.coding
    WHERE reported_fact.organization = organization.id
      AND coding.article < :article
  )
ORDER BY
  organization.name,
  organization.key
