#!/usr/bin/env bash
# htmldate takes the fourth of August for the first of January on a French page.
# Guess: `Publié le 4 août 2024` is read as `Publié le 4 juillet 2024` is: the library is described as multilingual and knows the
# French words for publishing.
# Seen: its list of months has `aout` and not `août`, while `février` and `décembre` have their accents. After words such as
# `Publié le` it then falls back on the year and answers 1 January, as surely as for a date that was read. Without these words
# another part reads the date, and rightly.
# Known: nothing was found in its issues; the list stands in its `extractors`. Trafilatura takes its dates from it.
# Meaning: a first of January from such a library may be no more than a year. What dates a talk has to be read in the text by a
# reader that knows both spellings of each month.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv py && py/bin/pip install -q --disable-pip-version-check htmldate==1.11.0
cat > try.py <<'PY'
from htmldate import find_date
PAGE = '<html lang="fr"><body><article><h1>Retour du congrès</h1><p>{}</p><p>Le noyau et la grappe.</p></article></body></html>'
for line in ("Publié le 4 juillet 2024", "Publié le 4 août 2024", "Publié le 4 aout 2024", "Mis en ligne le 4 août 2024",
             "Publié le 4 décembre 2024", "Le 4 août 2024"):
    print(f"{line}: {find_date(PAGE.format(line))}")
PY
seen=$(py/bin/python try.py)
printf 'htmldate 1.11.0\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
Publié le 4 juillet 2024: 2024-07-04
Publié le 4 août 2024: 2024-01-01
Publié le 4 aout 2024: 2024-08-04
Mis en ligne le 4 août 2024: 2024-01-01
Publié le 4 décembre 2024: 2024-12-04
Le 4 août 2024: 2024-08-04
SEEN
