#!/usr/bin/env bash
# dateparser reads `2024-03` as a day of the current month once it is given French.
# Guess: naming the language helps; year and month in the order of ISO 8601 are read as such in every language.
# Seen: without a language, March 2024; with `fr`, the third day of the month of the clock, in 2024: French order of fields is
# applied to a year that stands first.
# Meaning: a recap's `date: 2024-03` moves with the day on which it is indexed. Dates in ISO order have to be read before
# any rule of a language.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv py && py/bin/pip install -q --disable-pip-version-check dateparser==1.2.0
cat > try.py <<'PY'
from datetime import datetime
import dateparser
clock = {"RELATIVE_BASE": datetime(2020, 11, 28)}
print("any language", dateparser.parse("2024-03", settings=clock).strftime("%Y-%m"))
print("fr", dateparser.parse("2024-03", languages=["fr"], settings=clock).date())
PY
seen=$(py/bin/python -W ignore try.py)
printf 'dateparser 1.2.0\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
any language 2024-03
fr 2024-11-03
SEEN
