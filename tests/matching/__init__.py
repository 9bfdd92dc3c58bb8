"""Who is put first, and when the program keeps silent."""
