class AccessReception:
    """Records of the room reception for the tests of who may do what."""
