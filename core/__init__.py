"""The shared vocabulary (frozen values, pure functions) and the one door to the outside world."""
