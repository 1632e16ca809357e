#!/usr/bin/env bash
# simplemma parts French nouns from their plurals: `données` is `donnée`, and `donnée` is `donner`.
# Guess: a noun and its plural have one lemma, and the lemma of a lemma is itself.
# Seen: each form is looked up by itself, and its list has the noun for one number and a rare verb for the other: `sondes` are
# `sonder`, `cache` is `cacher`, `mise` is `miser`. A stemmer has one stem for each pair.
# Known: its page says that the list cannot choose between valid lemmas, and issue 94 asks for several; that the two numbers of a
# noun differ is not said.
# Meaning: lemmas look cleaner than stems, but one search finds `cache` or `caches`, never both. What matches words must be tested
# on pairs, for both directions.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv py && py/bin/pip install -q --disable-pip-version-check simplemma==2.0.0 snowballstemmer==3.0.1
cat > try.py <<'PY'
import simplemma, snowballstemmer
stem = snowballstemmer.stemmer("french").stemWord
for pair in (("donnée", "données"), ("sonde", "sondes"), ("cache", "caches"), ("mise", "mises"), ("grappe", "grappes")):
    one, many = (simplemma.lemmatize(word, "fr") for word in pair)
    stems = "one stem" if stem(pair[0]) == stem(pair[1]) else "two stems"
    print(f"{pair[0]} -> {one}, {pair[1]} -> {many}; {stems}")
PY
seen=$(py/bin/python try.py)
printf 'simplemma 2.0.0, snowballstemmer 3.0.1\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
donnée -> donner, données -> donnée; one stem
sonde -> sonde, sondes -> sonder; one stem
cache -> cacher, caches -> cache; one stem
mise -> miser, mises -> mise; one stem
grappe -> grappe, grappes -> grappe; one stem
SEEN
