"""Exceptions for a bad invocation or bad settings; bad content is data (see `problems`) and never raises."""


class UsageError(Exception):
    """The command was called wrongly; the message is one Chinese line. Exit code 2."""


class SettingsError(UsageError):
    """Trusted settings (`mkdocs.yml`, installation) cannot be used. Exit code 2."""
