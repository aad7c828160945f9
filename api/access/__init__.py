"""Who asks, and what they may do: logging in and out, sessions and tokens, and the rights that routes name."""
