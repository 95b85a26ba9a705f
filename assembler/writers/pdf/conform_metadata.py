"""The XMP packet: the document's description and the claims of PDF/A-2b and PDF/UA-1, without any date."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from assembler.writers.pdf.conform_wanted import PdfWanted

_CLAIMS = """<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>"""

_SCHEMA_OF_UA = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""

_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}


def xmp_packet(wanted: PdfWanted) -> bytes:
    """UTF-8, as it stands in the PDF."""
    keywords = [word.strip() for word in re.split("[,;]", wanted.keywords) if word.strip()]
    properties = [
        _CLAIMS,
        _SCHEMA_OF_UA,
        _listed("dc:title", "Alt", [wanted.title], ' xml:lang="x-default"'),
        _listed("dc:creator", "Seq", [wanted.author]),
        _listed("dc:description", "Alt", [wanted.subject], ' xml:lang="x-default"'),
        _listed("dc:subject", "Bag", keywords),
        _listed("dc:language", "Bag", [wanted.language]),
        f"<pdf:Keywords>{escape(wanted.keywords)}</pdf:Keywords>" if wanted.keywords else "",
    ]
    spaces = "".join(f' xmlns:{prefix}="{space}"' for prefix, space in _NAMESPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF{spaces}><rdf:Description rdf:about="">\n'
        + "\n".join(filter(None, properties))
        + '\n</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()


def _listed(name: str, kind: str, values: list[str], looks: str = "") -> str:
    items = "".join(f"<rdf:li{looks}>{escape(value)}</rdf:li>" for value in values if value)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""
