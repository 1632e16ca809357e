#!/usr/bin/env bash
# reStructuredText has French names for its directives and for the author's field.
# Guess: `.. tip::` and `:Author:` are the only names; the language changes the words of the output only.
# Seen: with the language `fr`, `.. astuce::` is a tip and `:Auteur:` names the author; with `en` the directive vanishes from the
# document (an error message takes its place) and the author is a field like any other.
# Meaning: a reader of French reStructuredText has to know both sets of names, or it takes the directive's name for text.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv py && py/bin/pip install -q --disable-pip-version-check docutils==0.21.2
cat > try.py <<'PY'
from docutils.core import publish_doctree
SOURCE = """Le congrès
==========

:Auteur: Odile Parchemin

.. astuce:: Dormir avant la plénière.
"""
for language in ("en", "fr"):
    quiet = {"language_code": language, "report_level": 5}
    tree = publish_doctree(SOURCE, settings_overrides=quiet)
    print(language, sorted({node.tagname for node in tree.findall() if node.tagname in ("author", "tip", "field")}))
PY
seen=$(py/bin/python try.py)
printf 'docutils 0.21.2\n%s\n' "$seen"
diff - <(printf '%s\n' "$seen") <<'SEEN'
en ['field']
fr ['author', 'tip']
SEEN
