#!/usr/bin/env bash
# French search of Orama takes `œ` for `o`.
# Guess: with `language: 'french'` the ligature counts as its two letters, as it does in French dictionaries, or as itself.
# Seen: the table that folds accents has one letter for each letter, and for `œ` that is `o`. `nœud` becomes `noud`, which
# `noeud` does not find, even with the French stemmer; `œuvre` becomes `ouvre`, and `cœur` becomes `cour`, so that a search for
# one finds the other.
# Known: neither its documentation nor its issues say so; the table stands in its tokenizer (`diacritics`).
# Meaning: `nœud` is in every other talk on clusters, and keyboards have no `œ`. A folding that keeps the number of letters cannot
# be right for French.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-fund --no-audit @orama/orama@3.1.18 @orama/stemmers@3.1.18 >/dev/null
cat > try.mjs <<'JS'
import { create, insert, search } from '@orama/orama';
import { stemmer } from '@orama/stemmers/french';

const tokenizer = { language: 'french', stemming: true, stemmer };
const index = create({ schema: { text: 'string' }, components: { tokenizer } });
const texts = ['Un nœud du réseau', 'La mise en œuvre', 'Le congrès ouvre ses portes', 'Le cœur du noyau', 'La cour du château'];
for (const text of texts) await insert(index, { text });
for (const query of ['nœud', 'noeud', 'oeuvre', 'ouvre', 'cour']) {
  const { hits } = await search(index, { term: query });
  console.log(`${query}: ${hits.map((hit) => hit.document.text).sort().join(' | ') || 'nothing'}`);
}
JS
seen=$(node try.mjs)
printf 'orama 3.1.18\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
nœud: Un nœud du réseau
noeud: nothing
oeuvre: nothing
ouvre: La mise en œuvre | Le congrès ouvre ses portes
cour: La cour du château | Le cœur du noyau
SEEN
