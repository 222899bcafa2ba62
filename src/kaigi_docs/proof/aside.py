"""A second process of our own, so that both cores make files and read back what was written.

Nothing from outside passes here: the pages come from this program's own layout, the files from its own painter.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from types import TracebackType
from typing import BinaryIO, Protocol, TypeVar

from kaigi_docs.errors import OutputFault
from kaigi_docs.proof.jobs import Printed

_PROGRAM = "from kaigi_docs.proof.aside import serve; serve()"

Answer = TypeVar("Answer")
_Given = TypeVar("_Given", covariant=True)


class Question(Protocol[_Given]):
    """Something to be done with the pages that both processes know; a value that can be pickled."""

    def __call__(self, printed: Printed) -> _Given:
        """The answer, also a value that can be pickled."""


class AsideProver:
    """A process that makes Word files and proves files while this one paints, and proves the packet.

    It is told the pages once, in the background; afterwards it answers one question at a time, asked from any thread.
    """

    def __init__(self, materials: Printed) -> None:
        """Starts the process and begins to tell it the pages.

        Args:
            materials: pages and blocks; questions name them by their position.
        """
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )
        self._lock = threading.Lock()
        self._telling = threading.Thread(target=self._tell, args=(tuple(materials),), daemon=True)
        self._telling.start()

    def __enter__(self) -> AsideProver:
        """The prover itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        """Ends the process."""
        self._process.kill()
        self._process.communicate()

    def ask(self, question: Question[Answer]) -> Answer:
        """What the other process answers.

        Raises:
            OutputFault: it has gone.
        """
        self._telling.join()
        with self._lock:
            try:
                self._send(question)
                answer: Answer = pickle.load(self._answers())
                return answer
            except (OSError, EOFError, pickle.UnpicklingError) as error:
                message = "できたファイルを読み直す途中で止まりました。ほかのソフトを閉じて、もう一度実行してください。"
                raise OutputFault(message) from error

    def _tell(self, materials: Printed) -> None:
        try:
            self._send(materials)
        except OSError:
            return  # the process has gone; ask() says so

    def _send(self, message: object) -> None:
        assert self._process.stdin is not None
        pickle.dump(message, self._process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
        self._process.stdin.flush()

    def _answers(self) -> BinaryIO:
        assert self._process.stdout is not None
        return self._process.stdout  # type: ignore[return-value]  # Popen gives a binary stream without text=True


def serve() -> None:
    """The second process: pages first, then questions → their answers until the other side closes."""
    materials: Printed = pickle.load(sys.stdin.buffer)
    while True:
        try:
            question: Question[object] = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        pickle.dump(question(materials), sys.stdout.buffer)
        sys.stdout.buffer.flush()
