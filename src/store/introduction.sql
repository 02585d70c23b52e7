SELECT
  i.id AS introduction,
  i.number,
  s.id,
  s.uid,
  s.key,
  i.affiliation,
  a.uid AS affiliation_uid,
  a.key AS affiliation_key,
  a.role,
  a.organization,
  i.note,
  i.as_logged
FROM introduction AS i
JOIN speaker AS s ON s.id = i.speaker
LEFT JOIN affiliation AS a ON a.id = i.affiliation
WHERE i.coding = :coding
ORDER BY i.number
