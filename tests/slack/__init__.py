"""A regular package, because the SDK still installs a module called `slack`, which would win over a bare folder."""
