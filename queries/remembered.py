"""Answers kept for as long as their generation is served: figures do not change within one."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

Answer = TypeVar("Answer")


class Remembered:
    """The last ``most`` answers by what was asked; the longest unasked is forgotten first.

    Answers are shared between threads, so they must not be changed by whoever gets them.
    """

    def __init__(self, most: int = 256) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = threading.Lock()

    def answer(self, asked: Hashable, make: Callable[[], Answer]) -> Answer:
        """The answer to ``asked``, made where it is not known. A fault of ``make`` is not kept."""
        with self._lock:
            if asked in self._answers:
                self._answers.move_to_end(asked)
                return self._answers[asked]  # type: ignore[return-value]
        made = make()
        with self._lock:
            self._answers[asked] = made
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return made

    def __len__(self) -> int:
        return len(self._answers)
