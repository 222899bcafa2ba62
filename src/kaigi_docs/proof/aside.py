"""Proofs in a second process of our own, so that both cores read back what was written.

Nothing from outside passes here: the pages come from this program's own layout, the files from its own painter.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from kaigi_docs.blocks import Document
from kaigi_docs.errors import OutputFault
from kaigi_docs.findings import Findings
from kaigi_docs.layout.page import LaidOut
from kaigi_docs.proof.jobs import Job, Printed, prove_job
from kaigi_docs.proof.pdf import PdfProof, measured_proof

_PROGRAM = "from kaigi_docs.proof.aside import serve; serve()"


class AsideProver:
    """A process that proves single materials and print jobs while this one paints, and proves the packet.

    It is told the pages once, in the background; afterwards it is asked for one file at a time, from any thread.
    """

    def __init__(self, materials: Sequence[tuple[LaidOut, Document]]) -> None:
        """Starts the process and begins to tell it the pages.

        Args:
            materials: pages and blocks; `prove` names them by their position.
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

    def prove(self, material: int, path: Path) -> PdfProof:
        """What `measured_proof` says of the file of one material.

        Raises:
            OutputFault: the process has gone.
        """
        proof: PdfProof = self._ask((material, str(path)))
        return proof

    def prove_job(self, job: Job, path: Path) -> Findings:
        """What `prove_job` says of the file of a print job.

        Raises:
            OutputFault: the process has gone.
        """
        findings: Findings = self._ask((job, str(path)))
        return findings

    def _ask(self, question: object) -> Any:
        """What the other process answers.

        Raises:
            OutputFault: it has gone.
        """
        self._telling.join()
        with self._lock:
            try:
                self._send(question)
                return pickle.load(self._answers())
            except (OSError, EOFError, pickle.UnpicklingError) as error:
                message = "できたファイルを読み直す途中で止まりました。ほかのソフトを閉じて、もう一度実行してください。"
                raise OutputFault(message) from error

    def _tell(self, materials: tuple[tuple[LaidOut, Document], ...]) -> None:
        try:
            self._send(materials)
        except OSError:
            return  # the process has gone; prove() says so

    def _send(self, message: object) -> None:
        assert self._process.stdin is not None
        pickle.dump(message, self._process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
        self._process.stdin.flush()

    def _answers(self) -> BinaryIO:
        assert self._process.stdout is not None
        return self._process.stdout  # type: ignore[return-value]  # Popen gives a binary stream without text=True


def serve() -> None:
    """The second process: pages first, then (material or print job, path) → its proof until the other side closes."""
    materials: Printed = pickle.load(sys.stdin.buffer)
    while True:
        try:
            asked, path = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        pickle.dump(_answer(materials, asked, Path(path)), sys.stdout.buffer)
        sys.stdout.buffer.flush()


def _answer(materials: Printed, asked: int | Job, path: Path) -> PdfProof | Findings:
    if isinstance(asked, Job):
        return prove_job(materials, asked, path)
    pages, document = materials[asked]
    return measured_proof(path, [pages], [document])
