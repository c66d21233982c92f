"""What stands on a wall display: large, without links, and never about a person."""
