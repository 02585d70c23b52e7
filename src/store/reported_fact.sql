SELECT
  r.id AS fact,
  r.attribute,
  r.kind AS value_kind,
  r.value AS value_text,
  r.as_logged,
  CASE
    WHEN r.event IS NOT NULL THEN 'event'
    WHEN r.speaker IS NOT NULL THEN 'speaker'
    ELSE 'organization'
  END AS subject_kind,
  coalesce(r.event, r.speaker, r.organization) AS subject,
  coalesce(e.uid, s.uid, o.uid) AS subject_uid,
  coalesce(e.key, s.key, o.key) AS subject_key,
  f.value,
  f.low,
  f.high,
  f.comparator,
  f.hedge,
  f.unit,
  f.what,
  f.period,
  f.printed
FROM reported_fact AS r
LEFT JOIN event AS e ON e.id = r.event
LEFT JOIN speaker AS s ON s.id = r.speaker
LEFT JOIN organization AS o ON o.id = r.organization
LEFT JOIN figure AS f ON f.reported_fact = r.id
WHERE r.coding = :coding
ORDER BY r.id
