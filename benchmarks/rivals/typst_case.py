"""Typst as a process of its own: `typst_case.py CONTENT PDF FONTS`."""

import sys
from pathlib import Path

import typst

SOURCE = Path(__file__).with_name("case.typ")


def main(content: str, pdf: str, fonts: str) -> None:
    typst.compile(
        str(SOURCE),
        output=pdf,
        root="/",
        font_paths=[fonts],
        ignore_system_fonts=True,
        sys_inputs={"content": content},
        pdf_standards=["ua-1"],
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
