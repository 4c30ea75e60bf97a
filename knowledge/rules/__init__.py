"""What a guide must be. One rule a file; a rule yields findings and never raises."""
