#!/usr/bin/env bash
# French search of lunr drops the digits at the end of a word.
# Guess: the French pipeline stems words and leaves `2024`, `python3` and `IPv6` as they are.
# Seen: its trimmer keeps letters only, so `2024` becomes the empty term, `python3` becomes `python`, `ipv6` becomes `ipv`,
# and a search for the year finds nothing.
# Meaning: a documentation site that searches in French cannot find an edition by its year. A program over recaps has to keep
# letters and digits together in one term.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-fund --no-audit lunr@2.3.9 lunr-languages@1.14.0 >/dev/null
cat > try.js <<'JS'
const lunr = require('lunr');
require('lunr-languages/lunr.stemmer.support')(lunr);
require('lunr-languages/lunr.fr')(lunr);
const builder = new lunr.Builder();
builder.use(lunr.fr);
for (const word of ['2024', 'python3', 'IPv6']) {
  const terms = builder.pipeline.run(lunr.tokenizer(word)).map((term) => term.toString());
  console.log(`${word} -> ${JSON.stringify(terms)}`);
}
const index = lunr(function () {
  this.use(lunr.fr);
  this.ref('id');
  this.field('text');
  this.add({ id: 'a', text: 'Congrès du Caillou 2024' });
});
console.log(`hits of 2024: ${index.search('2024').length}, of caillou: ${index.search('caillou').length}`);
JS
seen=$(node try.js)
printf 'lunr 2.3.9, lunr-languages 1.14.0\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
2024 -> [""]
python3 -> ["python"]
IPv6 -> ["ipv"]
hits of 2024: 0, of caillou: 1
SEEN
