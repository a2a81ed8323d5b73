"""What sofi raises. What is wrong in a document is a finding, never an exception."""


class SofiError(Exception):
    """The base of everything that sofi raises by itself."""


class InvalidIdentifier(SofiError, ValueError):
    """A text that is not the identifier it should be."""


class FeedError(SofiError):
    """A feed that cannot be read any further."""


class LimitExceeded(SofiError):
    """A feed that goes past a limit of size or number."""
