"""Pickup codes: eight characters nobody misreads and a check character (BR-70).

A code is derived from its redemption with the server's key, so the volunteer can be shown it again
though only its hash is stored.
"""

from uuid import UUID

from kapok.core.common import crypto

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # 31, a prime: no 0, 1, I, L or O
LENGTH = 8


def code_of(redemption: UUID) -> str:
    number = int.from_bytes(crypto.blind_index(str(redemption), purpose="pickup code"))
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    body = "".join(letters)
    return body + check_character(body)


def check_character(body: str) -> str:
    """A weighted sum: every single wrong character and every swap of two changes it."""
    total = sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]


def normalise(typed: str) -> str:
    """What was meant: without spaces and dashes, in capitals. Empty when it cannot be a code."""
    code = "".join(letter for letter in typed.upper() if letter.isalnum())
    if len(code) != LENGTH + 1 or any(letter not in ALPHABET for letter in code):
        return ""
    return code if check_character(code[:LENGTH]) == code[LENGTH] else ""


def spaced(code: str) -> str:
    """ABCD-EFGH-J, as it is shown and read out."""
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def hash_of(code: str) -> bytes:
    return crypto.token_hash(f"pickup:{code}")
