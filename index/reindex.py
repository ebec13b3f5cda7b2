"""The nightly job, the same as `assurance-bot reindex`: the folders come from the configuration."""

import sys

from assurance_bot.cli import main

if __name__ == "__main__":
    main(["reindex", *sys.argv[1:]])
