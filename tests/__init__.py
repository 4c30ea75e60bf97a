"""A package, since libraries that ship one of this name would come first."""
