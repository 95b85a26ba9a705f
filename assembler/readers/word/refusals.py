"""What is not a Word file that can be read, and how to mend it, said in French."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from assembler.model.messages import excerpt
from assembler.model.place import Place, Problem, Problems
from assembler.readers.zip_guard import is_encrypted, is_ole

MAX_BYTES = 60_000_000
_LONG = 80
_SAVE_AS = "Ouvrez-le dans Word, puis Enregistrer sous, « Document Word (.docx) »."
_SAVE_ANEW = "Ouvrez-le dans Word et enregistrez-le à nouveau, ou demandez qu’on vous le renvoie."
_OTHERS = {
    b"%PDF": "un PDF",
    b"\x89PNG": "une image PNG",
    b"\xff\xd8\xff": "une image JPEG",
    b"{\\rtf": "un fichier RTF",
}
_ENDINGS = {".docm": "prévu pour des macros (.docm)", ".dotm": "un modèle prévu pour des macros (.dotm)"}
_LINKED = {
    "image": "une image liée",
    "oleObject": "un objet lié",
    "package": "un objet lié",
    "subDocument": "un sous-document",
    "frame": "un cadre vers une autre page",
    "aFChunk": "un fichier inséré (altChunk)",
    "mailMergeSource": "une source de publipostage",
    "video": "une vidéo liée",
    "audio": "un son lié",
}
_UNLINK = (
    "Dans Word, intégrez-le au fichier ou supprimez-le (Fichier, Informations, "
    "« Modifier les liens d’accès aux fichiers »), puis enregistrez."
)


def refuse_size(path: Path) -> None:
    """By the size that the file system tells; nothing is read. A file that can't be told of is left to `read_bytes`."""
    try:
        size = path.stat().st_size if path.is_file() else 0
    except OSError:
        return
    if size > MAX_BYTES:
        message = f"Le fichier est trop gros : {size // 1_000_000} Mo, pour {MAX_BYTES // 1_000_000} Mo au plus."
        raise Problems.one(message, "Dans Word, compressez ses images (Format de l’image).", Place(path))


def refuse_other_formats(data: bytes, path: Path) -> None:
    """By the first bytes, and the ending of the name."""
    place, ending = Place(path), path.suffix.lower()
    if is_encrypted(data):
        hint = "Dans Word : Fichier, Informations, Protéger le document ; retirez le mot de passe, puis enregistrez."
        raise Problems.one("Le fichier est protégé par un mot de passe.", hint, place)
    if is_ole(data):
        raise Problems.one("Le fichier est à l’ancien format de Word (.doc).", _SAVE_AS, place)
    if ending in _ENDINGS:
        raise Problems.one(f"Le fichier est {_ENDINGS[ending]}.", _SAVE_AS, place)
    if not data:
        raise Problems.one("Le fichier est vide.", "Demandez qu’on vous le renvoie.", place)
    if not data.startswith(b"PK"):
        kind = next((name for start, name in _OTHERS.items() if data.startswith(start)), "")
        raise not_word(path, f" : c’est {kind}" if kind else "")


def refuse_other_contents(names: frozenset[str], path: Path) -> None:
    """By the names of the parts, in lower case."""
    if "[content_types].xml" in names and any(name.startswith("word/") for name in names):
        return
    if "[content_types].xml" in names and "xl/workbook.xml" in names:
        raise not_word(path, " : c’est un classeur Excel")
    if "[content_types].xml" in names and "ppt/presentation.xml" in names:
        raise not_word(path, " : c’est une présentation")
    if "mimetype" in names and "content.xml" in names:
        raise not_word(path, " : c’est un fichier OpenDocument (.odt)")
    if "[content_types].xml" not in names:
        raise not_word(path)


def not_word(path: Path, what: str = "") -> Problems:
    return Problems.one(f"Ce n’est pas un fichier Word .docx{what}.", _SAVE_AS, Place(path))


def damaged(path: Path) -> Problems:
    return Problems.one("Le fichier Word est abîmé ou incomplet.", _SAVE_ANEW, Place(path))


def oversized(path: Path, what: str = "une fois décompressé") -> Problems:
    hint = "Il ne vient sans doute pas de Word. Copiez son texte dans un document neuf, et enregistrez celui-ci."
    return Problems.one(f"Le fichier Word est démesuré {what}.", hint, Place(path))


def encrypted_part(path: Path) -> Problems:
    hint = "Enregistrez-le sans mot de passe depuis Word."
    return Problems.one("Le fichier est protégé par un mot de passe.", hint, Place(path))


def macros(path: Path) -> Problems:
    return Problems.one("Le fichier contient des macros.", f"Enregistrez-le sans elles. {_SAVE_AS}", Place(path))


def strict(path: Path) -> Problems:
    message = "Le fichier est au format « Document Strict Open XML », qui ne se lit pas."
    return Problems.one(message, _SAVE_AS, Place(path))


def linked(path: Path, kind: str, target: str) -> Problems:
    """`kind` is the last word of the relationship's type."""
    what = _LINKED.get(kind, "un contenu qui est ailleurs")
    return Problems.one(f"Le fichier appelle {what} : {excerpt(target, _LONG)}.", _UNLINK, Place(path))


def active(path: Path) -> Problems:
    hint = f"Dans Word, onglet Développeur, supprimez-le. {_SAVE_ANEW}"
    return Problems.one("Le fichier contient un contrôle ActiveX, qui peut exécuter un programme.", hint, Place(path))


def two_of_one(path: Path) -> Problems:
    message = "Le fichier désigne deux parties pour le même rôle : on ne sait laquelle Word montre."
    return Problems.one(message, f"Il ne vient pas de Word. {_SAVE_ANEW}", Place(path))


def calling_fields(path: Path, names: Iterable[str]) -> Problems:
    """Fields that fetch or run something."""
    hint = (
        "Dans Word, placez-vous dessus et figez son texte (Ctrl+Maj+F9), ou supprimez-le. "
        "Alt+F9 montre les champs. Puis enregistrez."
    )
    messages = (f"Le fichier a un champ {name}, qui appelle un contenu extérieur." for name in names)
    return Problems([Problem(message, hint, Place(path)) for message in messages])


def forbidden_xml(path: Path, part: str, what: str) -> Problems:
    message = f"La partie « {excerpt(part, _LONG)} » du fichier {what}."
    return Problems.one(message, f"Il ne vient pas de Word. {_SAVE_ANEW}", Place(path))
