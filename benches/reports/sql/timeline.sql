-- What happened, what was said and what was published on :event, on one axis.
SELECT event.dates AS at, 'event' AS what, event.name AS detail, event.place AS also
FROM asked
CROSS JOIN event ON event.id = asked.id
UNION ALL
SELECT
  article.published,
  'published',
  outlet.name || ': ' || article.title,
  coalesce(article.zone, 'zone unknown')
FROM chosen
CROSS JOIN article ON article.id = chosen.article
CROSS JOIN outlet ON outlet.id = article.outlet
UNION ALL
SELECT
  coalesce(claim.said, event.dates),
  'said',
  coalesce(proposition.text, '(no proposition)'),
  (
    SELECT group_concat(speaker.name, ' + ')
    FROM claim_speaker
    CROSS JOIN speaker ON speaker.id = claim_speaker.speaker
    WHERE claim_speaker.claim = claim.id
      AND claim_speaker.part = 'speaker'
  )
FROM counted
CROSS JOIN claim ON claim.id = counted.id
LEFT JOIN event ON event.id = claim.uttered_at
LEFT JOIN proposition ON proposition.id = claim.proposition
WHERE claim.said IS NOT NULL
  OR claim.uttered_at IS NOT NULL
ORDER BY 1, 2, 3;
