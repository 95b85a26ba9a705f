"""Leftovers of drafting: what was to be replaced, macros, tags, blank dates, empty items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assembler.checks.analysis import Analysis, Passage
from assembler.checks.table import Hit, check
from assembler.checks.textes import around
from assembler.model.scalars import MONTHS
from assembler.model.sentences import sentence_before

_SOURCE = "Usage : le texte soumis au vote ne garde aucune trace du modèle ni du brouillon."

_GAP = r"(?:[._…]{2,}|…|[xX]{2,}|\?+)"
_YEAR = r"(?:(?:19|20)?\d\d(?!\d))"
_SLASHED_DATE = re.compile(
    rf"(?<![\w/])(?:{_GAP}|\d\d?)?\s?/\s?(?:{_GAP}\s?)?/\s?(?:{_YEAR}|{_GAP})?(?![\w/])"
    rf"|(?<![\w/])(?:\d\d?|{_GAP})/(?:\d\d?|{_GAP})/(?:{_GAP}|(?!\S))"
    rf"|(?<![\w/]){_GAP}/\d\d?/{_YEAR}"
)
_GAPPED_DATE = re.compile(
    rf"\b(?:[Ll]e|[Dd]u|[Aa]u)\s*{_GAP}(?:\s*(?:{'|'.join(MONTHS)})(?!\w)|\s+{_YEAR}|\s+{_GAP})"
    rf"|\b(?:[Ll]e|[Dd]u|[Aa]u)\s+\d\d?(?:er)?\s+{_GAP}\s*{_YEAR}"
)
_MISSING_DATE = re.compile(r"\b(?:en date du|[Ff]aite? le|signée? le|adoptée? le|votée? le)\s?(?=[,;.)]|$)")
_DATE_ENDS = ("date du", "aite le", "ait le", "igné le", "ignée le", "opté le", "optée le", "oté le", "otée le")
_GAP_SIGNS = ("..", "…", "__", "??", " xx", " XX")
_BLANK = re.compile(
    r"(?<!\.)\.{4,}|…\s*…|_{3,}|\?{2,}|(?<!\w)[xX]{2,}(?!\w)|\b(?:TODO|TBD|FIXME)\b"
    r"|(?i:\blorem\b|\bipsum\b)|\[(?!sic\])[^\[\]\n]{0,80}\]"
    r"|n[°º][ \u00a0]?(?:…|\.{3}|_+)|(?<!<)<(?!à )[^\W\d][^<>\n]{1,60}>(?!>)"
)
_BLANK_SIGNS = (
    "....",
    "……",
    "… …",
    "___",
    "??",
    "xx",
    "Xx",
    "XX",
    "[",
    "TODO",
    "TBD",
    "FIXME",
    "orem",
    "psum",
    "°",
    "<",
)
_LATER = re.compile(
    r"[àÀ] (?:re)?(préciser|définir|compléter|confirmer|déterminer|renseigner|insérer|valider|vérifier|rédiger"
    r"|fixer|voir|venir)(?!\w)"
)
_LEFT_OPEN = re.compile(r"(?:[(=\[<]\s*|\b(?:reste|restent|sera|seront|est|sont|encore)\s+)$", re.IGNORECASE)
_LEFT_ALONE = re.compile(
    r"(?:\s+(?:ultérieurement|plus tard|prochainement|ensemble))?\s*(?:[).\];>]|,(?! et)|$)", re.MULTILINE
)
_NAMED_ALONE = re.compile(r"(?:^|[:(•–—-])\s*$|\((?:texte|suite|liste|tableau|détail|montant|nom)s?\s+$", re.MULTILINE)
_GOES_ON = re.compile(r"(?:^|[:;,(•–—-]|\b(?:et|ou|puis|ni|que|pas|quant|jusqu[’']))\s*$", re.MULTILINE)
_CALLS_FOR_VERB = re.compile(
    r"(?i)\b(?:aid|appel|appren|apt|arriv|aspir|associ|attach|autoris|capacit|cherch|collabor|commenc|concour|condui|consist"
    r"|continu|contraint|contribu|convi|destin|difficult|dispos|efforc|emploi|encourag|engag|façon|form|habilit|hésit"
    r"|incit|invit|manière|mobilis|nature|œuvr|oblig|parvien|parven|particip|port|pr[êe]t|renonc|réuss|ser[tv]|tend|tien"
    r"|travaill|veill|vis|volont|amen|men|formulaire|questionnaire|dossier)\w*(?:\s+[\w’'-]+){0,4}\s+$"
)
_FORMS = r"(?:des?|du|les?|la|de la|de l['’]|l['’]|d['’]|aux?|à la|à l['’])"
_MACRO = re.compile(rf"\({_FORMS}(?:\s?[,/]\s?{_FORMS})*\s?\)")
_IN_A_WORD = re.compile(r"(?i)(?<!\w)(?!(?:des?|du|la|les?|aux?|à)$)\w+$")
"""« maternel(le) » is a word in two forms; « de(du) » is a macro."""
_EITHER = re.compile(
    r"(?<![\w/])(?:[Ll]e/[Ll]a|[Ll]a/[Ll]e|[Dd]u/[Dd]e la|[Dd]e la/[Dd]u|[Uu]n/[Uu]ne|[Aa]u/[Àà] la"
    r"|M\./Mme|Mme/M\.|Monsieur/Madame|Madame/Monsieur)(?![\w/])"
)
_TAG = re.compile(
    r"\{\{.*?(?:\}\}|$)|\{%.*?(?:%\}|$)|<<[^<>\n]{1,60}>>|«\w*_\w*»|%[A-Z_]{2,40}%|\{[^{}%\n]{1,60}\}|\$\{[^}\n]*\}|\}\}|%\}"
    r"|\b(?:MERGEFIELD|REF _\w+)\b|#(?:REF|N/A|NOM|VALEUR)\b"
    r"|(?i:Erreur ! (?:Source|Signet)[^.\n]*|Error! Reference[^.\n]*)",
    re.MULTILINE,
)
_BOTH_FORMS = re.compile(r"\((?:e|s|es|x|nt|ne|le|trice|rice|ère|euse)\)s?")
_EMPTY_ITEM = re.compile(r"\n[ \t]*(?P<sign>[-•*–]|\d{1,2}[.)])[ \t\u00a0]?[…;,.–-]*(?=\n|$)")


def _hits(passages: Iterable[Passage], pattern: re.Pattern[str], message: str, hint: str) -> Iterator[Hit]:
    """One hit a match."""
    for passage in passages:
        for match in pattern.finditer(passage.text):
            yield _hit(passage, match, message, hint)


def _hit(passage: Passage, match: re.Match[str], message: str, hint: str) -> Hit:
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return Hit(f"{message} : « {around(passage.text, start, match.end())} ».", hint, passage.at(start))


@check(
    "RES001",
    "texte-a-remplacer",
    blocks="deliberation",
    meaning="Des signes tiennent la place d’un texte : « XXX », « ..... », « ____ », « ??? », « TODO », « […] ». "
    "Les marques « [à compléter : …] », « [à trancher : …] » et « [sans objet : …] » ont leurs propres contrôles.",
    source=_SOURCE,
    mend="Écrivez le texte attendu, ou une marque « [à compléter : quoi | qui | quand] » qui dit qui s’en charge.",
    bad="intervention: {texte: 'La commune gère XXX écoles.'}",
    good="intervention: {texte: 'La commune gère trois écoles et cite la délibération (annexe 5).'}",
)
def placeholder(analysis: Analysis) -> Iterator[Hit]:
    for passage in analysis.holding(*_BLANK_SIGNS):
        dates = [match.span() for match in _blank_dates(passage.text)]
        for match in _BLANK.finditer(passage.text):
            if not any(start <= match.start() < end for start, end in dates):
                yield _hit(passage, match, "Il reste un texte à remplacer", "Écrivez le texte attendu.")


@check(
    "RES002",
    "precision-attendue",
    blocks="deliberation",
    meaning="Un texte remet une précision à plus tard : « à préciser », « à définir », « reste à fixer ».",
    source=_SOURCE,
    mend="Écrivez ce qui a été décidé, ou une marque « [à trancher : quoi | qui | quand] ».",
    bad="gouvernance: {animation: 'Le comité technique se réunit selon un calendrier à définir.'}",
    good="gouvernance: {animation: 'Le comité technique aide le comité de pilotage à définir les priorités.'}",
)
def to_be_said(analysis: Analysis) -> Iterator[Hit]:
    hint = "Écrivez ce qui a été décidé, ou une marque « [à trancher : quoi | qui | quand] »."
    for passage in analysis.holding("à ", "À "):
        for match in _LATER.finditer(passage.text):
            if _is_left_open(passage.text, match):
                yield _hit(passage, match, "Une précision est attendue", hint)


def _is_left_open(text: str, match: re.Match[str]) -> bool:
    """« à préciser » said of a thing, not « s’engage à préciser les objectifs »."""
    before = sentence_before(text, match.start(), 60)
    if before[-1:].isalpha():  # « déjà », « là »
        return False
    alone = _LEFT_ALONE.match(text, match.end()) is not None
    if match[1] in ("voir", "venir"):
        return alone and _NAMED_ALONE.search(before) is not None
    if _LEFT_OPEN.search(before):
        return True
    return not _CALLS_FOR_VERB.search(before) and (alone or not _GOES_ON.search(before))


@check(
    "RES003",
    "macro-du-modele",
    blocks="deliberation",
    meaning="Un choix du modèle est resté dans le texte : « de(du, de l’) », « (des) collectivités », « le/la ».",
    source=_SOURCE,
    mend="Gardez la forme qui convient. Dans une clause, les filtres « de », « a » et « pluriel » l’écrivent seuls.",
    bad="intervention: {texte: 'Les compétences de(du,de l’) la commune sont les suivantes.'}",
    good="intervention: {texte: 'Les compétences de la commune figurent dans la délibération (annexe 5).'}",
)
def macro(analysis: Analysis) -> Iterator[Hit]:
    hint = "Gardez la forme qui convient et supprimez l’autre."
    for passage in analysis.holding("("):
        for match in _MACRO.finditer(passage.text):
            if not _IN_A_WORD.search(passage.text[max(0, match.start() - 12) : match.start()]):
                yield _hit(passage, match, "Un choix du modèle est resté", hint)
    yield from _hits(analysis.holding("/"), _EITHER, "Un choix du modèle est resté", hint)


@check(
    "RES004",
    "balise-non-remplacee",
    blocks="deliberation",
    meaning="Une balise d’un modèle ou d’un traitement de texte paraît telle quelle : « {{ nom }} », « <<nom>> », "
    "« Erreur ! Source du renvoi introuvable ».",
    source=_SOURCE,
    mend="Écrivez la valeur. Les paramètres ne valent que dans les clauses, pas dans le fichier d’une convention.",
    bad="intervention: {texte: 'La commune de {{ commune.nom }} agit pour les familles.'}",
    good="intervention: {texte: 'La commune de Villeneuve-sur-Deûle agit pour les familles (annexe 5).'}",
)
def tag(analysis: Analysis) -> Iterator[Hit]:
    signs = ("{", "}", "<<", "%", "#", "_", "FIELD", "REF _", "rreur", "rror!")
    hint = "Écrivez la valeur à la place de la balise."
    return _hits(analysis.holding(*signs), _TAG, "Une balise n’a pas été remplacée", hint)


@check(
    "RES005",
    "double-forme",
    otherwise="information",
    meaning="Un mot porte deux formes à la fois : « collectivité(s) », « assistant(e)s ».",
    source="Usage : un texte signé choisit entre le singulier et le pluriel, puisque le nombre est connu.",
    mend="Choisissez la forme qui convient, ou écrivez les deux mots : « les assistantes et assistants ».",
    bad="gouvernance: {animation: 'Le(s) élu(s) et les assistant(e)s y participent.'}",
    good="gouvernance: {animation: 'Les élus, les assistantes et les assistants y participent.'}",
)
def both_forms(analysis: Analysis) -> Iterator[Hit]:
    for passage in analysis.holding("("):
        for match in _BOTH_FORMS.finditer(passage.text):
            if passage.text[: match.start()][-1:].isalpha():
                yield _hit(passage, match, "Ce mot a deux formes à la fois", "Choisissez la forme qui convient.")


@check(
    "RES006",
    "element-vide",
    blocks="deliberation",
    meaning="Une liste a un élément vide : un tiret ou un numéro que rien ne suit.",
    source=_SOURCE,
    mend="Écrivez l’élément, ou supprimez sa ligne.",
    bad='gouvernance: {animation: "Le chargé de coopération :\\n\\n- convoque ;\\n-\\n- rend compte."}',
    good='gouvernance: {animation: "Le chargé de coopération :\\n\\n- convoque ;\\n- rend compte."}',
)
def empty_item(analysis: Analysis) -> Iterator[Hit]:
    hint = "Écrivez l’élément, ou supprimez sa ligne."
    for passage in analysis.written:
        if "lignes" in passage.path:  # an empty cell may hold a dash
            continue
        for match in _EMPTY_ITEM.finditer(f"\n{passage.text}"):
            message = f"Un élément de liste est vide (« {match['sign']} » seul sur sa ligne)."
            yield Hit(message, hint, passage.at(match.start("sign") - 1))
        if _is_hollow(passage):
            yield Hit(f"Ce texte n’a aucun mot : « {passage.text.strip()} ».", hint, passage.at())
    for place in analysis.places.empty_items():
        yield Hit("Un élément de liste est vide.", hint, place)


def _is_hollow(passage: Passage) -> bool:
    """Nothing but signs, which no other check of this family speaks of."""
    text = passage.text.strip()
    if passage.in_clause or not text or any(map(str.isalnum, text)):
        return False
    return not _BLANK.search(text) and not _EMPTY_ITEM.search(f"\n{text}")


@check(
    "RES007",
    "date-en-blanc",
    blocks="deliberation",
    meaning="Une date est restée en blanc dans un texte : « //2023 », « le __/__/2023 », « le ..... 2022 ».",
    source=_SOURCE,
    mend="Écrivez la date, ou une marque « [à compléter : date | qui | quand] ».",
    bad="deliberation: {texte: 'Le conseil municipal, réuni le ..... 2023, approuve la convention.'}",
    good="deliberation: {texte: 'Le conseil municipal, réuni le 10 février 2023, approuve la convention.'}",
)
def blank_date(analysis: Analysis) -> Iterator[Hit]:
    for passage in analysis.holding("/", *_GAP_SIGNS, *_DATE_ENDS):
        for match in _blank_dates(passage.text):
            yield _hit(passage, match, "Une date est restée en blanc", "Écrivez la date.")


def _blank_dates(text: str) -> Iterator[re.Match[str]]:
    if text.count("/") > 1:
        yield from _SLASHED_DATE.finditer(text)
    if any(sign in text for sign in _GAP_SIGNS):
        yield from _GAPPED_DATE.finditer(text)
    if any(sign in text for sign in _DATE_ENDS):
        yield from _MISSING_DATE.finditer(text)
