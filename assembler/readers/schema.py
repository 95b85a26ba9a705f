"""JSON Schemas of the input files, made from the model: an editor completes and explains each key."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from assembler.model.catalogue import Catalogue
from assembler.model.convention import Caf, Commune, Convention, Diagnostic, Fiche, Objectif
from assembler.model.correspondance import Correspondance
from assembler.model.hors_outil import ConventionHorsOutil
from assembler.model.scalars import ANY_SCALAR
from assembler.model.typography import typeset

FILES: dict[str, type[BaseModel]] = {
    "convention.json": Convention,
    "fiche.json": Fiche,
    "commune.json": Commune,
    "diagnostic.json": Diagnostic,
    "caf.json": Caf,
    "indicateurs.json": Catalogue,
    "correspondance.json": Correspondance,
    "hors-outil.json": ConventionHorsOutil,
}
_FILE_NAME = {"type": "string", "pattern": r"\.(ya?ml|csv)$", "description": "Nom d’un fichier, à la place du contenu."}


def schemas() -> dict[str, str]:
    """File name -> JSON text, the same on every run."""
    return {name: _text(model) for name, model in FILES.items()}


def _text(model: type[BaseModel]) -> str:
    schema = model.model_json_schema(schema_generator=_InFrench)
    return typeset(json.dumps(_allow_files(schema), ensure_ascii=False, indent=1)) + "\n"


class _InFrench(GenerateJsonSchema):
    """Leaves out the English docstrings of the types."""

    def model_schema(self, schema: Any) -> Any:
        made = super().model_schema(schema)
        made.pop("description", None)
        made.pop("title", None)
        return made


def _allow_files(schema: dict[str, Any]) -> dict[str, Any]:
    """Where a group of keys is referred to, the name of a file may stand in its place; an item may be left empty."""
    definitions = schema.get("$defs", {})

    def walk(node: Any) -> Any:
        if isinstance(node, list):
            return [walk(item) for item in node]
        if not isinstance(node, dict):
            return node
        node = {key: walk(value) for key, value in node.items()}
        if isinstance(items := node.get("items"), dict):
            kinds = items["anyOf"] if set(items) == {"anyOf"} else [items]
            node["items"] = {"anyOf": [*kinds, {"type": "null"}]}
        target = str(node.get("$ref", "")).rpartition("/")[2]
        if definitions.get(target, {}).get("type") == "object":
            bare = ANY_SCALAR if target == Objectif.__name__ else _FILE_NAME
            reference = {"$ref": node.pop("$ref")}  # beside « anyOf » it would refuse the file's name
            return {**node, "anyOf": [reference, bare]}
        return node

    return {key: walk(value) for key, value in schema.items()}
