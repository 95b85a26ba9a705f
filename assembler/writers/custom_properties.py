"""Custom properties of a Word file (`docProps/custom.xml`): names and short texts that Word and LibreOffice keep."""

from __future__ import annotations

from collections.abc import Mapping

from assembler.writers.package import CONTENT_TYPES, DECLARATION
from assembler.writers.wordml import escape

_PART = "docProps/custom.xml"
_RELATIONS = "_rels/.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # that of user-defined properties ([MS-OSHARED] 2.3.3.2.3)
_FIRST_ID = 2  # 0 and 1 are taken by the format


def with_custom_properties(parts: Mapping[str, bytes], values: Mapping[str, str]) -> dict[str, bytes]:
    """The package with these properties; `parts` has none yet."""
    properties = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{number}" name="{escape(name)}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(values.items(), start=_FIRST_ID)
    )
    xml = (
        f'{DECLARATION}<Properties xmlns="{_OFFICE}/custom-properties"'
        f' xmlns:vt="{_OFFICE}/docPropsVTypes">{properties}</Properties>'
    )
    relation = f'<Relationship Id="rId_custom" Type="{_OFFICE}/relationships/custom-properties" Target="{_PART}"/>'
    override = f'<Override PartName="/{_PART}" ContentType="{_CONTENT_TYPE}"/>'
    return dict(parts) | {
        _PART: xml.encode(),
        _RELATIONS: _before_end(parts[_RELATIONS], "Relationships", relation),
        CONTENT_TYPES: _before_end(parts[CONTENT_TYPES], "Types", override),
    }


def _before_end(xml: bytes, root: str, element: str) -> bytes:
    end = f"</{root}>".encode()
    return xml.replace(end, element.encode() + end)
