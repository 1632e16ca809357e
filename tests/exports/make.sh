#!/usr/bin/env bash
# Makes the files of this folder anew, by running the generators on texts of our own: bash tests/exports/make.sh
# Needs Python, Node and the package registries; it is not part of the tests, which read what it made.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv py
py/bin/pip install -q --disable-pip-version-check pelican==4.11.0 markdown==3.7 mkdocs==1.6.1 mkdocs-material==9.5.44 sphinx==8.1.3 pypandoc_binary==1.14
npm install --silent --no-fund --no-audit asciidoctor@3.0.4 >/dev/null
. py/bin/activate

# What all sources say: two signed talks with the same facts, in the markup of the generator.
noyau="Le noyau se trace sans redémarrer, dit la conférencière, et la salle demande comment."
grappe="Trois grappes tombent le même jour ; la quatrième tient grâce à une sonde."
conseil="Gardez toujours un vieux noyau sous la main."

# Pelican: Markdown with headings that have no space, metadata without fences
mkdir -p pelican/content
cat > pelican/content/caillou.md <<MD
Title: Retour sur le Congrès du Caillou 2024
Date: 2024-03-20
Authors: Maud Verlaine
Tags: noyau, grappe
Slug: caillou

##Le noyau bavard
*Par Odile Parchemin (Bricodata)*

$noyau [^1]

[^1]: La réponse tient en une page.

##Trois grappes et un enterrement
*Par Gaspard Lunel (Nuagerie)*

$grappe
MD
cat > pelican/settings.py <<'PY'
SITENAME = "Carnet de Maud"
SITEURL = "https://carnet.example.org"
TIMEZONE = "Europe/Paris"
DEFAULT_LANG = "fr"
PATH = "content"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
MARKDOWN = {"extension_configs": {"markdown.extensions.footnotes": {}, "markdown.extensions.meta": {}}}
PY
(cd pelican && pelican -q -s settings.py -o out content)
cp pelican/out/caillou.html "$here/pelican-caillou-2024.html"
cp pelican/content/caillou.md "$here/pelican-source-caillou-2024.md"

# MkDocs Material: admonitions, tabs, permalinks
mkdir -p mkdocs/docs
cat > mkdocs/mkdocs.yml <<'YML'
site_name: Carnet de Maud
site_url: https://carnet.example.org/
theme: {name: material, language: fr, font: false}
markdown_extensions: [admonition, attr_list, footnotes, pymdownx.details, pymdownx.superfences, {pymdownx.tabbed: {alternate_style: true}}, {toc: {permalink: true}}]
plugins: []
YML
cat > mkdocs/docs/index.md <<MD
# Retour sur le Congrès du Caillou 2024

## Le noyau bavard {#noyau}

*Par Odile Parchemin (Bricodata)*

$noyau

!!! tip "Conseil"
    $conseil

## Trois grappes et un enterrement

*Par Gaspard Lunel (Nuagerie)*

=== "Le récit"

    $grappe

=== "Les chiffres"

    Douze minutes de panne en tout.

??? note "Un détail replié"
    La sonde était en carton.
MD
(cd mkdocs && mkdocs build -q)
cp mkdocs/site/index.html "$here/mkdocs-material-caillou-2024.html"
cp mkdocs/docs/index.md "$here/mkdocs-source-caillou-2024.md"

# Sphinx: reStructuredText with directives, in French
mkdir -p sphinx
cat > sphinx/conf.py <<'PY'
project = "Carnet de Maud"
language = "fr"
html_theme = "alabaster"
html_copy_source = False
PY
cat > sphinx/index.rst <<RST
Retour sur le Congrès du Caillou 2024
=====================================

Le noyau bavard
---------------

*Par Odile Parchemin (Bricodata)*

$noyau [#page]_

.. tip:: $conseil

Trois grappes et un enterrement
-------------------------------

*Par Gaspard Lunel (Nuagerie)*

$grappe

.. [#page] La réponse tient en une page.
RST
sphinx-build -q -b html sphinx sphinx/out
cp sphinx/out/index.html "$here/sphinx-caillou-2024.html"
cp sphinx/index.rst "$here/sphinx-source-caillou-2024.rst"

# Asciidoctor: admonition, footnote, description list
cat > caillou.adoc <<ADOC
= Retour sur le Congrès du Caillou 2024
Maud Verlaine
2024-03-20

[#noyau]
== Le noyau bavard

_Par Odile Parchemin (Bricodata)_

${noyau}footnote:[La réponse tient en une page.]

TIP: $conseil

== Trois grappes et un enterrement

_Par Gaspard Lunel (Nuagerie)_

$grappe
ADOC
npx asciidoctor -a stylesheet! -o "$here/asciidoctor-caillou-2024.html" caillou.adoc
cp caillou.adoc "$here/asciidoctor-source-caillou-2024.adoc"

# pandoc: fenced divs as Quarto writes them, to a page
cat > caillou.qmd <<MD
---
title: Retour sur le Congrès du Caillou 2024
author: Maud Verlaine
date: 2024-03-20
lang: fr
---

## Le noyau bavard {#noyau .unnumbered}

*Par Odile Parchemin (Bricodata)*

${noyau}^[La réponse tient en une page.]

::: {.callout-tip}
## Conseil
$conseil
:::

## Trois grappes et un enterrement

*Par Gaspard Lunel (Nuagerie)*

::: {.panel-tabset}
$grappe
:::
MD
cp caillou.qmd "$here/quarto-source-caillou-2024.md"
python - "$here/pandoc-caillou-2024.html" <<'PY'
import sys, pypandoc
pypandoc.convert_file("caillou.qmd", "html5", format="markdown", outputfile=sys.argv[1], extra_args=["--standalone", "--toc"])
PY
