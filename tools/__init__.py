"""What is made from the ontology and kept in the project, and the commands that make it anew."""
