#!/usr/bin/env bash
# The French language pack of FlexSearch stems singulars and leaves their plurals as they are.
# Guess: with the stemmer of the pack `client` finds `clients`, and the other way round.
# Seen: the stemmer takes one ending off, among them `ment`, `ent`, `ant`, `ion` and `le`, and none of them with an `s` behind
# it. So `client` becomes `cl` and `clients` stays, neither finds the other, and `agent` meets `âge`, since both become `ag`.
# Known: issue 439, which asked for the pack, says that taking endings off is too simple for French; that plurals get lost is
# not said, and the readme offers the pack without a word on it.
# Meaning: a stemmer that is weaker than it looks is worse than none. It has to be tried on nouns in both numbers, the more so
# on those that end as a verb or an adverb does: `agent`, `incident`, `environnement`, `version`, `module`.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-fund --no-audit flexsearch@0.8.212 >/dev/null
cat > try.js <<'JS'
const { Index, Encoder } = require('flexsearch');
const french = require('flexsearch/lang/fr');
const texts = ['Un client', 'Des clients', 'Un agent', 'Le bel âge', 'Ce module', 'Ces modules', 'Une grappe', 'Des grappes'];
const index = new Index({ encoder: new Encoder(french) });
texts.forEach((text, id) => index.add(id, text));
for (const query of ['client', 'clients', 'agent', 'module', 'grappe']) {
  console.log(`${query}: ${index.search(query).map((id) => texts[id]).sort().join(' | ')}`);
}
JS
seen=$(node try.js)
printf 'flexsearch 0.8.212\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
client: Un client
clients: Des clients
agent: Le bel âge | Un agent
module: Ce module
grappe: Des grappes | Une grappe
SEEN
