"""An `Answer` for people: functions of it, one module for each place where it is read."""
