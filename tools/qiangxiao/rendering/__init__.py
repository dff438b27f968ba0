"""Floor 5: records to artifacts; never touches a disk."""
