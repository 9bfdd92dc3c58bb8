"""The bundled sample and its invented persons."""
