"""What the RDF costs as the graph grows, and whether other stores read it alike."""
