"""発送済み/<日付>/ in the meeting folder: what was mailed, written once for each mailing and never changed again.

A mailing is a packet (`build --mailed`, by its 発送日) or a correction of it (`errata --mailed`, by its 差替え日).
"""

from kaigi_docs.mailed.correction import correction_faults, keep_correction
from kaigi_docs.mailed.packet import keep_packet, mailing_faults, rebuilt_faults, setting
from kaigi_docs.mailed.store import MAILED_FOLDER, Keeping, Mailed, keep_mailed, newest_mailed

__all__ = [
    "MAILED_FOLDER",
    "Keeping",
    "Mailed",
    "correction_faults",
    "keep_correction",
    "keep_mailed",
    "keep_packet",
    "mailing_faults",
    "newest_mailed",
    "rebuilt_faults",
    "setting",
]
