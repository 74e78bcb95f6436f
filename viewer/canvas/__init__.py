"""The canvas that shows the photo: frames, navigation, motion, gestures."""
