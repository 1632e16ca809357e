#!/usr/bin/env bash
# rich wraps lines at spaces that forbid a break.
# Guess: a no-break space keeps `« une grappe »` and `12 000` on one line, as in Python's own textwrap.
# Seen: rich parts words with the classes of regular expressions, for which every Unicode space is a place to break, and so ends
# lines before `»` and within a number.
# Meaning: French puts no-break spaces before its signs and in its numbers. A program that wraps French text must ask for
# opportunities to break, not for white space.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv py && py/bin/pip install -q --disable-pip-version-check rich==13.9.4
cat > try.py <<'PY'
import io, textwrap
from rich.console import Console
TEXT = "Le noyau parle de 12\u202f000 machines"
console = Console(file=io.StringIO(), width=20, color_system=None)
console.print(TEXT)
print("textwrap", ascii(textwrap.wrap(TEXT, 20)))
print("rich", ascii([line.strip() for line in console.file.getvalue().splitlines()]))
PY
seen=$(py/bin/python try.py)
printf 'rich 13.9.4\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
textwrap ['Le noyau parle de', '12\u202f000 machines']
rich ['Le noyau parle de 12', '000 machines']
SEEN
