-- Propositions that fully coded articles of outlets under one ownership carry, and those under another do not.
WITH
labelled AS MATERIALIZED (
  SELECT outlet, substr(name, 11) AS ownership
  FROM label
  WHERE outlet IS NOT NULL AND name GLOB 'ownership:*'
),
whole AS MATERIALIZED (
  SELECT labelled.ownership, count(*) AS articles
  FROM chosen
  CROSS JOIN labelled ON labelled.outlet = chosen.outlet
  WHERE chosen.extent = 'full'
  GROUP BY labelled.ownership
),
carried AS MATERIALIZED (
  SELECT
    counted.proposition,
    labelled.ownership,
    count(DISTINCT counted.article) AS articles
  FROM counted
  CROSS JOIN labelled ON labelled.outlet = counted.outlet
  WHERE counted.extent = 'full'
    AND counted.proposition IS NOT NULL
  GROUP BY counted.proposition, labelled.ownership
),
standing AS (
  SELECT
    carried.proposition,
    group_concat(carried.ownership || ' ' || carried.articles || '/' || whole.articles, ', ') AS carriers,
    count(*) AS groups,
    group_concat(carried.ownership) AS ownerships
  FROM carried
  CROSS JOIN whole ON whole.ownership = carried.ownership
  GROUP BY carried.proposition
)
SELECT
  proposition.text,
  standing.carriers,
  (
    SELECT group_concat(whole.ownership || ' 0/' || whole.articles, ', ')
    FROM whole
    WHERE instr(',' || standing.ownerships || ',', ',' || whole.ownership || ',') = 0
  ) AS missing,
  proposition.key
FROM standing
CROSS JOIN proposition ON proposition.id = standing.proposition
WHERE standing.groups < (SELECT count(*) FROM whole)
ORDER BY missing, proposition.text;
