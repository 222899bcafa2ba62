"""The objects of another program's file, copied into ours one by one."""

from __future__ import annotations

from typing import Any

import pikepdf

from kaigi_docs.render.pdf.document import PdfFile, Ref

_FORM_NAME = "/Fm0"


class ForeignCopies:
    """What was copied of one file, by number and generation there."""

    def __init__(self, file: PdfFile, source: pikepdf.Pdf) -> None:
        """Nothing yet.

        Args:
            file: that they go into.
            source: that they are copied of.
        """
        self._file = file
        self._source = source
        self._refs: dict[tuple[int, int], Ref] = {}

    def page(self, number: int) -> Ref:
        """The form XObject of a page, by its number from 0."""
        return self._ref(self._source.pages[number].obj.Resources.XObject[_FORM_NAME])

    def _ref(self, thing: Any) -> Ref:
        """The reference to a copy of an indirect object."""
        known = self._refs.get(thing.objgen)
        if known is not None:
            return known
        ref = self._refs[thing.objgen] = self._file.reserve()
        if isinstance(thing, pikepdf.Stream):
            entries = {key: thing.get(key) for key in thing.keys() if key != "/Length"}  # noqa: SIM118 (iterates over values)
            self._file.put_stream(ref, thing.read_raw_bytes(), self._entries(entries))
        else:
            self._file.put(ref, self._written(thing))
        return ref

    def _value(self, thing: Any) -> bytes:
        if isinstance(thing, pikepdf.Object) and thing.is_indirect:
            return self._ref(thing).encode("ascii")
        return self._written(thing)

    def _written(self, thing: Any) -> bytes:
        """A value in PDF syntax (ISO 32000-1 7.3), what it refers to copied."""
        if isinstance(thing, pikepdf.Dictionary):
            return b"<<%s>>" % self._entries({key: thing.get(key) for key in thing.keys()})  # noqa: SIM118
        if isinstance(thing, pikepdf.Array):
            return b"[%s]" % b" ".join(self._value(item) for item in thing)
        if isinstance(thing, pikepdf.Object):
            return thing.unparse()
        if thing is None or isinstance(thing, bool):
            return {None: b"null", True: b"true", False: b"false"}[thing]
        return format(thing, "f" if not isinstance(thing, int) else "d").encode("ascii")

    def _entries(self, values: dict[str, Any]) -> bytes:
        return b"".join(pikepdf.Name(key).unparse() + b" " + self._value(value) for key, value in sorted(values.items()))
