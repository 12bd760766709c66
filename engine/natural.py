import re


def door_key(text):
    """Sort key in natural order: "3-2-1204" before "10-1-101"."""
    return re.sub(r"\d+", lambda match: match.group().zfill(6), text or "")
