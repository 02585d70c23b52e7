-- The propositions of article :article: new, or carried by articles logged before it, and how.
WITH
own AS (
  SELECT coding.id
  FROM coding
  WHERE coding.article = :article
  ORDER BY coding.layer = 'decided' DESC, coding.id
  LIMIT 1
),
carried AS (
  SELECT
    claim.proposition,
    group_concat(DISTINCT claim.voice || coalesce(' ' || claim.stance, '')) AS here
  FROM own
  CROSS JOIN claim ON claim.coding = own.id
  WHERE claim.status <> 'rejected'
    AND claim.proposition IS NOT NULL
  GROUP BY claim.proposition
),
wanted (proposition, other) AS (
  SELECT proposition, proposition FROM carried
  UNION
  SELECT carried.proposition, proposition.negates
  FROM carried
  CROSS JOIN proposition ON proposition.id = carried.proposition
  WHERE proposition.negates IS NOT NULL
  UNION
  SELECT carried.proposition, proposition.id
  FROM carried
  CROSS JOIN proposition ON proposition.negates = carried.proposition
),
before AS (
  SELECT
    wanted.proposition,
    group_concat(DISTINCT 'a' || claim.article) AS articles,
    group_concat(DISTINCT claim.stance) AS stances,
    group_concat(DISTINCT speaker.name) AS speakers,
    min(article.published) AS first_seen
  FROM wanted
  CROSS JOIN claim ON claim.proposition = wanted.other
  CROSS JOIN article ON article.id = claim.article
  LEFT JOIN claim_speaker ON claim_speaker.claim = claim.id AND claim_speaker.part = 'speaker'
  LEFT JOIN speaker ON speaker.id = claim_speaker.speaker
  WHERE claim.article < :article
    AND claim.status = 'accepted'
    AND claim.coding = (
      SELECT other.id
      FROM coding AS other
      WHERE other.article = claim.article
      ORDER BY other.layer = 'decided' DESC, other.id
      LIMIT 1
    )
  GROUP BY wanted.proposition
)
SELECT
  iif(before.proposition IS NULL, 'new proposition', 'repeats') AS finding,
  proposition.text,
  carried.here,
  before.articles,
  before.stances,
  before.speakers,
  before.first_seen,
  proposition.key
FROM carried
CROSS JOIN proposition ON proposition.id = carried.proposition
LEFT JOIN before ON before.proposition = carried.proposition
ORDER BY 1, 2;

-- Speakers that no article logged before it names.
WITH named (speaker) AS (
  SELECT claim_speaker.speaker
  FROM claim
  CROSS JOIN claim_speaker ON claim_speaker.claim = claim.id
  WHERE claim.article = :article
    AND claim.status <> 'rejected'
  UNION
  SELECT introduction.speaker
  FROM coding
  CROSS JOIN introduction ON introduction.coding = coding.id
  WHERE coding.article = :article
)
SELECT 'new speaker', speaker.name, speaker.kind, speaker.key
FROM named
CROSS JOIN speaker ON speaker.id = named.speaker
WHERE speaker.article IS NULL
  AND NOT EXISTS (
    SELECT 1
    FROM claim_speaker
    CROSS JOIN claim ON claim.id = claim_speaker.claim
    WHERE claim_speaker.speaker = speaker.id AND claim.article < :article
  )
  AND NOT EXISTS (
    SELECT 1
    FROM introduction
    CROSS JOIN coding ON coding.id = introduction.coding
    WHERE introduction.speaker = speaker.id AND coding.article < :article
  );

-- Organizations that no article logged before it names.
SELECT DISTINCT 'new organization', organization.name, organization.kind, organization.key
FROM coding
CROSS JOIN introduction ON introduction.coding = coding.id
CROSS JOIN affiliation ON affiliation.id = introduction.affiliation
CROSS JOIN organization ON organization.id = affiliation.organization
WHERE coding.article = :article
  AND NOT EXISTS (
    SELECT 1
    FROM affiliation AS other
    CROSS JOIN introduction AS earlier ON earlier.affiliation = other.id
    CROSS JOIN coding AS before ON before.id = earlier.coding
    WHERE other.organization = organization.id AND before.article < :article
  );

-- Events on which no article logged before it is.
SELECT 'new event', event.name, event.dates, event.key
FROM article_event
CROSS JOIN event ON event.id = article_event.event
WHERE article_event.article = :article
  AND NOT EXISTS (
    SELECT 1
    FROM article_event AS earlier
    WHERE earlier.event = event.id AND earlier.article < :article
  );
