"""The commands of the shell, one file each or one for those that belong together."""
