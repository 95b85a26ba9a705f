"""The shell of a comparison's page: its head, its style and script, its buttons and its help."""

from __future__ import annotations

import base64
import hashlib
from importlib import resources

from markupsafe import Markup

from assembler.report.comparison.words import visible

DIFFERENCES = ("differences", "Aller aux différences")


def page(
    title: str, body: Markup, with_buttons: bool, more_style: str = "", skip: tuple[str, str] = DIFFERENCES
) -> str:
    """The whole page around `body`. `with_buttons`: there are differences to go to, in two views.

    `more_style`: CSS of the page alone. `skip`: the anchor and the words of the link that leads past its head.
    """
    style = Markup(_resource("page.css") + more_style + _print_header(title))
    script = Markup(_resource("page.js"))
    return _PAGE.format(
        policy=_policy(style, script),
        title=visible(title),
        style=style,
        anchor=skip[0],
        skip=skip[1],
        script=script,
        bar=_BAR if with_buttons else Markup(""),
        body=body,
        help=_HELP if with_buttons else Markup(""),
    )


_PAGE = Markup("""<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<a class="saut" href="#{anchor}">{skip}</a>
{bar}
<main>
{body}
</main>
{help}
<script>{script}</script>
</body>
</html>
""")

_BAR = Markup("""<input type="radio" name="vue" id="vue-fil" class="hors" checked>
<input type="radio" name="vue" id="vue-cote" class="hors">
<nav class="barre" aria-label="Lecture des différences">
<span class="choix"><label for="vue-fil">Au fil du texte</label><label for="vue-cote">Côte à côte</label></span>
<span class="pas" hidden>
<button type="button" data-va="-1" aria-label="Différence précédente" title="Touche p">
‹ <span class="mot">Précédente</span></button>
<span class="position" role="status"></span>
<button type="button" data-va="1" aria-label="Différence suivante" title="Touche n">
<span class="mot">Suivante</span> ›</button>
<button type="button" data-aide aria-label="Raccourcis du clavier" title="Touche ?">?</button>
</span>
</nav>""")

_HELP = Markup("""<dialog id="aide" aria-labelledby="aide-titre">
<h2 id="aide-titre">Raccourcis du clavier</h2>
<dl>
<dt><kbd>n</kbd> ou <kbd>j</kbd></dt><dd>différence suivante</dd>
<dt><kbd>p</kbd> ou <kbd>k</kbd></dt><dd>différence précédente</dd>
<dt><kbd>i</kbd></dt><dd>au fil du texte</dd>
<dt><kbd>c</kbd></dt><dd>côte à côte</dd>
<dt><kbd>?</kbd></dt><dd>cette aide</dd>
<dt><kbd>Échap</kbd></dt><dd>fermer l’aide</dd>
</dl>
<p><label><input type="checkbox" id="raccourcis" checked> Raccourcis actifs</label></p>
<form method="dialog"><button>Fermer</button></form>
</dialog>""")


def _resource(name: str) -> str:
    return resources.files("assembler.report.comparison").joinpath(name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """Only this style and this script: nothing else can run or be fetched, whatever the texts hold."""
    return f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'"


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _print_header(title: str) -> str:
    """The title at the head of each printed page, as CSS in which no character of it has a meaning."""
    safe = "".join(f"\\{ord(char):06x}" for char in visible(title))
    return f'@page {{ @top-left {{ content: "{safe}" }} }}\n'
