"""Starts a worker: run by its path, with the configuration as JSON in the only argument.

Run by path and not by -m, because the interpreter is started isolated (-I, -S) and finds the package only after the parent's
search path was added: so it works alike installed, in a checkout and with PYTHONPATH.
"""

import json
import sys


def _start(config_text: str) -> None:
    config = json.loads(config_text)
    sys.path.extend(entry for entry in config["search_path"] if entry not in sys.path)
    from kaigi_docs.read.worker.serve import main

    main(config)


if __name__ == "__main__":
    _start(sys.argv[1])
