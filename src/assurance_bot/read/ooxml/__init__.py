"""The parts of a Word document: names of elements, styles, list numbers, runs of letters."""
