class AccessDuty:
    """Records of the room duty for the tests of who may do what."""
