"""What stops protecting: tables that cannot all be true at once, and a policy that says nothing usable."""

from __future__ import annotations

from kaigi_docs.errors import ExitCode, KaigiError


class TablesContradict(KaigiError):
    """Counts, totals, claims or known values do not fit each other; nothing can be protected before that is put right."""

    exit_code = ExitCode.FINDINGS


class PolicyUnusable(KaigiError):
    """The policy leaves out what it must say, or says what cannot be."""

    exit_code = ExitCode.FINDINGS
