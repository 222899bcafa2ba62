"""What is printed together, on which sheets and how often: the print jobs (印刷) of a packet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kaigi_docs.model.meeting import Addressing, Material, MaterialKind, Meeting, Sides

JOB_NAME = "会議資料一式_印刷用"
EACH_NAME = "送付文書（委員別）_印刷用"


_PAPERS_MM = (("A5", 148, 210), ("B5", 182, 257), ("A4", 210, 297), ("B4", 257, 364), ("A3", 297, 420))
"""ISO 216 and JIS P 0138 (B sizes), from the smallest on."""

OTHER_PAPER = "特大"
_SPARE_MM = 3.0


def paper_holding(width_mm: float, height_mm: float) -> str:
    """The smallest sheet of offices that holds a page, whichever way it lies: 「A4」, also for one that was cropped a little."""
    short, long = sorted((width_mm, height_mm))
    held = (name for name, across, down in _PAPERS_MM if short <= across + _SPARE_MM and long <= down + _SPARE_MM)
    return next(held, OTHER_PAPER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printable:
    """A 資料, or the letter to one member, as it comes from layout.

    Attributes:
        id: unique among the printables.
        material: its row of the 資料 sheet.
        label: 「資料３」, or its title.
        papers: name of the paper of each page.
    """

    id: str
    material: Material
    label: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintPart:
    """A printable in its job.

    Attributes:
        slots: for each page of the job file that it takes, the number of its own page from 0, or None for a blank back.
        first_page: of the job file, from 1.
        both_sides: whether the job is printed on both sides, so that two slots are one sheet.
    """

    printable: Printable
    slots: tuple[int | None, ...]
    first_page: int
    both_sides: bool

    @property
    def last_page(self) -> int:
        """Where it ends in the job file, a blank back included."""
        return self.first_page + len(self.slots) - 1

    @property
    def sheets(self) -> Counter[str]:
        """Sheets of one copy by paper."""
        fronts = self.slots[::2] if self.both_sides else self.slots
        return Counter(self.printable.papers[slot] for slot in fronts if slot is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """A file that is printed in one go.

    Attributes:
        name: of the file, without ending; not yet safe for every system.
        copies: of the whole file.
        sides: how the job is printed.
        for_each_member: whether the file itself holds one copy for each member.
    """

    name: str
    copies: int
    sides: Sides
    parts: tuple[PrintPart, ...]
    for_each_member: bool = False

    @property
    def pages(self) -> int:
        """Of the file, blank ones included."""
        return self.parts[-1].last_page

    def total_sheets(self) -> Counter[str]:
        """Sheets of all copies by paper."""
        total: Counter[str] = Counter()
        for part in self.parts:
            total.update({paper: count * self.copies for paper, count in part.sheets.items()})
        return total


def usual_copies(meeting: Meeting) -> int:
    """One for each member, whichever way it goes out, and the spare ones."""
    return len(meeting.members) + meeting.dispatch.spare_copies


def is_for_each(material: Material, meeting: Meeting) -> bool:
    """Whether a part is the 送付文書 of which each member gets one of their own."""
    each = meeting.dispatch.addressing is Addressing.EACH and bool(meeting.members)
    return each and material.kind is MaterialKind.DISPATCH_LETTER


def plan_jobs(meeting: Meeting, printables: Sequence[Printable], letters: Sequence[Printable] = ()) -> tuple[PrintJob, ...]:
    """The print jobs in the order of the packet.

    All 資料 of as many copies are one job, in the order of the packet; one that is to be printed by itself (別に印刷) is a job
    of its own, and so are the letters to single members, which are printed once each. A job is printed on both sides when
    one of its 資料 is; then every 資料, and every page of one that is printed on one side, begins a sheet.

    Args:
        meeting: copies, sides, and whether the 送付文書 goes to each member.
        printables: the parts of the packet.
        letters: the letters to the single members; they stand for the letter to all.
    """
    usual = usual_copies(meeting)
    groups: dict[tuple[int, str], list[Printable]] = {}
    for each in printables:
        order = each.material.print
        if is_for_each(each.material, meeting):
            continue
        copies = usual if order.copies is None else order.copies
        groups.setdefault((copies, each.id if order.separate else ""), []).append(each)
    jobs = [_job(EACH_NAME, 1, letters, for_each_member=True)] if letters else []
    main = _main_group(groups, usual)
    for (copies, separate), members in groups.items():
        name = JOB_NAME if (copies, separate) == main else f"{JOB_NAME}（{_what_is_in(members, copies, usual)}）"
        jobs.append(_job(name, copies, members))
    return tuple(jobs)


def _main_group(groups: Mapping[tuple[int, str], Sequence[Printable]], usual: int) -> tuple[int, str] | None:
    """The job that is the packet: of the usual number of copies, else the largest one that is nothing separate."""
    if (usual, "") in groups:
        return usual, ""
    together = [key for key in groups if not key[1]]
    return max(together, key=lambda key: len(groups[key]), default=None)


def _what_is_in(printables: Sequence[Printable], copies: int, usual: int) -> str:
    """「A3・資料４」, 「資料１ほか・3部」."""
    papers = [paper for paper in dict.fromkeys(paper for each in printables for paper in each.papers) if paper != "A4"]
    label = printables[0].label + ("ほか" if len(printables) > 1 else "")
    return "・".join((*papers, label, *([f"{copies}部"] if copies != usual else [])))


def _job(name: str, copies: int, printables: Sequence[Printable], *, for_each_member: bool = False) -> PrintJob:
    both_sides = any(each.material.print.sides is Sides.BOTH for each in printables)
    parts: list[PrintPart] = []
    first = 1
    for each in printables:
        slots = _slots(each, both_sides=both_sides)
        parts.append(PrintPart(printable=each, slots=slots, first_page=first, both_sides=both_sides))
        first += len(slots)
    sides = Sides.BOTH if both_sides else Sides.ONE
    return PrintJob(name=name, copies=copies, sides=sides, parts=tuple(parts), for_each_member=for_each_member)


def _slots(printable: Printable, *, both_sides: bool) -> tuple[int | None, ...]:
    """The pages with blank backs, so that the next part begins on a front page and no sheet is of two papers."""
    pages = range(len(printable.papers))
    if not both_sides:
        return tuple(pages)
    slots: list[int | None] = []
    for page in pages:
        is_back = len(slots) % 2 == 1
        if is_back and printable.papers[page] != printable.papers[page - 1]:
            slots.append(None)
        slots.append(page)
        if printable.material.print.sides is Sides.ONE:
            slots.append(None)
    return (*slots, *_rest(slots))


def _rest(slots: Iterable[int | None]) -> tuple[None, ...]:
    """The blank back of the last sheet, where it has one."""
    return (None,) if len(list(slots)) % 2 else ()
