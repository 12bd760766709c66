class AccessCallback:
    """Records of the room callback for the tests of who may do what."""
