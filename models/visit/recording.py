# Marks writes that belong to the recording or correcting of a visit (R006, R056). Only code of this
# server can put it into a context: a remote call cannot forge it.
RECORDING = object()
