"""What things cost, measured; a package so that one bench can use another's parts."""
