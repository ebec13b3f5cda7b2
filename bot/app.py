"""The Slack process, the same as `assurance-bot serve`: tokens from the environment, the rest from the configuration."""

import sys

from assurance_bot.cli import main

if __name__ == "__main__":
    main(["serve", *sys.argv[1:]])
