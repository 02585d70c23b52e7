SELECT
  s.id,
  s.role,
  s.start_cp,
  s.end_cp,
  s.words,
  coalesce(
    (SELECT 'a' || c.article || '.' || c.number FROM claim AS c WHERE c.id = s.claim),
    (
      SELECT 'introduction ' || i.number || ' in a' || k.article
      FROM introduction AS i JOIN coding AS k ON k.id = i.coding
      WHERE i.id = s.introduction
    ),
    (
      SELECT r.attribute || ' in a' || k.article
      FROM reported_fact AS r JOIN coding AS k ON k.id = r.coding
      WHERE r.id = s.reported_fact
    ),
    'span ' || s.id
  ) AS place
FROM span AS s
WHERE s.id = :id
