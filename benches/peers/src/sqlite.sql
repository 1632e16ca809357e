CREATE VIRTUAL TABLE IF NOT EXISTS talks USING fts5(
    title, body, speakers, organisations, id UNINDEXED, event UNINDEXED, year UNINDEXED, rating UNINDEXED,
    tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TEMP TABLE lines (line TEXT);
.mode ascii
.separator "\037" "\n"
.import TALKS lines
INSERT INTO talks
SELECT line ->> 'title', line ->> 'body', line ->> 'speakers', line ->> 'organisations',
       line ->> 'id', line ->> 'event', line ->> 'year', line ->> '$.rating.value'
FROM lines;
