"""Many objects of a few classes as bytes for another process, several times as fast as `pickle`.

`pickle` calls a function of Python for each field of a frozen class with slots.
"""

import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from io import BytesIO
from operator import attrgetter
from typing import Any, BinaryIO


class Packing:
    """Packs objects of some classes with slots. Both processes need an equal one.

    Objects of the class `shared` are in both processes, found by their `id` in `known`.
    """

    def __init__(
        self, classes: Sequence[type[Any]], shared: type[Any], known: Mapping[str, Any]
    ) -> None:
        self._known = known
        self._classes = classes
        self._setters = [[getattr(c, f.name).__set__ for f in fields(c)] for c in classes]
        self._table: dict[type[Any], Callable[[Any], Any]] = {
            class_: _reducer(number, class_) for number, class_ in enumerate(classes)
        }
        self._table[shared] = lambda item: (_known, (item.id,))

    def dump(self, items: list[Any]) -> bytes:
        """Return the bytes of items."""
        out = BytesIO()
        pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
        pickler.dispatch_table = self._table
        pickler.dump(items)
        return out.getvalue()

    def load(self, file: BinaryIO) -> list[Any]:
        """Return the items of the next bytes in a file that our own process wrote."""
        items: list[Any] = _Unpickler(file, self._restored, self._known.__getitem__).load()
        return items

    def _restored(self, number: int, *values: Any) -> Any:
        item = object.__new__(self._classes[number])
        for set_, value in zip(self._setters[number], values, strict=True):
            set_(item, value)
        return item


def _reducer(number: int, class_: type[Any]) -> Callable[[Any], Any]:
    names = [field.name for field in fields(class_)]
    # The first name twice, as `attrgetter` returns a tuple only of several.
    values = attrgetter(names[0], *names)
    return lambda item: (_restored, (number, *values(item)[1:]))


def _restored(number: int, *values: Any) -> Any:
    raise NotImplementedError  # a name in the bytes, which the reader replaces


def _known(id: str) -> Any:
    raise NotImplementedError  # a name in the bytes, which the reader replaces


class _Unpickler(pickle.Unpickler):
    def __init__(
        self, file: BinaryIO, restored: Callable[..., Any], known: Callable[[str], Any]
    ) -> None:
        super().__init__(file)
        self._functions = {"_restored": restored, "_known": known}

    def find_class(self, module: str, name: str) -> Any:
        """Return a class, or the function that makes objects of the packed classes."""
        if module == __name__:
            return self._functions[name]
        return super().find_class(module, name)
