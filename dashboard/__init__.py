"""Shows scores and asks for them. Only ``cli`` may touch ``data``."""
