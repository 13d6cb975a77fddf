"""Points are whole hundredths inside and decimals only where they are shown."""

HUNDREDTHS = 100


def earned(minutes: int, per_hour: int) -> int:
    """Hundredths for `minutes`, when an hour earns `per_hour`. What is left over is cut."""
    return minutes * per_hour // 60


def shown(amount: int) -> str:
    """1250 → "12.5", 300 → "3", -50 → "-0.5"."""
    whole, rest = divmod(abs(amount), HUNDREDTHS)
    sign = "-" if amount < 0 else ""
    return f"{sign}{whole:,}" + (f".{rest:02d}".rstrip("0") if rest else "")


def signed(amount: int) -> str:
    return f"+{shown(amount)}" if amount > 0 else shown(amount).replace("-", "−")
