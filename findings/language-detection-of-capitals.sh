#!/usr/bin/env bash
# French in capitals is German and Uyghur.
# Guess: case does not change the language of a title, least of all where its letters are French.
# Seen: langdetect is as sure of German for `LA SÉCURITÉ DES GRAPPES EN PRODUCTION` as it is of French for the same in small
# letters; langid takes it for Uyghur. Both compare the letters as written with samples that hold few capitals. franc makes small
# letters first.
# Known: issue 74 of langdetect and issue 59 of langid, both open for years; the descriptions of the packages do not mention case.
# Meaning: titles in capitals are usual in recaps. Whoever picks a stemmer by the language of a title has to fold case first, or
# not to pick at all.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-fund --no-audit franc@6.2.0 >/dev/null
python3 -m venv py && py/bin/pip install -q --disable-pip-version-check langdetect==1.0.9 langid==1.1.6
cat > try.py <<'PY'
import sys
import langdetect, langid
langdetect.DetectorFactory.seed = 0
best = langdetect.detect_langs(sys.argv[1])[0]
print(f"langdetect {best.lang} {best.prob:.2f}, langid {langid.classify(sys.argv[1])[0]}")
PY
cat > try.mjs <<'JS'
import { franc } from 'franc';
console.log('franc', franc(process.argv[2]));
JS
seen=$(for title in 'La sécurité des grappes en production' 'LA SÉCURITÉ DES GRAPPES EN PRODUCTION'; do
  echo "$title"; py/bin/python try.py "$title"; node try.mjs "$title"
done)
printf 'langdetect 1.0.9, langid 1.1.6, franc 6.2.0\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
La sécurité des grappes en production
langdetect fr 1.00, langid fr
franc fra
LA SÉCURITÉ DES GRAPPES EN PRODUCTION
langdetect de 1.00, langid ug
franc fra
SEEN
