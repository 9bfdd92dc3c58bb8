"""The bundled sample records and invented persons."""
