#!/usr/bin/env bash
# The French analyzer of Whoosh throws away planes and summers, and keeps an article.
# Guess: a stop list holds words without meaning: `les` goes, `avions` and `été` stay.
# Seen: the list holds the forms of `avoir` and `être` without regard to what else they spell, so `avions` and `été` go; `les` is
# kept, as `le`.
# Meaning: French stop lists made of conjugations drop nouns. A stop word must be a word that carries no meaning in any of its
# senses.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv py && py/bin/pip install -q --disable-pip-version-check whoosh==2.7.4
seen=$(py/bin/python -W ignore - <<'PY'
from whoosh.analysis import LanguageAnalyzer
print([token.text for token in LanguageAnalyzer("fr")("Les avions de l'été")])
PY
)
printf 'whoosh 2.7.4\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
['le']
SEEN
