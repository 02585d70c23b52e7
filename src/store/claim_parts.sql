-- What stands beside a claim's own columns, in the order of the sheet's keys.
SELECT name, group_concat(value, separator ORDER BY number) AS value
FROM (
  SELECT CASE p.part WHEN 'speaker' THEN 1 WHEN 'alternative' THEN 2 ELSE 3 END AS place,
    CASE p.part WHEN 'speaker' THEN 'who' WHEN 'alternative' THEN 'or' ELSE 'for' END AS name,
    s.name || ' (' || s.key || ')' || iif(p.guess, '?', '') || coalesce(', as ' || a.key, '') AS value,
    p.number AS number,
    '; ' AS separator
  FROM claim_speaker AS p
  JOIN speaker AS s ON s.id = p.speaker
  LEFT JOIN affiliation AS a ON a.id = p.affiliation
  WHERE p.claim = :claim
  UNION ALL
  SELECT 4, 'via', s.name || ' (' || s.key || ')', v.number, ' < '
  FROM claim_via AS v JOIN speaker AS s ON s.id = v.speaker
  WHERE v.claim = :claim
  UNION ALL
  SELECT CASE x.role WHEN 'cue' THEN 5 WHEN 'source' THEN 6 ELSE 7 END,
    CASE x.role WHEN 'content' THEN 'words' ELSE x.role END,
    x.words, x.number, ' … '
  FROM span AS x
  JOIN claim AS c ON c.id = x.claim
  JOIN coding AS d ON d.id = c.coding AND d.version = x.version
  WHERE x.claim = :claim
  UNION ALL
  SELECT 8, 'figures',
    coalesce(f.printed || ': ', '') || f.comparator || ' ' || coalesce(f.value || '', f.low || '..' || f.high) || coalesce(' ' || f.unit, ''),
    f.number, '; '
  FROM figure AS f
  WHERE f.claim = :claim
  UNION ALL
  SELECT 9, 'targets', s.name || ' (' || t.role || ')', t.number, '; '
  FROM target AS t JOIN speaker AS s ON s.id = t.speaker
  WHERE t.claim = :claim
  UNION ALL
  SELECT 10, CASE l.relation WHEN 'part' THEN 'in' ELSE 'supports' END,
    'a' || o.article || '.' || o.number, l.id, '; '
  FROM claim_link AS l JOIN claim AS o ON o.id = l.other
  WHERE l.claim = :claim
  UNION ALL
  SELECT 11, 'guessed', iif(c.voice_guess, 'voice', '') || iif(c.voice_guess AND c.stance_guess, ', ', '') || iif(c.stance_guess, 'stance', ''), 1, ''
  FROM claim AS c
  WHERE c.id = :claim AND (c.voice_guess OR c.stance_guess)
  UNION ALL
  SELECT 12, 'status', c.status || iif(c.origin = 'machine', ', drafted by machine', ''), 1, ''
  FROM claim AS c
  WHERE c.id = :claim AND (c.status <> 'accepted' OR c.origin <> 'person')
)
GROUP BY place, name
ORDER BY place
