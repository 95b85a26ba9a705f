"""Where a Dask scheduler listens, and the files that prove who talks to whom."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from assembler.build.workspace import is_file
from assembler.model.messages import excerpt
from assembler.model.place import Collector, Place, Problems

_OPTIONS = {"ca": "--ca", "cert": "--cert", "key": "--cle"}


@dataclass(frozen=True, slots=True)
class ClusterAddress:
    """`url`: « tls://host:8786 », with its three files; or « tcp://127.0.0.1:8786 » without."""

    url: str
    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None

    @property
    def is_secure(self) -> bool:
        return self.url.startswith("tls://")


def cluster_address(url: str, ca: Path | None, cert: Path | None, key: Path | None) -> ClusterAddress:
    """Raises Problems: not such an address, one that would send texts in the clear, a file that is missing."""
    scheme, host, port = _parts(url)
    if scheme not in ("tcp", "tls") or not host or port is None:
        hint = "Écrivez --cluster tls://hote:8786, ou tcp://127.0.0.1:8786 sur cette machine."
        raise Problems.one(f"« {excerpt(url)} » n’est pas l’adresse d’un ordonnanceur Dask.", hint)
    files = {"ca": ca, "cert": cert, "key": key}
    if scheme == "tcp":
        _refuse_clear(url, host, files)
    else:
        _check_files(files)
    return ClusterAddress(url, ca, cert, key)


def _parts(url: str) -> tuple[str, str, int | None]:
    try:
        found = urlsplit(url)
        return found.scheme, found.hostname or "", found.port
    except ValueError:
        return "", "", None


def _refuse_clear(url: str, host: str, files: dict[str, Path | None]) -> None:
    if not _is_loopback(host):
        raise Problems.one(
            f"L’adresse « {excerpt(url)} » n’est ni chiffrée ni sur cette machine : n’importe qui sur le réseau "
            "pourrait lire les conventions, ou faire exécuter du code.",
            "Démarrez l’ordonnanceur avec des certificats, puis : --cluster tls://hote:8786 --ca ca.pem --cert moi.pem "
            "--cle moi.key (docs/lots.md).",
        )
    if any(files.values()):
        raise Problems.one(
            "Les certificats ne servent qu’à une adresse en tls://.", "Écrivez --cluster tls://…, ou retirez-les."
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check_files(files: dict[str, Path | None]) -> None:
    collector = Collector()
    for name, path in files.items():
        collector.attempt(_check_file, _OPTIONS[name], path)
    collector.finish()


def _check_file(option: str, path: Path | None) -> None:
    if path is None:
        hint = "Une adresse en tls:// demande --ca, --cert et --cle (docs/lots.md)."
        raise Problems.one(f"Il manque l’option « {option} ».", hint)
    if not is_file(path):
        raise Problems.one(f"Le fichier donné à « {option} » est introuvable.", "Vérifiez son chemin.", Place(path))
