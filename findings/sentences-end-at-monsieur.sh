#!/usr/bin/env bash
# Libraries that part sentences, told that the text is French, end them at `M.`, `MM.`, `p. ex.` and `J.-C.`.
# Guess: whoever offers rules for French knows the usual abbreviations: `M.` and `MM.` before a name, `p. ex.`, `J.-C.`.
# Seen: pysbd has `mm` and `p.ex` in its list for French, and parts behind `MM.` and within `p. ex.` all the same; sentencex parts
# behind `M.`; both part behind `J.-C.`, pysbd before its hyphen too. sentence-splitter keeps all of these; to it, as to sentencex,
# `etc.` never ends a sentence.
# Meaning: no two agree, and a passage shown for a speaker may begin with the bare surname. Abbreviations before a name are a list of
# our own, as are initials with a hyphen.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv py
py/bin/pip install -q --disable-pip-version-check pysbd==0.3.4 sentencex==1.0.32 sentence-splitter==1.4
cat > try.py <<'PY'
import pysbd
import sentencex
from sentence_splitter import SentenceSplitter

splitters = {
    "pysbd": pysbd.Segmenter(language="fr", clean=False).segment,
    "sentencex": lambda text: sentencex.segment("fr", text),
    "sentence-splitter": SentenceSplitter(language="fr").split,
}
for text in ("L'exposé de M. Roc ouvre le congrès.", "L'exposé de MM. Roc et Pierre suit.", "Voir p. ex. le noyau.",
             "Puis J.-C. Roc conclut.", "Des noyaux, des grains, etc. La salle est pleine."):
    print(text)
    for name, split in splitters.items():
        print(f"  {name}: {' | '.join(sentence.strip() for sentence in split(text))}")
PY
seen=$(py/bin/python -W ignore try.py)
printf 'pysbd 0.3.4, sentencex 1.0.32, sentence-splitter 1.4\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
L'exposé de M. Roc ouvre le congrès.
  pysbd: L'exposé de M. Roc ouvre le congrès.
  sentencex: L'exposé de M. | Roc ouvre le congrès.
  sentence-splitter: L'exposé de M. Roc ouvre le congrès.
L'exposé de MM. Roc et Pierre suit.
  pysbd: L'exposé de MM. | Roc et Pierre suit.
  sentencex: L'exposé de MM. Roc et Pierre suit.
  sentence-splitter: L'exposé de MM. Roc et Pierre suit.
Voir p. ex. le noyau.
  pysbd: Voir p. | ex. le noyau.
  sentencex: Voir p. ex. le noyau.
  sentence-splitter: Voir p. ex. le noyau.
Puis J.-C. Roc conclut.
  pysbd: Puis J. | -C. | Roc conclut.
  sentencex: Puis J.-C. | Roc conclut.
  sentence-splitter: Puis J.-C. Roc conclut.
Des noyaux, des grains, etc. La salle est pleine.
  pysbd: Des noyaux, des grains, etc. | La salle est pleine.
  sentencex: Des noyaux, des grains, etc. La salle est pleine.
  sentence-splitter: Des noyaux, des grains, etc. La salle est pleine.
SEEN
