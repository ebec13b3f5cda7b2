"""Run the command line as `python -m assurance_bot`."""

from assurance_bot.cli import main

if __name__ == "__main__":
    main()
