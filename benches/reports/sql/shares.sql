-- Topics by outlets; one row a cell.
WITH RECURSIVE path (id, name) AS (
  SELECT id, name FROM topic WHERE parent IS NULL
  UNION ALL
  SELECT topic.id, path.name || ' / ' || topic.name
  FROM path
  CROSS JOIN topic ON topic.parent = path.id
),
number AS (
  SELECT
    unit.outlet,
    unit.proposition IS NULL AS without,
    proposition.topic,
    count(*) AS units
  FROM unit
  LEFT JOIN proposition ON proposition.id = unit.proposition
  GROUP BY unit.outlet, without, proposition.topic
)
SELECT
  CASE WHEN number.without THEN '(no proposition)' ELSE coalesce(path.name, '(no topic)') END AS topic,
  outlet.name,
  number.units,
  round(100.0 * number.units / sum(number.units) OVER (PARTITION BY number.outlet), 1) AS share
FROM number
CROSS JOIN outlet ON outlet.id = number.outlet
LEFT JOIN path ON path.id = number.topic
ORDER BY topic, outlet.name;
