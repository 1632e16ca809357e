#!/usr/bin/env bash
# Two French pipelines fold accents before they stem, which parts participles from their verbs.
# Guess: a pipeline that folds accents finds more than one that does not: `deploye` meets `déployé`, and all else stays.
# Seen: the stemmer takes `é` and `ée` off a verb, and has no rule for the `e` and `ee` that are left of them. `présentée`
# becomes `presente` and `présenter` becomes `present`; `déployé` loses its verb as well. The same stemmer keeps each pair
# together where it sees the accents.
# Known: lunr-languages folds first since its pull request 136, so that `empechaient` finds `empêchaient`; before that it did
# not fold. nlp.js folds in its tokenizer. That participles are the price is said in neither.
# Meaning: recaps are told in participles (`présentée par`, `déployé chez`). Words of a text are stemmed with their
# accents and without, as people leave them out in queries, and stems are folded last.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-fund --no-audit lunr@2.3.9 lunr-languages@1.22.0 @nlpjs/lang-fr@4.26.1 snowball-stemmers@0.6.0 >/dev/null
cat > try.js <<'JS'
const lunr = require('lunr');
require('lunr-languages/lunr.stemmer.support')(lunr);
require('lunr-languages/lunr.fr')(lunr);
const { StemmerFr } = require('@nlpjs/lang-fr');
const snowball = require('snowball-stemmers').newStemmer('french');

const builder = new lunr.Builder();
builder.use(lunr.fr);
const pipelines = {
  'lunr-languages': (word) => builder.pipeline.run(lunr.tokenizer(word)).join(' '),
  'nlp.js': (word) => new StemmerFr().tokenizeAndStem(word).join(' '),
  'stemmer alone': (word) => snowball.stem(word),
};
for (const [name, stem] of Object.entries(pipelines)) {
  const pairs = [['déployé', 'déployer'], ['présentée', 'présenter'], ['intégrées', 'intégrer']];
  console.log(`${name}: ${pairs.map((pair) => pair.map(stem).join(' ')).join(', ')}`);
}
JS
seen=$(DOTENV_CONFIG_QUIET=true node try.js)
printf 'lunr-languages 1.22.0, @nlpjs/lang-fr 4.26.1, snowball-stemmers 0.6.0\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
lunr-languages: deploy deploi, presente present, integre integr
nlp.js: deploy deploi, presente present, integre integr
stemmer alone: déploi déploi, présent présent, integr integr
SEEN
