-- What no foreign key can hold: a coding, its claims and their spans are of one article.
SELECT
  'coding ' || k.id || ' by ' || k.coder AS place,
  'is of a' || k.article || ' and reads a text of a' || v.article AS what
FROM coding AS k
JOIN article_version AS v ON v.id = k.version
WHERE v.article <> k.article
UNION ALL
SELECT
  'a' || c.article || '.' || c.number,
  'belongs to a coding of a' || k.article
FROM claim AS c
JOIN coding AS k ON k.id = c.coding
WHERE k.article <> c.article
UNION ALL
SELECT
  'a' || c.article || '.' || c.number,
  'its ' || s.role || ' stands in a text of a' || v.article
FROM span AS s
JOIN claim AS c ON c.id = s.claim
JOIN article_version AS v ON v.id = s.version
WHERE v.article <> c.article
UNION ALL
SELECT
  'introduction ' || i.number || ' in a' || k.article,
  'its words stand in a text of a' || v.article
FROM span AS s
JOIN introduction AS i ON i.id = s.introduction
JOIN coding AS k ON k.id = i.coding
JOIN article_version AS v ON v.id = s.version
WHERE v.article <> k.article
UNION ALL
SELECT
  r.attribute || ' in a' || k.article,
  'its words stand in a text of a' || v.article
FROM span AS s
JOIN reported_fact AS r ON r.id = s.reported_fact
JOIN coding AS k ON k.id = r.coding
JOIN article_version AS v ON v.id = s.version
WHERE v.article <> k.article
UNION ALL
SELECT
  r.attribute || ' in a' || k.article,
  'is a figure without a figure'
FROM reported_fact AS r
JOIN coding AS k ON k.id = r.coding
WHERE r.kind = 'figure' AND NOT EXISTS (SELECT 1 FROM figure AS f WHERE f.reported_fact = r.id)
UNION ALL
SELECT
  'a' || c.article || '.' || c.number,
  'as whom ' || s.key || ' speaks, ' || a.key || ', is another speaker''s affiliation'
FROM claim_speaker AS p
JOIN claim AS c ON c.id = p.claim
JOIN speaker AS s ON s.id = p.speaker
JOIN affiliation AS a ON a.id = p.affiliation
WHERE a.speaker <> p.speaker
