"""One module per step. A step that has shipped is never changed."""
