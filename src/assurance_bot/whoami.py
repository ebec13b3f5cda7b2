"""Who sits at this machine."""

import os
import pwd


def user_name() -> str:
    """Return the full name of the user, else the login name; "" for one the system does not know."""
    try:
        known = pwd.getpwuid(os.getuid())
    except KeyError:
        return ""
    return known.pw_gecos.partition(",")[0].strip() or known.pw_name
