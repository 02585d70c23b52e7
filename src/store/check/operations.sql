-- No operation is left open, and what is marked as undone is what the undos and redos say.
SELECT
  'operation ' || operation AS place,
  'was left open' AS what
FROM open_operation
UNION ALL
SELECT
  'operation ' || o.id,
  'is marked as ' || coalesce('undone by ' || o.undone_by, 'in force') || ', and the last to act on it is '
    || coalesce((SELECT x.kind || ' ' || x.id FROM operation AS x WHERE x.target = o.id ORDER BY x.id DESC LIMIT 1), 'nothing')
FROM operation AS o
WHERE o.kind = 'do'
  AND o.undone_by IS NOT (SELECT iif(x.kind = 'undo', x.id, NULL) FROM operation AS x WHERE x.target = o.id ORDER BY x.id DESC LIMIT 1)
UNION ALL
SELECT
  'operation ' || o.id,
  'is a ' || o.kind || ' and marked as undone'
FROM operation AS o
WHERE o.kind <> 'do' AND o.undone_by IS NOT NULL
UNION ALL
SELECT
  'operation ' || o.id,
  'is a ' || o.kind || ' of operation ' || t.id || ', which is itself a ' || t.kind
FROM operation AS o
JOIN operation AS t ON t.id = o.target
WHERE t.kind <> 'do'
UNION ALL
SELECT
  'change ' || c.id,
  'belongs to operation ' || c.operation || ', which is not there'
FROM change AS c
WHERE NOT EXISTS (SELECT 1 FROM operation AS o WHERE o.id = c.operation)
