-- From what kinds of organizations each outlet's speakers come; one row a cell. A kind that is not stated is that of the nearest
-- organization above; unnamed speakers stand apart.
WITH RECURSIVE above (id, kind, parent) AS (
  SELECT id, kind, parent FROM organization
  UNION ALL
  SELECT above.id, organization.kind, organization.parent
  FROM above
  CROSS JOIN organization ON organization.id = above.parent
  WHERE above.kind IS NULL
),
kind_of AS MATERIALIZED (
  SELECT id, kind FROM above WHERE kind IS NOT NULL
),
number AS (
  SELECT
    unit.outlet,
    CASE
      WHEN speaker.kind = 'unnamed' THEN '(unnamed)'
      ELSE coalesce(kind_of.kind, '(none)')
    END AS source,
    count(*) AS units,
    count(DISTINCT unit.speaker) AS speakers
  FROM unit
  CROSS JOIN speaker ON speaker.id = unit.speaker
  LEFT JOIN affiliation ON affiliation.id = unit.affiliation
  LEFT JOIN kind_of ON kind_of.id = coalesce(affiliation.organization, speaker.organization)
  GROUP BY unit.outlet, source
)
SELECT
  number.source,
  outlet.name,
  number.units,
  number.speakers,
  round(100.0 * number.units / sum(number.units) OVER (PARTITION BY number.outlet), 1) AS share
FROM number
CROSS JOIN outlet ON outlet.id = number.outlet
ORDER BY number.source, outlet.name;
