#!/usr/bin/env bash
# Pelican leaves out an article whose date is written in French, ends with status 0, and reads 03/04 as the fourth of March.
# Guess: with `DEFAULT_LANG = 'fr'` dates are read day first, and a date that cannot be read fails the build.
# Seen: `14 mars 2024` is an error line and no page, status 0; `03/04/2013` becomes 4 March.
# Meaning: the `Date:` of a Pelican source with slashes is month first, whatever the language of the blog, and the page is what
# tells which.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv py && py/bin/pip install -q --disable-pip-version-check pelican==4.11.0 markdown==3.7
mkdir content
printf 'Title: Un\nDate: 14 mars 2024\nSlug: un\n\nTexte.\n' > content/un.md
printf 'Title: Deux\nDate: 03/04/2013\nSlug: deux\n\nTexte.\n' > content/deux.md
cat > settings.py <<'PY'
SITENAME = "x"
SITEURL = "https://example.org"
TIMEZONE = "Europe/Paris"
DEFAULT_LANG = "fr"
PATH = "content"
PY
status=0
py/bin/pelican -q -s settings.py -o out content >/dev/null 2>&1 || status=$?
seen="status $status
un.html $([ -e out/un.html ] && echo made || echo missing)
deux.html $(grep -o 'title="2013-[0-9-]*' out/deux.html | head -n 1)"
printf 'pelican 4.11.0\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
status 0
un.html missing
deux.html title="2013-03-04
SEEN
