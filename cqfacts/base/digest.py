"""The digest by which files are told apart: BLAKE2b of 256 bits (RFC 7693)."""

try:
    # hashlib takes a tenth of a look-up to import. As in the standard library's random, the lean module comes first.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

_CHUNK = 2**20


def digest_of(content: bytes) -> str:
    """The digest in 64 hexadecimal digits.

    >>> digest_of(b"")[:16]
    '0e5751c026e543b2'
    """
    return blake2b(content, digest_size=32).hexdigest()


def digest_of_file(descriptor: int) -> str:
    """The digest of an open file, which may be large. Raises OSError."""
    import os

    digest = blake2b(digest_size=32)
    while chunk := os.read(descriptor, _CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
