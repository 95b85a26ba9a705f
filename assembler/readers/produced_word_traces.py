"""What a Word file tells of people, machines and earlier versions."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from assembler.readers.produced_word_parts import Package, W

_CORE, _APP, _CUSTOM = "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"
_PEOPLE = {
    "lastModifiedBy": "dernière personne à avoir enregistré",
    "created": "date de création",
    "modified": "date de modification",
    "lastPrinted": "date d’impression",
    "revision": "numéro de révision",
    "Company": "société",
    "Manager": "responsable",
    "Template": "modèle d’origine",
    "TotalTime": "durée d’édition",
    "HyperlinkBase": "base des liens",
}
_ELEMENTS = {
    "rsids": "identifiants de séances de travail (rsid)",
    "ins": "insertions suivies",
    "del": "suppressions suivies",
    "moveFrom": "déplacements suivis",
    "moveTo": "déplacements suivis",
    "comment": "commentaires",
    "proofErr": "marques du correcteur",
    "attachedTemplate": "chemin du modèle attaché",
    "mailMerge": "source de publipostage",
    "docVars": "variables de document",
}
_PARTS = {
    "printersettings": "réglages d’imprimante",
    "thumbnail": "vignette",
    "customxml/": "données jointes (customXml)",
    "people.xml": "liste de personnes",
}
_PATH = re.compile(
    rb"(?<![\w.])(?:[A-Za-z]:\\+(?:Users|Documents|Utilisateurs)|\\\\\w[\w.-]*\\\w|file:/+|/(?:home|Users|root|tmp)/\w)[^\s\"'<>]*"
)
_OWN = "CTG."  # what this program stamps
_LONGEST = 80


def traces_of(data: bytes) -> tuple[str, ...]:
    """Each trace in French words, the files embedded in it included."""
    return tuple(dict.fromkeys(_traces(Package(data))))


def _traces(package: Package) -> Iterator[str]:
    yield from _people(package)
    for name in sorted(package.parts):
        yield from (told for sign, told in _PARTS.items() if sign in name.lower())
        if name.endswith((".xml", ".rels")):
            yield from _in_part(package, name)
        elif name.endswith((".xlsx", ".docx")):
            yield from _embedded(name, package.parts[name])


def _people(package: Package) -> Iterator[str]:
    for part in (_CORE, _APP):
        for each in package.root(part):
            told, text = _PEOPLE.get(etree.QName(each).localname, ""), (each.text or "").strip()
            if told and text:
                yield f"{told} : {text[:_LONGEST]}"
    for each in package.root(_CUSTOM):
        if not each.get("name", "").startswith(_OWN):
            yield f"propriété personnalisée « {each.get('name', '')} »"


def _in_part(package: Package, name: str) -> Iterator[str]:
    for match in _PATH.finditer(package.parts[name]):
        yield f"chemin d’un ordinateur : {match[0].decode('utf-8', 'replace')[:_LONGEST]}"
    if not name.startswith("word/") or not name.endswith(".xml"):
        return
    for element in package.root(name).iter(etree.Element):
        local = etree.QName(element).localname
        if element.tag == f"{W}{local}":
            if local in _ELEMENTS and _counts(element):
                yield _ELEMENTS[local]
            elif local.endswith("PrChange"):
                yield "mises en forme suivies"
        if any("}rsid" in str(key) for key in element.attrib):
            yield _ELEMENTS["rsids"]


def _counts(element: etree._Element) -> bool:
    """An empty list of sessions tells nothing."""
    return not str(element.tag).endswith("}rsids") or len(element) > 0


def _embedded(name: str, data: bytes) -> Iterator[str]:
    try:
        inner = Package(data)
    except zipfile.BadZipFile:
        return
    short = name.rpartition("/")[2]
    yield from (f"{told} (dans {short})" for told in _traces(inner))
