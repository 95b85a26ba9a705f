"""Names of the bookmarks that mark headings, for the writer of a file and for those who look for them in one."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

_BOOKMARK_LENGTH = 40  # Word's limit
_PLAIN_ANCHOR = re.compile(r"[a-z0-9:-]*")


@lru_cache(maxsize=4096)
def bookmark_name(anchor: str) -> str:
    """A legal bookmark name: letters, digits and `_`, at most 40 characters.

    Two anchors never share one, case apart either: what the plain spelling could mix up takes a digest.
    """
    name = "c_" + re.sub(r"\W", "_", anchor.replace("-", "__"), flags=re.ASCII)
    if len(name) <= _BOOKMARK_LENGTH and _PLAIN_ANCHOR.fullmatch(anchor):
        return name
    return f"{name[: _BOOKMARK_LENGTH - 9]}_{hashlib.sha256(anchor.encode()).hexdigest()[:8]}"
