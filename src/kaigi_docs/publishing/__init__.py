"""From the statistics as they were read to those that may be printed."""

from kaigi_docs.publishing.elsewhere import HiddenCount, check_elsewhere, hidden_counts, texts_beside_statistics
from kaigi_docs.publishing.indicator_values import check_rates, counts_of_indicators
from kaigi_docs.publishing.printed_values import PRINTED_VALUES_FILE, printed_values_tree
from kaigi_docs.publishing.proposals import merging_questions
from kaigi_docs.publishing.stages import publish

__all__ = [
    "PRINTED_VALUES_FILE",
    "HiddenCount",
    "check_elsewhere",
    "check_rates",
    "counts_of_indicators",
    "hidden_counts",
    "merging_questions",
    "printed_values_tree",
    "publish",
    "texts_beside_statistics",
]
