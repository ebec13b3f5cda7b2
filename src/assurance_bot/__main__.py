"""Run the command line as `python -m assurance_bot`, or by its name."""


def main() -> None:
    """Run the command line. It is loaded here, as the workers of a build load this module too, and no command."""
    from assurance_bot.cli import main as command_line  # noqa: PLC0415 - see above

    command_line()


if __name__ == "__main__":
    main()
