"""How the sources of the example minutes are set as PDF, Word and web pages."""
