-- Facts of which articles give several values.
SELECT
  coalesce(event.key, speaker.key, organization.key) AS subject,
  fact.attribute,
  coalesce(fact.value, figure.printed) AS value,
  group_concat('a' || chosen.article, ' ') AS articles
FROM chosen
CROSS JOIN reported_fact AS fact ON fact.coding = chosen.coding
LEFT JOIN figure ON figure.reported_fact = fact.id
LEFT JOIN event ON event.id = fact.event
LEFT JOIN speaker ON speaker.id = fact.speaker
LEFT JOIN organization ON organization.id = fact.organization
GROUP BY fact.event, fact.speaker, fact.organization, fact.attribute, coalesce(fact.value, figure.printed)
ORDER BY 1, 2, count(*) DESC;

-- Figures of one proposition that differ, each with who gives it.
WITH given AS (
  SELECT
    counted.proposition,
    lower(figure.what) AS what,
    coalesce(figure.value, figure.low || '..' || figure.high) AS amount,
    figure.comparator,
    figure.unit,
    figure.period,
    group_concat('a' || counted.article, ' ') AS articles,
    count(*) AS claims
  FROM counted
  CROSS JOIN figure ON figure.claim = counted.id
  WHERE counted.proposition IS NOT NULL
  GROUP BY counted.proposition, lower(figure.what), amount, figure.comparator, lower(figure.unit), figure.period
),
compared AS (
  SELECT *, count(*) OVER (PARTITION BY proposition, what) AS variants
  FROM given
)
SELECT
  proposition.text,
  coalesce(compared.what, 'figure') AS fact,
  compared.comparator || ' ' || compared.amount || coalesce(' ' || compared.unit, '') || coalesce(' (' || compared.period || ')', '') AS value,
  compared.articles,
  'DIFFERS' AS flag,
  proposition.key
FROM compared
CROSS JOIN proposition ON proposition.id = compared.proposition
WHERE compared.variants > 1
ORDER BY proposition.text, fact, compared.claims DESC;

-- Speakers whom articles introduce differently.
WITH roles AS (
  SELECT
    introduction.speaker,
    affiliation.role,
    affiliation.organization,
    group_concat('a' || chosen.article, ' ') AS articles,
    count(*) OVER (PARTITION BY introduction.speaker) AS variants
  FROM chosen
  CROSS JOIN introduction ON introduction.coding = chosen.coding
  CROSS JOIN affiliation ON affiliation.id = introduction.affiliation
  GROUP BY introduction.speaker, affiliation.role, affiliation.organization
)
SELECT
  speaker.name,
  roles.role || coalesce(', ' || organization.name, '') AS value,
  roles.articles
FROM roles
CROSS JOIN speaker ON speaker.id = roles.speaker
LEFT JOIN organization ON organization.id = roles.organization
WHERE roles.variants > 1
ORDER BY speaker.name, value;

-- Propositions that one article asserts and another one rejects.
WITH standing AS (
  SELECT
    base,
    group_concat(DISTINCT iif(stance = 'asserts', 'a' || article, NULL)) AS asserting,
    group_concat(DISTINCT iif(stance = 'rejects', 'a' || article, NULL)) AS rejecting
  FROM side
  WHERE stance IN ('asserts', 'rejects')
  GROUP BY base
  HAVING count(DISTINCT stance) = 2
    AND count(DISTINCT article) > 1
)
SELECT
  proposition.text,
  standing.asserting,
  standing.rejecting,
  proposition.key
FROM standing
CROSS JOIN proposition ON proposition.id = standing.base
ORDER BY proposition.text;
